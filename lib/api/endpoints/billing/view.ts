import { z } from "zod";
import { jsonInteger } from "@/lib/api/http/json";
import { cents, credits, currency, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import {
  type BillingEventView,
  INVOICE_STATUSES,
  type InvoiceView,
  PAYMENT_KINDS,
  PAYMENT_STATUSES,
  type PaymentView,
} from "@/lib/billing/types";

export const billingEventView = z
  .object({
    id: z.string(),
    type: z.string(),
    description: z.string(),
    amountCents: cents.nullable(),
    currency: currency.nullable(),
    credits: credits.nullable(),
    payment: z.string().nullable(),
    occurredAt: time,
  })
  .meta({ title: "BillingEvent", description: "An event in the billing history." });

/** An event in the billing history, as the API shows it. */
export function toBillingEventView(event: BillingEventView): z.input<typeof billingEventView> {
  return {
    id: event.id,
    type: event.type,
    description: event.description,
    amountCents: event.amountCents,
    currency: event.currency,
    credits: event.credits === null ? null : jsonInteger(event.credits),
    payment: event.paymentId,
    occurredAt: isoTime(event.occurredAt),
  };
}

export const paymentView = z
  .object({
    id: z.string(),
    kind: z.enum(PAYMENT_KINDS),
    status: z.enum(PAYMENT_STATUSES),
    description: z.string(),
    amountCents: cents.meta({ description: "The amount paid; before payment, the amount due." }),
    currency,
    invoicedCents: cents
      .nullable()
      .meta({ description: "The total of the invoice; null for a payment without an invoice." }),
    balanceCents: cents.meta({
      description: "The part of the invoice that was paid from the customer's balance in Stripe.",
    }),
    refundedCents: cents,
    creditedCents: cents.meta({ description: "The amount of credit notes that was not refunded." }),
    method: z.object({ brand: z.string(), last4: z.string().nullable() }).nullable(),
    failureMessage: z.string().nullable(),
    receiptUrl: z.string().nullable(),
    invoice: z.object({ number: z.string().nullable(), url: z.string().nullable(), pdfUrl: z.string().nullable() }),
    paidAt: time.nullable(),
    createdAt: time,
  })
  .meta({ title: "Payment", description: "A payment, successful or not." });

/** A payment as the API shows it. */
export function toPaymentView(payment: PaymentView): z.input<typeof paymentView> {
  const { methodBrand, methodLast4, invoiceNumber, invoiceUrl, invoicePdfUrl } = payment;
  return {
    id: payment.id,
    kind: payment.kind,
    status: payment.status,
    description: payment.description,
    amountCents: payment.amountCents,
    currency: payment.currency,
    invoicedCents: payment.invoicedCents,
    balanceCents: payment.balanceCents,
    refundedCents: payment.refundedCents,
    creditedCents: payment.creditedCents,
    method: methodBrand === null ? null : { brand: methodBrand, last4: methodLast4 },
    failureMessage: payment.failureMessage,
    receiptUrl: payment.receiptUrl,
    invoice: { number: invoiceNumber, url: invoiceUrl, pdfUrl: invoicePdfUrl },
    paidAt: isoTimeOrNull(payment.paidAt),
    createdAt: isoTime(payment.createdAt),
  };
}

export const invoiceView = z
  .object({
    id: z.string().meta({ description: "The id of the invoice in Stripe." }),
    number: z.string().nullable(),
    status: z.enum(INVOICE_STATUSES),
    description: z.string(),
    amountCents: cents,
    currency,
    url: z
      .string()
      .nullable()
      .meta({ description: "The hosted invoice page, where an open invoice can be paid; null for a void one." }),
    pdfUrl: z.string().nullable(),
    dueAt: time
      .nullable()
      .meta({ description: "When an invoice that was sent is due; null for one that is charged automatically." }),
    payment: z.string(),
    paidAt: time.nullable(),
    createdAt: time,
  })
  .meta({ title: "Invoice", description: "An invoice of a subscription." });

/** An invoice as the API shows it. */
export function toInvoiceView(view: InvoiceView): z.input<typeof invoiceView> {
  const { paymentId, dueAt, paidAt, createdAt, ...invoice } = view;
  const times = { dueAt: isoTimeOrNull(dueAt), paidAt: isoTimeOrNull(paidAt), createdAt: isoTime(createdAt) };
  return { ...invoice, payment: paymentId, ...times };
}
