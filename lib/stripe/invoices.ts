import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";
import { fromSeconds, fromSecondsOrNull, idOf, knownOr } from "@/lib/stripe/shapes";

export type InvoiceFacts = {
  id: string;
  number: string | null;
  customerId: string | null;
  subscriptionId: string | null;
  status: "draft" | "open" | "paid" | "uncollectible" | "void";
  billingReason: string | null;
  totalCents: number;
  paidCents: number;
  currency: string;
  attemptCount: number;
  nextAttemptAt: Date | null;
  invoiceUrl: string | null;
  invoicePdfUrl: string | null;
  paymentIntentId: string | null;
  /** Whole service periods this invoice pays for; prorations are not among them. */
  periods: { stripePriceId: string | null; start: Date; end: Date }[];
  createdAt: Date;
  paidAt: Date | null;
};

/** The invoice as it stands at Stripe now, with its payments; null when Stripe has none by that id. */
export async function fetchInvoice(stripe: StripeClient, id: string): Promise<InvoiceFacts | null> {
  try {
    return reshape(await stripe.invoices.retrieve(id, { expand: ["payments"] }));
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}

function reshape(invoice: Stripe.Invoice): InvoiceFacts {
  return {
    id: invoice.id,
    number: invoice.number,
    customerId: idOf(invoice.customer),
    subscriptionId: idOf(invoice.parent?.subscription_details?.subscription),
    status: knownOr(invoice.status, ["open", "paid", "uncollectible", "void"], "draft"),
    billingReason: invoice.billing_reason,
    totalCents: invoice.total,
    paidCents: invoice.amount_paid,
    currency: invoice.currency,
    attemptCount: invoice.attempt_count,
    nextAttemptAt: fromSecondsOrNull(invoice.next_payment_attempt),
    invoiceUrl: invoice.hosted_invoice_url ?? null,
    invoicePdfUrl: invoice.invoice_pdf ?? null,
    paymentIntentId: paymentIntentOf(invoice),
    periods: invoice.lines.data.filter(isWholePeriod).map((line) => ({
      stripePriceId: idOf(line.pricing?.price_details?.price),
      // The line's period is the service period; the invoice's own is not (docs.stripe.com/api/invoices/object).
      start: fromSeconds(line.period.start),
      end: fromSeconds(line.period.end),
    })),
    createdAt: fromSeconds(invoice.created),
    paidAt: fromSecondsOrNull(invoice.status_transitions.paid_at),
  };
}

function isWholePeriod(line: Stripe.InvoiceLineItem): boolean {
  const details = line.parent?.subscription_item_details;
  return details !== null && details !== undefined && !details.proration;
}

// The intent that paid, else the one that is asked for.
function paymentIntentOf(invoice: Stripe.Invoice): string | null {
  const payments = invoice.payments?.data ?? [];
  const best = payments.find((one) => one.status === "paid") ?? payments.find((one) => one.is_default) ?? payments[0];
  return idOf(best?.payment.payment_intent);
}
