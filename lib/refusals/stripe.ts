import type { Rows } from "@/lib/refusals/row";

/** Why Stripe or the customer's bank refuses a request. lib/stripe/refusals.ts derives it from Stripe's error codes. */
export const stripe = {
  card_declined: {
    status: 402,
    title: "The card was declined",
    developer: ({ sentence }: { sentence: string; payment?: string }) => sentence,
    user: "Your card was declined. Nothing was charged.",
    members: ["payment"],
  },
  authentication_required: {
    status: 402,
    title: "The bank requires authentication",
    developer:
      "The cardholder did not complete the bank's authentication. Nothing was charged. Try again with the cardholder present, or use another payment method.",
    user: "Your bank did not confirm the payment. Nothing was charged. Try again and complete your bank's check, or use another card.",
  },
  unknown_payment_method: {
    code: "validation_failed",
    developer: ({ sentence }: { sentence: string }) => sentence,
    user: "This card cannot be used. Try another.",
    field: "paymentMethod",
  },
  price_unavailable: {
    status: 409,
    title: "This price is not available at the moment",
    developer:
      "The price or its product is archived or missing in Stripe. Nothing was charged. An administrator can fix this with npm run seed or in the Stripe Dashboard.",
    user: "This cannot be bought right now. Nothing was charged. Try again later or contact us.",
  },
  coupon_ended: {
    status: 409,
    title: "The coupon or promotion code is not valid",
    developer:
      "The coupon or promotion code has expired, was fully redeemed, or does not apply to this purchase. Nothing was changed.",
    user: "The discount code is no longer valid. Nothing was charged.",
  },
  currency_mismatch: {
    status: 409,
    title: "The currency differs from earlier purchases",
    developer:
      "Stripe bills a customer in one currency while a subscription, invoice or discount in that currency is open. Nothing was charged.",
    user: "This is sold in a different currency from the one you already pay in. Nothing was charged.",
  },
  amount_out_of_range: {
    status: 409,
    title: "The amount is too small or too large to charge",
    developer: "The amount is below Stripe's minimum or above its maximum for the currency. Nothing was charged.",
    user: "This amount is too small or too large for one payment. Nothing was charged.",
  },
  customer_missing: {
    status: 409,
    title: "The customer no longer exists in Stripe",
    developer:
      "The customer and its saved cards were deleted in Stripe. Nothing was changed. Try again: the next purchase creates a new customer.",
    user: "Your billing account was removed by the payment service. Nothing was charged. Try again.",
  },
  billing_misconfigured: {
    status: 409,
    title: "Payments are not set up correctly",
    developer:
      "Stripe rejected this app's API key or account settings. Nothing was changed. An administrator has to fix this; the log says what is missing.",
    user: "Payments are not set up correctly right now. Nothing was charged. Contact us.",
  },
  stripe_refused: {
    status: 409,
    title: "Stripe rejected the request",
    developer: "Stripe rejected the request. Nothing was charged. The log has Stripe's message.",
    user: "The payment service refused this. Nothing was charged. Contact us if it happens again.",
  },
  change_in_progress: {
    status: 409,
    title: "Another change to this account is in progress",
    developer: ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
      `Nothing was changed. Try again in ${retryAfterSeconds} seconds.`,
    user: "Another change to your account is in progress. Try again in a moment.",
  },
  stripe_unavailable: {
    status: 503,
    title: "Stripe cannot be reached",
    developer: "Nothing was changed. Try again in a few seconds.",
    user: "The payment page could not be reached. Nothing was charged. Try again in a moment.",
  },
  payment_unknown: {
    code: "stripe_unavailable",
    developer:
      "Stripe did not confirm whether the charge was made. Send the request again with the same Idempotency-Key: it never charges twice.",
    user: "The payment service did not respond. Try again: you will not be charged twice, and credits you have paid for are added automatically.",
  },
} as const satisfies Rows;
