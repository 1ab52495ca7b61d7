/**
 * Everything the API can answer besides success: code -> status and title. The one table behind problem+json and the
 * OpenAPI document. A missing thing and one that is not the caller's are the same `not_found`.
 */
export const PROBLEMS = {
  malformed_request: { status: 400, title: "The request could not be read" },
  bad_signature: { status: 400, title: "The signature of this webhook is not valid" },
  unauthorized: { status: 401, title: "Credentials are missing or not valid" },
  invalid_credentials: { status: 401, title: "This email address and password do not match an account" },
  second_factor_required: { status: 401, title: "This account asks for a code besides the password" },
  invalid_code: { status: 401, title: "This code is not valid, or was used before" },
  untrusted_origin: { status: 401, title: "A session cookie does not count from another site" },
  insufficient_credits: { status: 402, title: "Not enough credits" },
  limit_reached: { status: 402, title: "The plan's limit is reached" },
  card_declined: { status: 402, title: "The card was declined" },
  authentication_required: { status: 402, title: "The bank did not confirm the payment" },
  reauthentication_required: { status: 403, title: "This takes a recent proof of who you are" },
  not_found: { status: 404, title: "There is nothing here for you" },
  unknown_price: { status: 404, title: "No such price is sold" },
  unknown_pack: { status: 404, title: "No such pack is sold" },
  unknown_promo_code: { status: 404, title: "There is no such code" },
  method_not_allowed: { status: 405, title: "This address does not take this method" },
  idempotency_key_reused: { status: 409, title: "This idempotency key belongs to another request" },
  email_not_verified: { status: 409, title: "The email address is not verified" },
  already_subscribed: { status: 409, title: "There is a paid subscription already" },
  trial_refused: { status: 409, title: "There is no free trial with this payment method" },
  not_subscribed: { status: 409, title: "There is no paid subscription" },
  same_price: { status: 409, title: "The subscription is at this price already" },
  cancellation_scheduled: { status: 409, title: "The subscription is to end" },
  payment_overdue: { status: 409, title: "The last invoice is not paid" },
  collection_by_hand: { status: 409, title: "The plan is not charged automatically" },
  preview_expired: { status: 409, title: "This preview is no longer good" },
  cancel_now_not_allowed: { status: 409, title: "A plan ends with its period here" },
  no_billing_account: { status: 409, title: "Nothing was ever bought with this account" },
  no_saved_card: { status: 409, title: "There is no saved card to charge" },
  price_unavailable: { status: 409, title: "This price cannot be bought at the moment" },
  coupon_ended: { status: 409, title: "A discount is no longer valid" },
  currency_mismatch: { status: 409, title: "The currency differs from earlier purchases" },
  amount_out_of_range: { status: 409, title: "The amount is too small or too large to charge" },
  customer_missing: { status: 409, title: "The customer no longer exists at Stripe" },
  billing_misconfigured: { status: 409, title: "Payments are not set up correctly" },
  stripe_refused: { status: 409, title: "Stripe refused the request" },
  promo_code_over: { status: 409, title: "This code is taken no more" },
  promo_code_redeemed: { status: 409, title: "This account had this code's credits already" },
  external_id_taken: { status: 409, title: "This external id belongs to another account" },
  hold_not_open: { status: 409, title: "This hold is over" },
  exceeds_spend: { status: 409, title: "More than this spend has left to give back" },
  refund_too_late: { status: 409, title: "This spend is too long ago to give back" },
  not_a_spend: { status: 409, title: "This entry is no spend" },
  balance_out_of_range: { status: 409, title: "The balance would be too large" },
  change_in_progress: { status: 409, title: "Another change to this account is being made" },
  too_many_keys: { status: 409, title: "There are as many API keys as there may be" },
  payload_too_large: { status: 413, title: "The body is too large" },
  validation_failed: { status: 422, title: "Some fields are not valid" },
  rate_limited: { status: 429, title: "Too many attempts" },
  too_many_streams: {
    status: 429,
    title: "As many streams of this account, or from this address, are open as there may be",
  },
  internal_error: { status: 500, title: "Something went wrong on our side" },
  database_unavailable: { status: 503, title: "The database cannot be reached" },
  overloaded: { status: 503, title: "Too many spends are waiting" },
  stripe_unavailable: { status: 503, title: "Stripe cannot be reached" },
  no_stream_free: { status: 503, title: "This server has as many streams open as it can" },
  not_ready: { status: 503, title: "Not ready to serve" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** What is wrong with one field; `field` is a path such as "metadata.order", or "body" for the whole. */
export type ProblemField = { field: string; message: string };

export type ProblemOptions = {
  /** In place of the code's title, where the title names a figure that depends on the endpoint. */
  title?: string;
  errors?: ProblemField[];
  /** More members of the problem document, such as `required` and `available`. */
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
};

/** A refusal as a value. Handlers return it; nobody throws it. */
export class Problem {
  constructor(
    readonly code: ProblemCode,
    /** One or two sentences for a developer: what happened and what to do. */
    readonly detail: string,
    readonly options: ProblemOptions = {},
  ) {}
}

/** The refusal of fields that can be read but are not valid. */
export function invalidFields(errors: ProblemField[]): Problem {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join(" ");
  return new Problem("validation_failed", detail, { errors });
}

/** The refusal of one more attempt. */
export function rateLimited(retryAfterSeconds: number): Problem {
  return new Problem("rate_limited", `Try again in ${retryAfterSeconds} seconds.`, {
    headers: { "retry-after": String(retryAfterSeconds) },
  });
}
