import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { discountLines } from "../invoices/discounts";
import { linkPayment, markPaid, markPaymentPaid, openInvoice } from "../invoices/draft";
import { buildInvoice } from "../invoices/objects/invoice";
import { buildLine } from "../invoices/objects/invoice-line";

type Session = Tables["checkout_session"];

/** The events of an invoice that is created already paid. */
export function tellPaidInvoice(tx: Tx, id: string): void {
  tx.emit("invoice.created", "invoice", id);
  tx.emit("invoice.finalized", "invoice", id);
  tx.emit("invoice.paid", "invoice", id);
  tx.emit("invoice.payment_succeeded", "invoice", id);
}

/** The invoice of a one-time sale that requested one; null for a guest, who gets none. */
export function oneTimeInvoice(tx: Tx, session: Session, intent: Tables["payment_intent"]): string | null {
  const customer = tx.get("customer", intent.customer ?? "");
  if (customer === undefined) return null;
  const id = newId("in");
  const lines = tx.need("checkout_plan", session.id).lineItems.map((item) =>
    buildLine({
      id: newId("il"),
      invoice: id,
      amount: item.amount_subtotal,
      currency: item.currency,
      description: item.description ?? "Item",
      periodStart: tx.now,
      periodEnd: tx.now,
      price: item.price,
      quantity: item.quantity ?? 1,
      parent: {
        invoice_item_details: {
          invoice_item: newId("ii"),
          proration: false,
          proration_details: { credited_items: null },
          subscription: null,
        },
        subscription_item_details: null,
        type: "invoice_item_details",
      },
      subscription: null,
      metadata: {},
    }),
  );
  const data = session.invoice_creation?.invoice_data;
  const discounts = tx.rows("discount").flatMap((row) => (row.checkout_session === session.id ? [row.id] : []));
  tx.put(
    "invoice",
    buildInvoice({
      id,
      created: tx.now,
      // What was paid through Checkout does not touch the customer's balance.
      customer: { ...customer, balance: 0 },
      currency: intent.currency,
      lines: discountLines(tx, lines, discounts, intent.currency),
      discounts,
      billingReason: "manual",
      parent: null,
      periodStart: tx.now,
      periodEnd: tx.now,
      metadata: data?.metadata ?? {},
      description: data?.description ?? null,
      autoAdvance: false,
      finalizesAt: null,
    }),
  );
  const invoice = openInvoice(tx, id);
  const payment = linkPayment(tx, invoice, intent.id);
  markPaid(tx, id);
  markPaymentPaid(tx, payment);
  tellPaidInvoice(tx, id);
  tx.emit("invoice_payment.paid", "invoice_payment", payment.id);
  return id;
}
