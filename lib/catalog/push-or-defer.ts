import type { Pushed } from "@/lib/catalog/push-plan";
import { log } from "@/lib/log";
import { refusalOf } from "@/lib/stripe/refusals";

/**
 * Pushes after an edit. A Stripe that is down, or refuses, does not undo the edit: what is not pushed is not sold, and
 * "Push to Stripe" or the next seed finishes it.
 */
export async function pushOrDefer(push: () => Promise<Pushed>): Promise<{ pushed: boolean }> {
  try {
    await push();
    return { pushed: true };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    log.error({ err: error, reason: refusal.reason }, "Stripe did not take a catalogue change: it waits to be pushed");
    return { pushed: false };
  }
}
