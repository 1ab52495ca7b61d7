import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { collectInvoice } from "./collect";
import { draftInvoice, openInvoice } from "./invoices";
import { itemLine } from "./lines";
import { schedule } from "./schedule";
import { firstItem, periodEndAfter, withPeriod } from "./subscribe";

/** A subscription whose trial ended without a card goes on from now, its first invoice collected at once. */
export function resumePaused(tx: Tx, id: string): Tables["subscription"] {
  const before = tx.need("subscription", id);
  const period = { start: tx.now, end: periodEndAfter(firstItem(before).price, tx.now, tx.now) };
  const moved = withPeriod({ ...before, billing_cycle_anchor: tx.now, status: "active" }, period);
  tx.put("subscription", moved);
  const invoice = draftInvoice(tx, {
    subscription: moved,
    lines: moved.items.data.map((item) => itemLine(tx, moved, item, period)),
    billingReason: "subscription_update",
    periodStart: tx.now,
    periodEnd: tx.now,
    finalizesAt: null,
  });
  const after = tx.patch("subscription", id, { latest_invoice: invoice.id });
  tx.emit("customer.subscription.resumed", "subscription", id);
  tx.emit("invoice.created", "invoice", invoice.id);
  openInvoice(tx, invoice.id);
  tx.emit("invoice.finalized", "invoice", invoice.id);
  schedule(tx, after);
  collectInvoice(tx, invoice.id, { offSession: true, isScheduled: true });
  return tx.need("subscription", id);
}
