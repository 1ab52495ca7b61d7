import type Stripe from "stripe";
import { allPages } from "@/lib/stripe/all-pages";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";
import { fromSeconds, fromSecondsOrNull, idOf, knownOr } from "@/lib/stripe/shapes";

/** A stretch of a subscription's service on an invoice. */
export type InvoiceLine = {
  id: string;
  stripePriceId: string;
  quantity: number;
  /** After discounts; below zero where it credits. */
  netCents: number;
  start: Date;
  end: Date;
  /** Charged or credited for a change in mid-period. */
  isProration: boolean;
  /** It gives back what was charged before. */
  isCredit: boolean;
  /** Lines of earlier invoices that it gives back. */
  creditedLineIds: string[];
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
  /** What moved to pay it: charged, or paid outside of Stripe. While it is not paid, what it still asks for. */
  moneyCents: number;
  /** What the customer's balance at Stripe paid; 0 where the customer owed. */
  balanceCents: number;
  /** All that credit notes gave back after it was paid. */
  creditedCents: number;
  currency: string;
  attemptCount: number;
  nextAttemptAt: Date | null;
  /** When one that is sent for payment is due; null for one that is charged automatically. */
  dueAt: Date | null;
  invoiceUrl: string | null;
  invoicePdfUrl: string | null;
  /** The payment intent that paid most of it, or is to pay it. */
  paymentIntentId: string | null;
  parts: InvoicePart[];
  /** Stretches of service that it charges for or credits, whole periods and prorations. */
  lines: InvoiceLine[];
  /** Stretches of service that are listed at nothing: a trial's, and time that is begun without a charge. */
  freeLines: FreeLine[];
  createdAt: Date;
  paidAt: Date | null;
};

/** A payment intent that an invoice is paid with, or was to be, and what it has paid of it. */
export type InvoicePart = { paymentIntentId: string; paidCents: number };

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
  for (const invoice of data.reverse()) {
    invoices.push(reshape(invoice, await linesOf(stripe, invoice), await paymentsOf(stripe, invoice)));
  }
  return invoices.map((invoice, index) => ({ ...invoice, createdAt: momentOf(invoice, invoices.slice(0, index)) }));
}

/** An invoice that Stripe has previewed, as it will be once it is made and paid at `paidAt`. */
export async function previewAsPaid(
  stripe: StripeClient,
  preview: Stripe.Invoice,
  paidAt: Date,
): Promise<InvoiceFacts> {
  const paid = { ...preview, status: "paid", amount_paid: preview.amount_due } as const;
  return { ...reshape(paid, await linesOf(stripe, preview), []), id: "preview", paidAt, createdAt: paidAt };
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

/** So are its payments. */
async function paymentsOf(stripe: StripeClient, invoice: Stripe.Invoice): Promise<Stripe.InvoicePayment[]> {
  if (invoice.payments && !invoice.payments.has_more) return invoice.payments.data;
  return allPages((page) => stripe.invoicePayments.list({ ...page, invoice: invoice.id }));
}

/** The payment intents that an invoice is paid with, or was to be. */
export async function fetchPartsOf(stripe: StripeClient, invoiceId: string): Promise<InvoicePart[]> {
  return toParts(await allPages((page) => stripe.invoicePayments.list({ ...page, invoice: invoiceId })));
}

function ownersOf(invoice: Stripe.Invoice) {
  return {
    customerId: idOf(invoice.customer),
    subscriptionId: idOf(invoice.parent?.subscription_details?.subscription),
  };
}

function reshape(
  invoice: Stripe.Invoice,
  lines: Stripe.InvoiceLineItem[],
  payments: Stripe.InvoicePayment[],
): InvoiceFacts {
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
    moneyCents: moneyOf(invoice),
    balanceCents: Math.max(0, (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance),
    creditedCents: invoice.post_payment_credit_notes_amount,
    currency: invoice.currency,
    attemptCount: invoice.attempt_count,
    nextAttemptAt: fromSecondsOrNull(invoice.next_payment_attempt),
    dueAt: fromSecondsOrNull(invoice.due_date),
    invoiceUrl: invoice.hosted_invoice_url ?? null,
    invoicePdfUrl: invoice.invoice_pdf ?? null,
    paymentIntentId: paymentIntentOf(invoice, payments),
    parts: toParts(payments),
    lines: lines.flatMap(toLine),
    freeLines: lines.flatMap(toFreeLine),
    createdAt: fromSeconds(invoice.created),
    paidAt: fromSecondsOrNull(invoice.status_transitions.paid_at),
  };
}

/** Nothing of a trial, which charges nothing for its time. A proration may come to nothing and still change the plan. */
function toLine(line: Stripe.InvoiceLineItem): InvoiceLine[] {
  const details = line.parent?.subscription_item_details ?? prorationOf(line);
  const stripePriceId = idOf(line.pricing?.price_details?.price);
  const creditedItems = details?.proration_details?.credited_items;
  const isCredit = line.amount < 0 || Boolean(creditedItems);
  if (!details || !stripePriceId || (line.amount === 0 && !details.proration)) return [];
  // The line's period is the service period; the invoice's own is not (docs.stripe.com/api/invoices/object).
  const [start, end] = [fromSeconds(line.period.start), fromSeconds(line.period.end)];
  const discountCents = line.discount_amounts?.reduce((sum, { amount }) => sum + amount, 0) ?? 0;
  return [
    {
      id: line.id,
      stripePriceId,
      quantity: line.quantity ?? 1,
      netCents: line.amount - discountCents,
      start,
      end,
      isProration: details.proration,
      isCredit,
      creditedLineIds: creditedItems?.invoice_line_items ?? [],
    },
  ];
}

export type FreeLine = { stripePriceId: string; quantity: number; start: Date; end: Date; isTrial: boolean };

function toFreeLine(line: Stripe.InvoiceLineItem): FreeLine[] {
  const details = line.parent?.subscription_item_details;
  const stripePriceId = idOf(line.pricing?.price_details?.price);
  if (!details || details.proration || !stripePriceId || line.amount !== 0) return [];
  const [start, end] = [fromSeconds(line.period.start), fromSeconds(line.period.end)];
  return [
    { stripePriceId, quantity: line.quantity ?? 1, start, end, isTrial: TRIAL_LINE.test(line.description ?? "") },
  ];
}

/** Stripe names such a line for what it is, and nothing else on it says so. */
const TRIAL_LINE = /\btrial\b/i;

/** What is charged for a change in mid-period comes as an invoice item; others of those are sold by hand. */
function prorationOf(line: Stripe.InvoiceLineItem) {
  const item = line.parent?.invoice_item_details;
  return item?.proration ? item : null;
}

/**
 * Credit notes and the balance have lowered what is due of an invoice (docs.stripe.com/api/invoices/object). Of one that
 * was paid outside of Stripe all that was due counts as paid, whether Stripe counts it or not.
 */
function moneyOf({ status, amount_due, amount_paid, amount_remaining }: Stripe.Invoice): number {
  if (status !== "paid") return amount_remaining;
  return amount_paid > 0 ? amount_paid : amount_due;
}

function toParts(payments: readonly Stripe.InvoicePayment[]): InvoicePart[] {
  return payments.flatMap(({ payment, status, amount_paid }) => {
    const paymentIntentId = idOf(payment.payment_intent);
    return paymentIntentId ? [{ paymentIntentId, paidCents: status === "paid" ? (amount_paid ?? 0) : 0 }] : [];
  });
}

// One that was paid outside of Stripe, or by the balance, was paid by none.
function paymentIntentOf({ status }: Stripe.Invoice, payments: readonly Stripe.InvoicePayment[]): string | null {
  const paid = payments.filter((one) => one.status === "paid").sort(bySize);
  const waiting = payments.filter((one) => one.status === "open").sort((a, b) => +b.is_default - +a.is_default);
  const best = status === "paid" ? paid[0] : (waiting[0] ?? payments.findLast((one) => one.is_default) ?? paid[0]);
  return idOf(best?.payment.payment_intent);
}

function bySize(a: Stripe.InvoicePayment, b: Stripe.InvoicePayment): number {
  return (b.amount_paid ?? 0) - (a.amount_paid ?? 0) || (a.id < b.id ? -1 : 1);
}
