import { invalid } from "../core/api/errors";
import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { settleInvoice } from "./collect";
import { markPaymentPaid, paymentOf } from "./draft";
import { buildInvoicePayment } from "./objects/invoice-payment";

type Invoice = Tables["invoice"];
type InvoicePayment = Tables["invoice_payment"];

/**
 * Attaches a payment intent to an open invoice: it pays its amount, at once if it has already succeeded.
 * Source: https://docs.stripe.com/invoicing/partial-payments
 */
export function attachPayment(tx: Tx, invoice: Invoice, intent: Tables["payment_intent"]): Invoice {
  if (invoice.status !== "open")
    throw invalid(`You can only attach payments to open invoices. It is ${invoice.status}.`);
  if (intent.currency !== invoice.currency) throw invalid("The currencies do not match.", "payment_intent");
  if (intent.customer !== invoice.customer) throw invalid("The customers do not match.", "payment_intent");
  if (intent.amount > invoice.amount_remaining) {
    throw invalid(`The payment is greater than the ${invoice.amount_remaining} that remain.`, "payment_intent");
  }
  const payment = tx.put(
    "invoice_payment",
    buildInvoicePayment({
      id: newId("inpay"),
      created: tx.now,
      invoice: invoice.id,
      intent: intent.id,
      amount: intent.amount,
      currency: intent.currency,
      isDefault: false,
    }),
  );
  if (intent.status === "succeeded") creditPayment(tx, payment);
  return tx.need("invoice", invoice.id);
}

/** One of an invoice's payments succeeded: the invoice is paid once nothing remains, and asks for less until then. */
export function creditPayment(tx: Tx, payment: InvoicePayment): void {
  const invoice = tx.need("invoice", payment.invoice);
  const remaining = invoice.amount_remaining - payment.amount_requested;
  if (remaining <= 0) {
    settleInvoice(tx, invoice.id, payment);
    return;
  }
  markPaymentPaid(tx, payment);
  tx.patch("invoice", invoice.id, {
    amount_paid: invoice.amount_paid + payment.amount_requested,
    amount_remaining: remaining,
  });
  askTheRest(tx, invoice.id);
  tx.emitUpdate("invoice.updated", "invoice", invoice.id);
  tx.emit("invoice_payment.paid", "invoice_payment", payment.id);
}

/** Keeps the payment that collects an open invoice in step with what remains. */
export function askTheRest(tx: Tx, id: string): void {
  const { amount_remaining: amount } = tx.need("invoice", id);
  const payment = paymentOf(tx, id);
  if (payment?.status !== "open" || amount === 0) return;
  tx.patch("invoice_payment", payment.id, { amount_requested: amount });
  tx.patch("payment_intent", payment.payment.payment_intent ?? "", { amount });
}
