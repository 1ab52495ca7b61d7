import type { ProblemCode } from "@/lib/api/http/problems";

/** The refusals that any request to Stripe can lead to. */
export const FROM_STRIPE = [
  "customer_missing",
  "billing_misconfigured",
  "stripe_refused",
  "stripe_unavailable",
] as const satisfies ProblemCode[];

/** Those that a purchase can lead to. */
export const FROM_STRIPE_ON_PURCHASE = [
  "authentication_required",
  "price_unavailable",
  "coupon_ended",
  "currency_mismatch",
  "amount_out_of_range",
  ...FROM_STRIPE,
] as const satisfies ProblemCode[];
