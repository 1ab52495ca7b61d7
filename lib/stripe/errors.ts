import Stripe from "stripe";
import { refusalOf } from "@/lib/stripe/refusals";

/** Stripe was asked, and its answer could not be used in time: trying later will succeed, as after an outage. */
export class TryLaterError extends Error {}

/** True when Stripe could not be reached or could not answer: trying later may succeed. */
export function isStripeUnavailable(error: unknown): boolean {
  const reason = refusalOf(error)?.reason;
  return reason === "stripe_unavailable" || reason === "change_in_progress";
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
