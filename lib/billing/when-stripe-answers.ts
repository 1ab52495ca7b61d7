import { BillingMovedError } from "@/lib/billing/converge";
import { log } from "@/lib/log";
import { isStripeUnavailable } from "@/lib/stripe/errors";

/** Runs `work`; a Stripe that cannot be reached is an expected outcome, everything else a bug that is thrown on. */
export async function whenStripeAnswers<Result>(
  work: () => Promise<Result>,
): Promise<Result | { ok: false; reason: "stripe_unavailable" }> {
  try {
    return await work();
  } catch (error) {
    if (!isPassing(error)) throw error;
    log.warn({ err: error }, "Stripe could not be reached");
    return { ok: false, reason: "stripe_unavailable" };
  }
}

/** Trouble that trying again a little later is enough for. */
export function isPassing(error: unknown): boolean {
  return isStripeUnavailable(error) || error instanceof BillingMovedError;
}
