import { readFileSync } from "node:fs";
import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { PROBLEMS } from "@/lib/api/http/problems";
import { refusalOf, type StripeRefusal } from "@/lib/stripe/refusals";

type Answer = { status: number; type?: string; code?: string; param?: string; message?: string; decline_code?: string };

function errorOf({ status, type = "invalid_request_error", message = "No.", ...rest }: Answer) {
  const raw = { ...rest, type, message, statusCode: status } as ConstructorParameters<
    typeof Stripe.errors.StripeError
  >[0];
  if (!raw) throw new Error("There is no answer.");
  return Stripe.errors.generateV1Error(raw);
}

const reasonOf = (answer: Answer) => refusalOf(errorOf(answer))?.reason;
const card = (code: string, decline_code?: string): Answer => ({ status: 402, type: "card_error", code, decline_code });
const invalid = (message: string, rest: Omit<Answer, "status" | "message"> = {}): Answer => ({
  status: 400,
  message,
  ...rest,
});
const missing = (message: string, param: string): Answer => invalid(message, { code: "resource_missing", param });

/** Stripe's errors, from docs.stripe.com/error-codes, docs.stripe.com/declines/codes and its API's responses. */
const EXPECTED: [StripeRefusal["reason"], Answer][] = [
  [
    "price_unavailable",
    invalid("The price specified is inactive. This field only accepts active prices.", {
      param: "line_items[0][price]",
    }),
  ],
  [
    "price_unavailable",
    invalid("The price specified is inactive. This field only accepts active prices.", { param: "items[0][price]" }),
  ],
  ["price_unavailable", missing("No such price: 'price_1'", "line_items[0][price]")],
  [
    "price_unavailable",
    missing(
      "No such price: 'price_1'; a similar object exists in live mode, but a test mode key was used to make this request.",
      "items[0][price]",
    ),
  ],
  [
    "price_unavailable",
    missing("No such product: 'refill_plan_pro'", "features[subscription_update][products][0][product]"),
  ],
  [
    "price_unavailable",
    invalid("The product belonging to this price is not active, so no new subscriptions can be created.", {
      param: "items[0][price]",
    }),
  ],
  ["price_unavailable", invalid("Not for sale.", { code: "product_inactive" })],
  ["customer_missing", missing("No such customer: 'cus_1'", "customer")],
  ["customer_missing", { ...missing("No such customer: 'cus_1'", "id"), status: 404 }],
  [
    "customer_missing",
    missing(
      "No such customer: 'cus_1'; a similar object exists in test mode, but a live mode key was used to make this request.",
      "customer",
    ),
  ],
  ["coupon_ended", invalid("This coupon has expired.", { code: "coupon_expired", param: "discounts[0][coupon]" })],
  ["coupon_ended", missing("No such coupon: 'SUMMER'", "discounts[0][coupon]")],
  ["coupon_ended", missing("No such promotion code: 'promo_1'", "discounts[0][promotion_code]")],
  ...[
    "Promotion code promo_1 is inactive.",
    "This promotion code is not active.",
    "Promotion code SUMMER has expired.",
    "Coupon SUMMER has been deleted.",
    "This coupon is inactive.",
    "The coupon of promotion code promo_1 is no longer valid: it has expired.",
    "The promotion code for this product is inactive.",
  ].map((message): [StripeRefusal["reason"], Answer] => ["coupon_ended", invalid(message)]),
  ...["promotion_code_expired", "promotion_code_inactive", "coupon_expired", "coupon_deleted"].map(
    (code): [StripeRefusal["reason"], Answer] => ["coupon_ended", invalid("No.", { code })],
  ),
  [
    "coupon_ended",
    invalid("This promotion code cannot be redeemed because the associated customer has prior transactions.", {
      param: "promotion_code",
    }),
  ],
  ["coupon_ended", invalid("Coupon SUMMER is used up: it reached its maximum number of redemptions.", {})],
  [
    "currency_mismatch",
    invalid(
      "You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency usd.",
    ),
  ],
  [
    "currency_mismatch",
    invalid("The price specified only supports `usd`. This doesn't match the expected currency: `eur`.", {
      param: "items[0][price]",
    }),
  ],
  ["currency_mismatch", invalid("Other currency.", { code: "payment_method_currency_mismatch" })],
  ["amount_out_of_range", invalid("Amount must be at least $0.50 usd", { code: "amount_too_small", param: "amount" })],
  [
    "amount_out_of_range",
    invalid("Amount must be no more than $999,999.99", { code: "amount_too_large", param: "amount" }),
  ],
  [
    "amount_out_of_range",
    invalid("The Checkout Session's total amount due must add up to at least $0.50 usd", { code: "amount_too_small" }),
  ],
  [
    "amount_out_of_range",
    invalid("Invalid amount. Currency ISK has become effectively zero-decimal.", {
      code: "invalid_charge_amount_no_decimal_compatible",
    }),
  ],
  ["not_subscribed", { ...missing("No such subscription: 'sub_1'", "id"), status: 404 }],
  ["not_subscribed", invalid("A canceled subscription can only update its cancellation_details and metadata.")],
  ["not_subscribed", invalid("No.", { code: "invalid_canceled_subscription_fields" })],
  [
    "no_saved_card",
    invalid(
      "This customer has no attached payment source or default payment method. Please consider adding a default payment method.",
      { code: "resource_missing" },
    ),
  ],
  [
    "no_saved_card",
    invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", {
      code: "payment_intent_unexpected_state",
    }),
  ],
  ["no_saved_card", invalid("There is none.", { code: "missing" })],
  ["unknown_payment_method", missing("No such PaymentMethod: 'pm_1'", "payment_method")],
  [
    "unknown_payment_method",
    missing(
      "The customer does not have a payment method with the ID pm_1. The payment method must be attached to the customer.",
      "default_payment_method",
    ),
  ],
  [
    "unknown_payment_method",
    invalid(
      "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again.",
      { param: "payment_method" },
    ),
  ],
  ["unknown_payment_method", invalid("No.", { code: "payment_method_unexpected_state" })],
  ["authentication_required", card("authentication_required", "authentication_required")],
  ["authentication_required", card("payment_intent_authentication_failure")],
  ["authentication_required", card("invoice_payment_intent_requires_action")],
  ["authentication_required", card("subscription_payment_intent_requires_action")],
  ["billing_misconfigured", { status: 401, message: "Invalid API Key provided: sk_test_****1234" }],
  [
    "billing_misconfigured",
    { status: 401, message: "Expired API Key provided: sk_live_****1234", code: "api_key_expired" },
  ],
  [
    "billing_misconfigured",
    {
      status: 403,
      message:
        "The provided key 'rk_test_***' does not have the required permissions for this endpoint on account 'acct_1'. Having the 'rak_checkout_session_write' permission would allow this request to continue.",
    },
  ],
  ["billing_misconfigured", invalid("Live only.", { code: "testmode_charges_only" })],
  ["billing_misconfigured", invalid("Other mode.", { code: "livemode_mismatch" })],
  [
    "idempotency_key_reused",
    {
      status: 400,
      type: "idempotency_error",
      message: "Keys for idempotent requests can only be used with the same parameters they were first used with.",
    },
  ],
  [
    "change_in_progress",
    {
      status: 409,
      type: "idempotency_error",
      code: "idempotency_key_in_use",
      message: "There is currently another in-progress request using this Idempotent Key.",
    },
  ],
  [
    "change_in_progress",
    { status: 409, type: "idempotency_error", message: "There is currently another in-progress request." },
  ],
  [
    "change_in_progress",
    {
      status: 429,
      code: "lock_timeout",
      message:
        "This object cannot be accessed right now because another API request or Stripe process is currently accessing it.",
    },
  ],
  ["stripe_unavailable", { status: 429, code: "rate_limit", message: "Request rate limit exceeded." }],
  ["stripe_unavailable", { status: 500, type: "api_error" }],
  ["stripe_unavailable", { status: 503, type: "api_error" }],
  ["stripe_refused", invalid("Received unknown parameter: foo", { code: "parameter_unknown", param: "foo" })],
  ["stripe_refused", invalid("Something nobody has heard of.", { code: "a_code_of_next_year" })],
];

describe("an error from Stripe", () => {
  it.each(EXPECTED)("is %s for %o", (reason, answer) => {
    expect(reasonOf(answer)).toBe(reason);
  });

  it("is a declined card for every decline code, with Stripe's sentence for its owner", () => {
    const kinds = documentedDeclines();
    expect(kinds.length).toBeGreaterThan(10);
    for (const code of ["card_declined", ...kinds]) {
      const error = errorOf({
        status: 402,
        type: "card_error",
        code,
        decline_code: code,
        message: "Your card was declined.",
      });
      expect(refusalOf(error)).toMatchObject({ ok: false });
      const reason = refusalOf(error)?.reason;
      expect([code, reason === "card_declined" || reason === "authentication_required"]).toEqual([code, true]);
    }
  });

  it("has a reason below 500 and a sentence for every code of the SDK's types, whatever else it contains", () => {
    const codes = documentedCodes();
    expect(codes.length).toBeGreaterThan(150);
    for (const code of codes) {
      for (const [status, type] of [
        [400, "invalid_request_error"],
        [402, "card_error"],
        [403, "invalid_request_error"],
        [404, "invalid_request_error"],
      ] as const) {
        const refusal = refusalOf(errorOf({ status, type, code }));
        if (!refusal) throw new Error(`${code} is not known as Stripe's.`);
        const problem = billingProblem(refusal);
        const isOutage = refusal.reason === "stripe_unavailable";
        expect([code, isOutage || PROBLEMS[problem.code].status < 500]).toEqual([code, true]);
        expect([code, isOutage, code === "rate_limit"]).toEqual([code, isOutage, isOutage]);
        expect(problem.detail).toMatch(/\.$/);
      }
    }
  });

  it("is not seen in other errors", () => {
    for (const error of [new Error("No such customer: 'cus_1'"), null, undefined, "resource_missing"]) {
      expect(refusalOf(error)).toBeNull();
    }
  });
});

/** The closed list of codes in the SDK's types (PaymentIntent.LastPaymentError.Code, and those of other types). */
function documentedCodes(): string[] {
  const files = ["PaymentIntents", "SetupIntents", "Invoices", "SetupAttempts"];
  const found = files.flatMap((file) =>
    [...typesOf(file).matchAll(/type Code = ('account_closed'[^;]*);/g)].flatMap(([, union = ""]) => words(union)),
  );
  return [...new Set(found)].sort();
}

/** Decline codes of the local Stripe's cards, and those that the SDK's codes name. */
function documentedDeclines(): string[] {
  return documentedCodes().filter((code) =>
    /(declin|expired_card|incorrect_|insufficient|invalid_(cvc|number|expiry)|processing_error|refer_to)/.test(code),
  );
}

function typesOf(file: string): string {
  return readFileSync(`node_modules/stripe/esm/resources/${file}.d.ts`, "utf8");
}

function words(union: string): string[] {
  return [...union.matchAll(/'([a-z0-9_]+)'/g)].map(([, word = ""]) => word);
}
