import type { ProblemCode } from "@/lib/api/http/problems";

/** What Stripe may answer to anything that is asked of it. */
export const FROM_STRIPE = [
  "customer_missing",
  "billing_misconfigured",
  "stripe_refused",
  "stripe_unavailable",
] as const satisfies ProblemCode[];

/** What it may answer to a purchase besides. */
export const FROM_STRIPE_ON_PURCHASE = [
  "authentication_required",
  "price_unavailable",
  "coupon_ended",
  "currency_mismatch",
  "amount_out_of_range",
  ...FROM_STRIPE,
] as const satisfies ProblemCode[];
