import type { Tx } from "../core/store/tx";
import { attemptFailed, subscriptionOf } from "../invoices/collect";
import { giveUp } from "./give-up";

/** What follows when the bank returns a renewal's debit: the next attempt, or the end when none is left. */
export function dun(tx: Tx, invoice: string): void {
  attemptFailed(tx, invoice, true);
  const row = tx.need("invoice", invoice);
  const subscription = subscriptionOf(tx, row);
  if (row.next_payment_attempt === null && subscription?.status === "past_due") giveUp(tx, subscription.id);
}
