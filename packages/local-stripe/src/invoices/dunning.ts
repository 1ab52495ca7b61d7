import type { Dunning, DunningEnd } from "../core/public-types";
import type { Tx } from "../core/store/tx";

const day = 86_400;

export const dunningEnds = ["cancel", "unpaid", "past_due"] as const satisfies readonly DunningEnd[];

/**
 * An account's settings for failed payments. Stripe has them in its dashboard; here they are set through
 * /_local/dunning or at start. Source: https://docs.stripe.com/billing/revenue-recovery/smart-retries#custom-schedule
 */
export const defaultDunning: Dunning = { end: "cancel", retryDays: [3, 5, 7] };

export function setDunning(tx: Tx, dunning: Dunning): void {
  tx.set("dunning_end", dunning.end);
  tx.set("dunning_retry_days", dunning.retryDays.join(","));
}

export function dunningOf(reader: Pick<Tx, "setting">): Dunning {
  const end = dunningEnds.find((known) => known === reader.setting("dunning_end"));
  const days = reader.setting("dunning_retry_days");
  return {
    end: end ?? defaultDunning.end,
    retryDays: typeof days === "string" ? days.split(",").filter(Boolean).map(Number) : defaultDunning.retryDays,
  };
}

/** Engine second of the next attempt after `count` failures, put on the engine's list; null when there is none left. */
export function planRetry(tx: Tx, invoice: string, count: number, isScheduled: boolean): number | null {
  if (!isScheduled) return tx.need("invoice", invoice).next_payment_attempt;
  const wait = dunningOf(tx).retryDays[count - 1];
  if (wait === undefined) return null;
  const at = tx.now + wait * day;
  tx.schedule("invoice.retry", invoice, at);
  return at;
}
