import type { Tx } from "../core/store/tx";
import { type Collection, collectInvoice, intentFor, settleInvoice, subscriptionOf } from "./collect";
import { linkPayment, openInvoice } from "./draft";

export type Issued = Collection | { kind: "sent" };

/** Finalises a draft at once and asks for its money as its collection method says: from the card, or by invoice. */
export function issueNow(tx: Tx, id: string, input: { offSession: boolean }): Issued {
  tx.unschedule("invoice.finalize", id);
  openInvoice(tx, id);
  tx.emit("invoice.finalized", "invoice", id);
  const { collection_method: method, due_date: due, amount_due: amount } = tx.need("invoice", id);
  if (method !== "send_invoice") return collectInvoice(tx, id, { ...input, isScheduled: true });
  tx.emit("invoice.sent", "invoice", id);
  if (amount === 0) settleInvoice(tx, id);
  else if (due !== null) tx.schedule("invoice.past_due", id, due);
  return { kind: "sent" };
}

/** Finalises a draft whose payment the buyer will confirm: the subscription is past due until then. */
export function awaitConfirmation(tx: Tx, id: string): void {
  const invoice = openInvoice(tx, id);
  tx.emit("invoice.finalized", "invoice", id);
  if (invoice.amount_due === 0) {
    settleInvoice(tx, id);
    return;
  }
  linkPayment(tx, invoice, intentFor(tx, invoice).id);
  const subscription = subscriptionOf(tx, invoice);
  if (subscription?.status === "active") tx.patch("subscription", subscription.id, { status: "past_due" });
}

/** The day an emailed invoice was due has passed. */
export function pastDue(tx: Tx, id: string): void {
  const invoice = tx.get("invoice", id);
  if (invoice?.status !== "open") return;
  tx.emit("invoice.overdue", "invoice", id);
  const subscription = subscriptionOf(tx, invoice);
  if (subscription?.status !== "active" || subscription.latest_invoice !== id) return;
  tx.patch("subscription", subscription.id, { status: "past_due" });
  tx.emitUpdate("customer.subscription.updated", "subscription", subscription.id);
}
