import Stripe from "stripe";
import { refusalOf } from "@/lib/stripe/refusals";

/** Stripe responded, but the response could not be used in time: a later retry will succeed, as after an outage. */
export class TryLaterError extends Error {}

/** True when Stripe could not be reached or could not respond: a later retry may succeed. */
export function isStripeUnavailable(error: unknown): boolean {
  const reason = refusalOf(error)?.reason;
  return reason === "stripe_unavailable" || reason === "change_in_progress";
}

/** True when Stripe says that the object does not exist: a retry will not help. */
export function isStripeMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
}

/** True when Stripe understood the request and refused it: it does not fit the object's state. */
export function isStripeRefusal(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError;
}

/** True when nothing of a payment is left to refund, or it is already charged back. */
export function isAlreadyReturned(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return false;
  return error.code === "charge_already_refunded" || error.code === "charge_disputed";
}
