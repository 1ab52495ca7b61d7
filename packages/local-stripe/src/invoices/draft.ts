import { newId, randomText } from "../core/ids";
import { requireBillable } from "../core/money/currencies";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { moveBalance, settle } from "./customer-balance";
import { discountLines, dropDiscounts, liveDiscounts, spentBy } from "./discounts";
import { buildInvoice, type InvoiceLine } from "./objects/invoice";
import { buildInvoicePayment } from "./objects/invoice-payment";
import { pendingItems } from "./pending";

type Invoice = Tables["invoice"];
type Subscription = Tables["subscription"];

export interface DraftInput {
  subscription: Subscription;
  lines: InvoiceLine[];
  billingReason: "subscription_create" | "subscription_cycle" | "subscription_update";
  periodStart: number;
  periodEnd: number;
  finalizesAt: number | null;
  prorationDate?: number;
  /** False leaves the pending invoice items for a later invoice. */
  sweeps?: boolean;
}

/**
 * A draft invoice of a subscription, with pending items swept in and its discounts taken off; those that are used up
 * or have run out leave the subscription. No event is sent for the invoice yet.
 */
export function draftInvoice(tx: Tx, input: DraftInput): Invoice {
  const { subscription } = input;
  const id = newId("in");
  const waiting = { customer: subscription.customer, subscription: subscription.id, currency: subscription.currency };
  const pending = input.sweeps === false ? [] : pendingItems(tx, waiting).map(lineOfItem);
  const discounts = liveDiscounts(tx, subscription, tx.now);
  const lines = discountLines(
    tx,
    [...pending, ...input.lines].map((line) => ({ ...line, invoice: id })),
    discounts,
    subscription.currency,
  );
  const invoice = buildInvoice({
    id,
    created: tx.now,
    customer: tx.need("customer", subscription.customer),
    currency: subscription.currency,
    lines,
    discounts,
    billingReason: input.billingReason,
    parent: {
      quote_details: null,
      subscription_details: {
        metadata: subscription.metadata,
        subscription: subscription.id,
        ...(input.prorationDate === undefined ? {} : { subscription_proration_date: input.prorationDate }),
      },
      type: "subscription_details",
    },
    periodStart: input.periodStart,
    periodEnd: input.periodEnd,
    metadata: {},
    description: null,
    autoAdvance: true,
    finalizesAt: input.finalizesAt,
  });
  // A renewal was accepted when it was requested; for anything else the present caller gets the refusal.
  if (input.billingReason !== "subscription_cycle") {
    requireBillable(invoice.total, invoice.currency, "items");
  }
  const { collection_method: method, days_until_due: days } = subscription;
  const due = method === "send_invoice" ? tx.now + (days ?? 30) * 86_400 : null;
  tx.put("invoice", { ...invoice, collection_method: method, due_date: due });
  for (const line of lines) {
    const item = tx.get("invoiceitem", line.parent?.invoice_item_details?.invoice_item ?? "");
    if (item?.invoice === null) tx.patch("invoiceitem", item.id, { invoice: id });
  }
  const spent = spentBy(tx, lines);
  const isOver = (discount: string) => spent.has(discount) || !discounts.includes(discount);
  dropDiscounts(tx, subscription.id, subscription.discounts.filter(isOver));
  return invoice;
}

/**
 * Gives the invoice its number and its pages, applies the customer's balance, and opens it. A sum of zero or less
 * leaves nothing to collect: what is negative goes to the customer's balance.
 */
export function openInvoice(tx: Tx, id: string): Invoice {
  const invoice = tx.need("invoice", id);
  const customer = tx.need("customer", invoice.customer ?? "");
  const sequence = customer.next_invoice_sequence ?? 1;
  const { due, endingBalance } = settle(invoice.total, customer.balance);
  tx.patch("customer", customer.id, { next_invoice_sequence: sequence + 1, currency: invoice.currency });
  tx.hush("customer", customer.id);
  if (endingBalance !== customer.balance) {
    const amount = endingBalance - customer.balance;
    moveBalance(tx, customer.id, { amount, currency: invoice.currency, type: "applied_to_invoice", invoice: id });
  }
  const page = `${tx.baseUrl}/i/${id}_${randomText(20)}`;
  return tx.put("invoice", {
    ...invoice,
    amount_due: due,
    amount_remaining: due,
    automatically_finalizes_at: null,
    effective_at: tx.now,
    ending_balance: endingBalance,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    next_payment_attempt: null,
    number: `${customer.invoice_prefix ?? "LOCAL"}-${String(sequence).padStart(4, "0")}`,
    starting_balance: customer.balance,
    status: "open",
    status_transitions: { ...invoice.status_transitions, finalized_at: tx.now },
  });
}

/** Links the intent that collects the invoice to it: it charges what remains. */
export function linkPayment(tx: Tx, invoice: Invoice, intent: string): Tables["invoice_payment"] {
  return tx.put(
    "invoice_payment",
    buildInvoicePayment({
      id: newId("inpay"),
      created: tx.now,
      invoice: invoice.id,
      intent,
      amount: invoice.amount_remaining,
      currency: invoice.currency,
      isDefault: true,
    }),
  );
}

export function markPaid(tx: Tx, id: string): Invoice {
  const { status_details: _past, ...invoice } = tx.need("invoice", id);
  tx.unschedule("invoice.retry", id);
  return tx.put("invoice", {
    ...invoice,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: "paid",
    status_transitions: { ...invoice.status_transitions, paid_at: tx.now },
  });
}

export function markPaymentPaid(tx: Tx, payment: Tables["invoice_payment"]): void {
  tx.put("invoice_payment", {
    ...payment,
    amount_paid: payment.amount_requested,
    status: "paid",
    status_transitions: { ...payment.status_transitions, paid_at: tx.now },
  });
}

/** The open or paid payment by which Stripe collects an invoice, if it ever needed one; others are attached to it. */
export function paymentOf(tx: Tx, invoice: string): Tables["invoice_payment"] | undefined {
  const own = tx.where("invoice_payment", "invoice", invoice).filter((row) => row.is_default);
  return own.findLast((row) => row.status !== "canceled");
}

/** An invoice item as the line it becomes. */
export function lineOfItem(item: Tables["invoiceitem"]): InvoiceLine {
  const subscription = item.parent?.subscription_details?.subscription ?? null;
  const credited = item.proration_details?.credited_items?.invoice_line_item_details ?? null;
  return {
    id: newId("il"),
    object: "line_item",
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discount_amounts: item.proration_details?.discount_amounts ?? [],
    discountable: item.discountable,
    discounts: item.discounts ?? [],
    invoice: null,
    livemode: false,
    metadata: item.metadata ?? {},
    parent: {
      invoice_item_details: {
        invoice_item: item.id,
        proration: item.proration,
        proration_details: { credited_items: credited },
        subscription,
      },
      subscription_item_details: null,
      type: "invoice_item_details",
    },
    period: item.period,
    pretax_credit_amounts: [],
    pricing: item.pricing,
    quantity: item.quantity,
    quantity_decimal: item.quantity_decimal,
    subscription,
    subtotal: item.amount,
    taxes: [],
  };
}
