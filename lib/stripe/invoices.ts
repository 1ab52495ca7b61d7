import type Stripe from "stripe";
import { allPages } from "@/lib/stripe/all-pages";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";
import { fromSeconds, fromSecondsOrNull, idOf, knownOr } from "@/lib/stripe/shapes";

/** A span of a subscription's service on an invoice. */
export type InvoiceLine = {
  id: string;
  stripePriceId: string;
  quantity: number;
  /** After discounts; negative for a credit. */
  netCents: number;
  start: Date;
  end: Date;
  /** Charged or credited for a mid-period change. */
  isProration: boolean;
  /** It credits what was charged before. */
  isCredit: boolean;
  /** Lines of earlier invoices that it credits. */
  creditedLineIds: string[];
};

export type InvoiceFacts = {
  id: string;
  number: string | null;
  customerId: string | null;
  subscriptionId: string | null;
  status: "draft" | "open" | "paid" | "uncollectible" | "void";
  billingReason: string | null;
  /** Before discounts: zero for a trial. */
  subtotalCents: number;
  totalCents: number;
  /** What is left to pay of the total after the customer balance is applied. */
  dueCents: number;
  paidCents: number;
  /** What was charged, or paid outside of Stripe. Until it is paid, what it still asks for. */
  moneyCents: number;
  /** What the customer balance paid; 0 when the customer owed. */
  balanceCents: number;
  /** Everything that credit notes returned after it was paid. */
  creditedCents: number;
  currency: string;
  attemptCount: number;
  nextAttemptAt: Date | null;
  /** The due date of a sent invoice; null for one that is charged automatically. */
  dueAt: Date | null;
  invoiceUrl: string | null;
  invoicePdfUrl: string | null;
  /** The payment intent that paid most of it, or will pay it. */
  paymentIntentId: string | null;
  parts: InvoicePart[];
  /** Spans of service that it charges for or credits: whole periods and prorations. */
  lines: InvoiceLine[];
  /** Spans of service with a price of zero: a trial, and time that starts without a charge. */
  freeLines: FreeLine[];
  createdAt: Date;
  paidAt: Date | null;
};

/** A payment intent of an invoice, and how much of the invoice it has paid. */
export type InvoicePart = { paymentIntentId: string; paidCents: number };

/** An invoice's subscription and customer; null when Stripe does not have the invoice. */
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

/** The invoice of a payment; null when it has none. */
export async function fetchInvoiceOfPayment(stripe: StripeClient, paymentIntentId: string): Promise<string | null> {
  const payment = { type: "payment_intent", payment_intent: paymentIntentId } as const;
  const { data } = await stripe.invoicePayments.list({ payment, limit: 1 });
  return idOf(data[0]?.invoice);
}

/**
 * The subscription's invoices in their current state in Stripe, with their payments, oldest first; the newest hundred.
 */
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

/** A previewed invoice in its state once it is created and paid at `paidAt`. */
export async function previewAsPaid(
  stripe: StripeClient,
  preview: Stripe.Invoice,
  paidAt: Date,
): Promise<InvoiceFacts> {
  const paid = { ...preview, status: "paid", amount_paid: preview.amount_due } as const;
  return { ...reshape(paid, await linesOf(stripe, preview), []), id: "preview", paidAt, createdAt: paidAt };
}

/** Stripe's times are whole seconds: invoices of one second get distinct milliseconds, in Stripe's order. */
function momentOf({ createdAt }: InvoiceFacts, earlier: readonly InvoiceFacts[]): Date {
  const ofThatSecond = earlier.filter((one) => one.createdAt.getTime() === createdAt.getTime());
  return new Date(createdAt.getTime() + ofThatSecond.length);
}

/** A long invoice includes only its first lines (docs.stripe.com/api/invoices/object#invoice_object-lines). */
async function linesOf(stripe: StripeClient, invoice: Stripe.Invoice): Promise<Stripe.InvoiceLineItem[]> {
  if (!invoice.lines.has_more) return invoice.lines.data;
  return stripe.invoices.listLineItems(invoice.id, { limit: 100 }).autoPagingToArray({ limit: 10_000 });
}

/** The same applies to its payments. */
async function paymentsOf(stripe: StripeClient, invoice: Stripe.Invoice): Promise<Stripe.InvoicePayment[]> {
  if (invoice.payments && !invoice.payments.has_more) return invoice.payments.data;
  return allPages((page) => stripe.invoicePayments.list({ ...page, invoice: invoice.id }));
}

/** The payment intents of an invoice. */
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

/** Empty for a trial, whose time is not charged. A proration of zero may still change the plan. */
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

/** The description of a trial's line is the only sign of it. */
const TRIAL_LINE = /\btrial\b/i;

/** A charge for a mid-period change is an invoice item; other invoice items are added by hand. */
function prorationOf(line: Stripe.InvoiceLineItem) {
  const item = line.parent?.invoice_item_details;
  return item?.proration ? item : null;
}

/**
 * Credit notes and the customer balance have lowered what is due on an invoice (docs.stripe.com/api/invoices/object).
 * When it was paid outside of Stripe, everything that was due counts as paid, whether or not Stripe counts it.
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

// An invoice paid outside of Stripe, or by the customer balance, has no payment intent.
function paymentIntentOf({ status }: Stripe.Invoice, payments: readonly Stripe.InvoicePayment[]): string | null {
  const paid = payments.filter((one) => one.status === "paid").sort(bySize);
  const waiting = payments.filter((one) => one.status === "open").sort((a, b) => +b.is_default - +a.is_default);
  const best = status === "paid" ? paid[0] : (waiting[0] ?? payments.findLast((one) => one.is_default) ?? paid[0]);
  return idOf(best?.payment.payment_intent);
}

function bySize(a: Stripe.InvoicePayment, b: Stripe.InvoicePayment): number {
  return (b.amount_paid ?? 0) - (a.amount_paid ?? 0) || (a.id < b.id ? -1 : 1);
}
