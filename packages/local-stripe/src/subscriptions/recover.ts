import type { Tx } from "../core/store/tx";
import { applyPendingUpdate } from "./pending-update";

/** What a paid invoice does for its subscription: a change that waited for it takes effect, and service goes on. */
export function recover(tx: Tx, subscription: string, invoice: string): void {
  const before = tx.need("subscription", subscription);
  if (before.latest_invoice !== invoice) return;
  if (before.pending_update !== null) {
    applyPendingUpdate(tx, subscription, invoice);
    return;
  }
  if (before.status === "paused") {
    tx.patch("subscription", subscription, { status: "active" });
    tx.unschedule("invoice.resumption_expires", invoice);
    tx.emit("customer.subscription.resumed", "subscription", subscription);
    return;
  }
  if (!["incomplete", "past_due", "unpaid"].includes(before.status)) return;
  tx.patch("subscription", subscription, { status: "active" });
  tx.unschedule("subscription.incomplete_expires", subscription);
  tx.emitUpdate("customer.subscription.updated", "subscription", subscription);
}
