import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { moveBalance } from "./customer-balance";

/** Reverses what an invoice took from the customer's balance or added to it. */
export function returnBalance(tx: Tx, invoice: Tables["invoice"]): void {
  const applied = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  if (applied === 0 || tx.get("customer", invoice.customer ?? "") === undefined) return;
  moveBalance(tx, invoice.customer ?? "", {
    amount: -applied,
    currency: invoice.currency,
    type: "unapplied_from_invoice",
    invoice: invoice.id,
  });
}

/** Cancels the intent that waited to collect an invoice, and detaches the payments attached to it. */
export function cancelPayment(tx: Tx, invoice: string): void {
  for (const payment of tx.where("invoice_payment", "invoice", invoice)) {
    if (payment.status === "open") cancelOne(tx, payment);
  }
}

function cancelOne(tx: Tx, payment: Tables["invoice_payment"]): void {
  tx.patch("invoice_payment", payment.id, {
    status: "canceled",
    status_transitions: { ...payment.status_transitions, canceled_at: tx.now },
  });
  if (!payment.is_default) return;
  const intent = tx.get("payment_intent", payment.payment.payment_intent ?? "");
  if (intent === undefined || ["canceled", "processing", "succeeded"].includes(intent.status)) return;
  tx.patch("payment_intent", intent.id, {
    canceled_at: tx.now,
    cancellation_reason: "void_invoice",
    next_action: null,
    status: "canceled",
  });
  tx.emit("payment_intent.canceled", "payment_intent", intent.id);
}
