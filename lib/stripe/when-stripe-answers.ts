import { log } from "@/lib/log";
import { TryLaterError } from "@/lib/stripe/errors";
import { refusalOf, type StripeRefusal } from "@/lib/stripe/refusals";

/**
 * Runs `work`; whatever Stripe says besides yes is an expected outcome, with a reason. Everything else is a bug that is
 * thrown on.
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

/** Only whoever runs the site can put these right: a person meets them, and the log says what they are. */
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
