import { log } from "@/lib/log";
import { TryLaterError } from "@/lib/stripe/errors";
import { refusalOf, type StripeRefusal } from "@/lib/stripe/refusals";

/**
 * Runs `work`; any error from Stripe is an expected outcome, with a reason. Every other error is a bug and is rethrown.
 */
export async function whenStripeAnswers<Result>(work: () => Promise<Result>): Promise<Result | StripeRefusal> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOfWork(error);
    if (!refusal) throw error;
    const { reason } = refusal;
    if (OPERATORS_TROUBLE.has(reason)) log.error({ err: error, reason }, "Stripe refused what it should not have to");
    else log.warn({ err: error, reason }, "Stripe refused, or could not be reached");
    return refusal;
  }
}

/** Only the operator can fix these: a user sees that billing does not work, and the log says why. */
const OPERATORS_TROUBLE: ReadonlySet<StripeRefusal["reason"]> = new Set([
  "amount_out_of_range",
  "billing_misconfigured",
  "currency_mismatch",
  "price_unavailable",
  "stripe_refused",
]);

function refusalOfWork(error: unknown): StripeRefusal | null {
  return error instanceof TryLaterError ? { ok: false, reason: "stripe_unavailable" } : refusalOf(error);
}
