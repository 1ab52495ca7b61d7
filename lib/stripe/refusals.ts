import Stripe from "stripe";
import { own } from "@/lib/own";
import { wasAskedWhileHolding } from "@/lib/stripe/guarded-http";

/** Why Stripe refused a request, as far as it matters to the user. A closed list. */
export type StripeRefusal =
  | { ok: false; reason: "card_declined"; sentence: string; paymentId: null }
  | { ok: false; reason: "unknown_payment_method"; sentence: string }
  | { ok: false; reason: "change_in_progress"; retryAfterSeconds: number }
  | { ok: false; reason: PlainReason };

type PlainReason =
  /** The bank did not authenticate the cardholder. */
  | "authentication_required"
  | "no_saved_card"
  /** The price or its product is archived or does not exist in Stripe. */
  | "price_unavailable"
  | "coupon_ended"
  /** A customer is billed in one currency while anything in it is open. */
  | "currency_mismatch"
  | "amount_out_of_range"
  /** The customer does not exist in Stripe, or was deleted. */
  | "customer_missing"
  | "not_subscribed"
  | "idempotency_key_reused"
  /** The secret key is invalid, expired or lacks a permission, or the Stripe account cannot accept this payment. */
  | "billing_misconfigured"
  /** Any other request that Stripe understood and refused. */
  | "stripe_refused"
  | "stripe_unavailable";

/** What people read when a card is declined and Stripe gives no sentence. */
export const CARD_DECLINED = "The card was declined.";

/**
 * The reason for an error from Stripe; null for any other error. The only place that reads codes and messages: codes
 * first, then the parameter at fault, then the message, where Stripe has no code. Source of the codes:
 * docs.stripe.com/error-codes and the SDK's types.
 */
export function refusalOf(error: unknown): StripeRefusal | null {
  if (!(error instanceof Stripe.errors.StripeError) || wasAskedWhileHolding(error)) return null;
  const reason = reasonOf(error);
  switch (reason) {
    case "card_declined":
      return { ok: false, reason, sentence: error.message || CARD_DECLINED, paymentId: null };
    case "unknown_payment_method":
      return { ok: false, reason, sentence: error.message || "This payment method cannot be used." };
    case "change_in_progress":
      return { ok: false, reason, retryAfterSeconds: RETRY_SECONDS };
    default:
      return { ok: false, reason };
  }
}

type Reason = StripeRefusal["reason"];

/** Stripe holds its locks for seconds (docs.stripe.com/rate-limits#object-lock-timeouts). */
const RETRY_SECONDS = 5;

function reasonOf(error: Stripe.errors.StripeError): Reason {
  const byCode = own(BY_CODE, error.code ?? "");
  if (byCode) return byCode;
  if (/^(coupon|promotion_code)_/.test(error.code ?? "")) return "coupon_ended";
  if (error instanceof Stripe.errors.StripeCardError) return "card_declined";
  if (error instanceof Stripe.errors.StripeAuthenticationError) return "billing_misconfigured";
  if (error instanceof Stripe.errors.StripePermissionError) return "billing_misconfigured";
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return error.statusCode === 409 ? "change_in_progress" : "idempotency_key_reused";
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError) return reasonOfInvalid(error);
  if (error.rawType === "idempotency_error") return "change_in_progress";
  // Rate limits, lost connections, errors of Stripe's own, and any error type that the SDK adds later.
  return "stripe_unavailable";
}

function reasonOfInvalid({ message, param }: Stripe.errors.StripeInvalidRequestError): Reason {
  const byMessage = BY_MESSAGE.find(([pattern]) => pattern.test(message));
  if (byMessage) return byMessage[1];
  return BY_PARAM.find(([pattern]) => pattern.test(param ?? ""))?.[1] ?? "stripe_refused";
}

/** Stripe has no codes for these. */
const BY_MESSAGE: readonly [RegExp, Reason][] = [
  [/no attached payment source|no default payment method|missing a payment method/i, "no_saved_card"],
  [/combine currencies|only supports `\w+`\. This doesn't match|prices .* same `currency`/i, "currency_mismatch"],
  [/^No such (price|plan|product)\b/i, "price_unavailable"],
  [/^No such (coupon|promotion code|discount)\b/i, "coupon_ended"],
  [/(coupon|promotion code)\b.*\b(expired|inactive|not active|invalid|not valid)\b/i, "coupon_ended"],
  [
    /(coupon|promotion code)\b.*\b(deleted|used up|maximum|cannot be redeemed|already been redeemed)\b/i,
    "coupon_ended",
  ],
  [/(price|product) .*\b(inactive|not active|archived)\b/i, "price_unavailable"],
  [/^No such customer\b|^Customer \S+ (was|has been) deleted|deleted customer/i, "customer_missing"],
  [/^No such subscription\b|canceled subscription|subscription .*(is|was|has been) canceled/i, "not_subscribed"],
  [/^No such (payment_?method|source|token)\b|PaymentMethod .*(attach|detach|used)/i, "unknown_payment_method"],
  [/does not have the required permissions/i, "billing_misconfigured"],
];

const BY_PARAM: readonly [RegExp, Reason][] = [
  [/(^|\[)(price|plan|product)\]?$/, "price_unavailable"],
  [/(^|\[)(coupon|promotion_code|discounts?)\]?(\[|$)/, "coupon_ended"],
  [/^customer$/, "customer_missing"],
  [/payment_method\]?$/, "unknown_payment_method"],
  [/(^|\[)currency\]?$/, "currency_mismatch"],
];

/** The codes that say more than the error's type. */
const BY_CODE: Partial<Record<string, Reason>> = {
  ...codes("authentication_required", [
    "authentication_failure",
    "authentication_required",
    "invoice_payment_intent_requires_action",
    "payment_intent_action_required",
    "payment_intent_authentication_failure",
    "setup_intent_authentication_failure",
    "subscription_payment_intent_requires_action",
    "three_d_secure_authentication_not_supported",
    "three_d_secure_authentication_upstream_error",
  ]),
  ...codes("card_declined", [
    "account_closed",
    "approval_required",
    "bank_account_declined",
    "bank_account_restricted",
    "card_declined",
    "card_decline_rate_limit_exceeded",
    "debit_not_authorized",
    "expired_card",
    "expired_payment_method",
    "incorrect_address",
    "incorrect_cvc",
    "incorrect_number",
    "incorrect_zip",
    "insufficient_funds",
    "invalid_cvc",
    "invalid_expiry_month",
    "invalid_expiry_year",
    "invalid_number",
    "payment_intent_payment_attempt_expired",
    "payment_intent_payment_attempt_failed",
    "payment_method_customer_decline",
    "payment_method_provider_decline",
    "payment_method_provider_timeout",
    "processing_error",
    "refer_to_customer",
    "request_blocked",
    "setup_attempt_failed",
  ]),
  ...codes("unknown_payment_method", [
    "bank_account_unusable",
    "bank_account_unverified",
    "india_recurring_payment_mandate_canceled",
    "invalid_card_type",
    "invalid_source_usage",
    "payment_intent_incompatible_payment_method",
    "payment_intent_mandate_invalid",
    "payment_method_bank_account_blocked",
    "payment_method_billing_details_address_missing",
    "payment_method_invalid_parameter",
    "payment_method_invalid_parameter_testmode",
    "payment_method_not_available",
    "payment_method_restricted",
    "payment_method_unactivated",
    "payment_method_unexpected_state",
    "payment_method_unsupported_type",
    "sepa_unsupported_account",
    "setup_intent_mandate_invalid",
    "token_already_used",
    "token_in_use",
  ]),
  ...codes("no_saved_card", ["missing"]),
  ...codes("price_unavailable", ["out_of_inventory", "product_inactive", "sku_inactive"]),
  ...codes("coupon_ended", ["coupon_expired", "service_period_coupon_with_metered_tiered_item_unsupported"]),
  ...codes("currency_mismatch", ["payment_method_currency_mismatch"]),
  ...codes("amount_out_of_range", [
    "amount_too_large",
    "amount_too_small",
    "charge_exceeds_source_limit",
    "charge_exceeds_transaction_limit",
    "invalid_charge_amount",
    "invalid_charge_amount_no_decimal_compatible",
  ]),
  ...codes("not_subscribed", ["invalid_canceled_subscription_fields"]),
  ...codes("change_in_progress", ["idempotency_key_in_use", "lock_timeout"]),
  ...codes("billing_misconfigured", [
    "account_invalid",
    "api_key_expired",
    "capability_not_active",
    "invoice_no_payment_method_types",
    "livemode_mismatch",
    "no_account",
    "payment_method_configuration_failures",
    "platform_account_required",
    "platform_api_key_expired",
    "secret_key_required",
    "stripe_tax_inactive",
    "testmode_charges_only",
    "tls_version_unsupported",
  ]),
  ...codes("stripe_unavailable", ["rate_limit"]),
};

function codes(reason: Reason, list: readonly string[]): Record<string, Reason> {
  return Object.fromEntries(list.map((code) => [code, reason]));
}
