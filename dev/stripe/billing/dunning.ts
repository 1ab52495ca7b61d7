import type { Tx } from "../store/tx";

const day = 86_400;
/** Days between one attempt and the next; after the last the subscription is canceled. */
const waits = [3, 5, 7];

/** Engine second of the next attempt after `count` failures, put on the engine's list; null when there is none left. */
export function planRetry(tx: Tx, invoice: string, count: number, isScheduled: boolean): number | null {
  if (!isScheduled) return tx.need("invoice", invoice).next_payment_attempt;
  const wait = waits[count - 1];
  if (wait === undefined) return null;
  const at = tx.now + wait * day;
  tx.schedule("invoice.retry", invoice, at);
  return at;
}
