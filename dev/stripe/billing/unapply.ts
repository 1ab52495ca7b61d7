import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { moveBalance } from "./balance";
import { paymentOf } from "./invoices";

/** What an invoice took from the customer's balance, or put on it, goes back. */
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

/** The intent that waited to collect an invoice is off. */
export function cancelPayment(tx: Tx, invoice: string): void {
  const payment = paymentOf(tx, invoice);
  if (payment === undefined || payment.status !== "open") return;
  tx.patch("invoice_payment", payment.id, {
    status: "canceled",
    status_transitions: { ...payment.status_transitions, canceled_at: tx.now },
  });
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
