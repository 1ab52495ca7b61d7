import type { Tx } from "../core/store/tx";
import { dunningOf } from "../invoices/dunning";
import { cancelNow } from "./cancel";

/** No attempt is left: the subscription ends, stops being collected, or stays as it is. */
export function giveUp(tx: Tx, subscription: string): void {
  const before = tx.need("subscription", subscription);
  if (before.ended_at !== null) return;
  switch (dunningOf(tx).end) {
    case "cancel":
      cancelNow(tx, subscription, { reason: "payment_failed" });
      return;
    case "unpaid":
      tx.patch("subscription", subscription, { status: "unpaid" });
      tx.emitUpdate("customer.subscription.updated", "subscription", subscription);
      return;
    case "past_due":
      return;
  }
}
