import type { Pushed } from "@/lib/catalog/push-plan";
import { log } from "@/lib/log";
import { isStripeUnavailable } from "@/lib/stripe/errors";

/**
 * Pushes after an edit. A Stripe that is down does not undo the edit: what is not pushed is not sold, and "Push to
 * Stripe" or the next seed finishes it.
 */
export async function pushOrDefer(push: () => Promise<Pushed>): Promise<{ pushed: boolean }> {
  try {
    await push();
    return { pushed: true };
  } catch (error) {
    if (!isStripeUnavailable(error)) throw error;
    log.warn({ err: error }, "Stripe could not be reached: the catalogue change waits to be pushed");
    return { pushed: false };
  }
}
