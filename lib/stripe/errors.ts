import Stripe from "stripe";
import { wasAskedWhileHolding } from "@/lib/stripe/guarded-http";

/** True when Stripe could not be reached or could not answer: trying later may succeed. */
export function isStripeUnavailable(error: unknown): boolean {
  if (wasAskedWhileHolding(error)) return false;
  return (
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeAPIError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    // The same request is being worked on (docs.stripe.com/error-low-level#idempotency).
    (error instanceof Stripe.errors.StripeIdempotencyError && error.statusCode === 409)
  );
}

/** True when Stripe says there is no such object: trying later will not help. */
export function isStripeMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
}

/** True when Stripe understood and would not: the request does not fit the object's state. */
export function isStripeRefusal(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError;
}

/** True when there is nothing left of a payment to give back, or its bank is taking it back already. */
export function isAlreadyReturned(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return false;
  return error.code === "charge_already_refunded" || error.code === "charge_disputed";
}
