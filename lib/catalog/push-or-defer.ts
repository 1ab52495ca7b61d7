import type { Pushed } from "@/lib/catalog/push-plan";
import { log } from "@/lib/log";
import { refusalOf } from "@/lib/stripe/refusals";

/**
 * Pushes after an edit. A Stripe outage or refusal does not undo the edit: what is not pushed is not sold, and "Push to
 * Stripe" or the next seed completes it.
 */
export async function pushOrDefer(push: () => Promise<Pushed>): Promise<{ pushed: boolean }> {
  try {
    await push();
    return { pushed: true };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    log.error({ err: error, reason: refusal.reason }, "a catalogue change could not be pushed to Stripe");
    return { pushed: false };
  }
}
