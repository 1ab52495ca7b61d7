import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";
import { fromSeconds, fromSecondsOrNull, idOf, knownOr } from "@/lib/stripe/shapes";

/** A stretch of a subscription's service on an invoice. */
export type InvoiceLine = {
  id: string;
  stripePriceId: string;
  quantity: number;
  start: Date;
  end: Date;
  /** Charged or credited for a change in mid-period. */
  isProration: boolean;
  /** It gives back what was charged before. */
  isCredit: boolean;
};

export type InvoiceFacts = {
  id: string;
  number: string | null;
  customerId: string | null;
  subscriptionId: string | null;
  status: "draft" | "open" | "paid" | "uncollectible" | "void";
  billingReason: string | null;
  /** Before discounts: nothing for a trial's time. */
  subtotalCents: number;
  totalCents: number;
  /** What is left to pay of the total once the customer's balance at Stripe is taken off. */
  dueCents: number;
  paidCents: number;
  currency: string;
  attemptCount: number;
  nextAttemptAt: Date | null;
  /** When one that is sent for payment is due; null for one that is charged automatically. */
  dueAt: Date | null;
  invoiceUrl: string | null;
  invoicePdfUrl: string | null;
  paymentIntentId: string | null;
  /** Stretches of service that it charges for or credits, whole periods and prorations. */
  lines: InvoiceLine[];
  createdAt: Date;
  paidAt: Date | null;
};

/** The subscription an invoice is of, and whose it is; null when Stripe has no such invoice. */
export async function fetchInvoiceOwner(
  stripe: StripeClient,
  id: string,
): Promise<Pick<InvoiceFacts, "id" | "number" | "customerId" | "subscriptionId"> | null> {
  try {
    const invoice = await stripe.invoices.retrieve(id);
    const { subscriptionId, customerId } = ownersOf(invoice);
    return { id: invoice.id, number: invoice.number, customerId, subscriptionId };
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}

/** The invoice that a payment is of; null when it is of none. */
export async function fetchInvoiceOfPayment(stripe: StripeClient, paymentIntentId: string): Promise<string | null> {
  const payment = { type: "payment_intent", payment_intent: paymentIntentId } as const;
  const { data } = await stripe.invoicePayments.list({ payment, limit: 1 });
  return idOf(data[0]?.invoice);
}

/** The subscription's invoices as they stand at Stripe now, with their payments, oldest first; the newest hundred. */
export async function fetchInvoicesOf(stripe: StripeClient, subscriptionId: string): Promise<InvoiceFacts[]> {
  const { data } = await stripe.invoices.list({
    subscription: subscriptionId,
    limit: 100,
    expand: ["data.payments"],
  });
  const invoices: InvoiceFacts[] = [];
  for (const invoice of data.reverse()) invoices.push(reshape(invoice, await linesOf(stripe, invoice)));
  return invoices.map((invoice, index) => ({ ...invoice, createdAt: momentOf(invoice, invoices.slice(0, index)) }));
}

/** Stripe's times are whole seconds: those of one second are told apart by a millisecond, in the order of Stripe's list. */
function momentOf({ createdAt }: InvoiceFacts, earlier: readonly InvoiceFacts[]): Date {
  const ofThatSecond = earlier.filter((one) => one.createdAt.getTime() === createdAt.getTime());
  return new Date(createdAt.getTime() + ofThatSecond.length);
}

/** A long invoice comes with its first lines only (docs.stripe.com/api/invoices/object#invoice_object-lines). */
async function linesOf(stripe: StripeClient, invoice: Stripe.Invoice): Promise<Stripe.InvoiceLineItem[]> {
  if (!invoice.lines.has_more) return invoice.lines.data;
  return stripe.invoices.listLineItems(invoice.id, { limit: 100 }).autoPagingToArray({ limit: 10_000 });
}

function ownersOf(invoice: Stripe.Invoice) {
  return {
    customerId: idOf(invoice.customer),
    subscriptionId: idOf(invoice.parent?.subscription_details?.subscription),
  };
}

function reshape(invoice: Stripe.Invoice, lines: Stripe.InvoiceLineItem[]): InvoiceFacts {
  return {
    id: invoice.id,
    number: invoice.number,
    ...ownersOf(invoice),
    status: knownOr(invoice.status, ["open", "paid", "uncollectible", "void"], "draft"),
    billingReason: invoice.billing_reason,
    subtotalCents: invoice.subtotal,
    totalCents: invoice.total,
    dueCents: invoice.amount_due,
    paidCents: invoice.amount_paid,
    currency: invoice.currency,
    attemptCount: invoice.attempt_count,
    nextAttemptAt: fromSecondsOrNull(invoice.next_payment_attempt),
    dueAt: fromSecondsOrNull(invoice.due_date),
    invoiceUrl: invoice.hosted_invoice_url ?? null,
    invoicePdfUrl: invoice.invoice_pdf ?? null,
    paymentIntentId: paymentIntentOf(invoice),
    lines: lines.flatMap(toLine),
    createdAt: fromSeconds(invoice.created),
    paidAt: fromSecondsOrNull(invoice.status_transitions.paid_at),
  };
}

/** Nothing of a trial, which charges nothing for its time. A proration may come to nothing and still change the plan. */
function toLine(line: Stripe.InvoiceLineItem): InvoiceLine[] {
  const details = line.parent?.subscription_item_details ?? prorationOf(line);
  const stripePriceId = idOf(line.pricing?.price_details?.price);
  const isCredit = line.amount < 0 || Boolean(details?.proration_details?.credited_items);
  if (!details || !stripePriceId || (line.amount === 0 && !details.proration)) return [];
  // The line's period is the service period; the invoice's own is not (docs.stripe.com/api/invoices/object).
  const [start, end] = [fromSeconds(line.period.start), fromSeconds(line.period.end)];
  const isProration = details.proration;
  return [{ id: line.id, stripePriceId, quantity: line.quantity ?? 1, start, end, isProration, isCredit }];
}

/** What is charged for a change in mid-period comes as an invoice item; others of those are sold by hand. */
function prorationOf(line: Stripe.InvoiceLineItem) {
  const item = line.parent?.invoice_item_details;
  return item?.proration ? item : null;
}

// The intent that paid, else the one that is asked for.
function paymentIntentOf(invoice: Stripe.Invoice): string | null {
  const payments = invoice.payments?.data ?? [];
  const best = payments.find((one) => one.status === "paid") ?? payments.find((one) => one.is_default) ?? payments[0];
  return idOf(best?.payment.payment_intent);
}
