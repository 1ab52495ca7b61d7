import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { awaitMoney, countAttempt } from "./collect";
import { creditPayment } from "./part-payments";

/** Carries a payment that succeeded outside of collection to the invoice it belongs to. */
export function settleInvoiceOf(tx: Tx, intent: string): void {
  const payment = tx.where("invoice_payment", "intent", intent)[0];
  if (payment === undefined || payment.status === "paid") return;
  const invoice = tx.need("invoice", payment.invoice);
  const subscription = tx.get("subscription", invoice.parent?.subscription_details?.subscription ?? "");
  const method = tx.need("payment_intent", intent).payment_method;
  if (subscription?.payment_settings?.save_default_payment_method === "on_subscription" && method !== null) {
    tx.patch("subscription", subscription.id, { default_payment_method: method });
  }
  countAttempt(tx, invoice.id, false);
  creditPayment(tx, payment);
}

/** A debit that was started outside of collection keeps its invoice waiting. */
export function awaitMoneyOf(tx: Tx, intent: string): void {
  const payment = tx.where("invoice_payment", "intent", intent)[0];
  if (payment === undefined || payment.status === "paid") return;
  countAttempt(tx, payment.invoice, false);
  awaitMoney(tx, payment.invoice);
}

/** The payment by which an open invoice waits for an intent; null when none does. */
export function waitingPayment(tx: Tx, intent: string): Tables["invoice_payment"] | null {
  const payment = tx.where("invoice_payment", "intent", intent)[0];
  if (payment === undefined || payment.status === "paid") return null;
  return tx.get("invoice", payment.invoice)?.status === "open" ? payment : null;
}
