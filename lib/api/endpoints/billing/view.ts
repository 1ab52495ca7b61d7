import { z } from "zod";
import { nextRefillView, toNextRefillView } from "@/lib/api/endpoints/balance/view";
import { interval } from "@/lib/api/endpoints/plans/view";
import { jsonInteger } from "@/lib/api/http/json";
import { cents, credits, currency, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import { SUBSCRIPTION_STATUSES } from "@/lib/billing/subscription-status";
import type {
  BillingEventView,
  CollectionView,
  InvoiceView,
  PaymentView,
  PlanAtPrice,
  SubscriptionView,
} from "@/lib/billing/types";
import {
  CHANGE_KINDS,
  COLLECTION_METHODS,
  INVOICE_STATUSES,
  PAYMENT_KINDS,
  PAYMENT_STATUSES,
} from "@/lib/billing/types";

export const planAtPriceView = z.object({
  plan: z.object({ key: z.string(), name: z.string(), creditsPerMonth: credits }),
  price: z.object({ id: z.string(), interval, amountCents: cents, currency }),
});

/** A plan at a price as the API tells it. */
export function toPlanAtPriceView({ plan, price }: PlanAtPrice): z.input<typeof planAtPriceView> {
  const { key, name, creditsPerMonth } = plan;
  return { plan: { key, name, creditsPerMonth: jsonInteger(creditsPerMonth) }, price };
}

export const quantity = z.int().meta({
  description: "The quantity that is charged. The credits of `plan` and the amount of `price` are for one.",
});

export const monthlyCredits = credits.meta({ description: "What the refill of a whole month gives." });

const scheduledChangeView = planAtPriceView
  .extend({ at: time, kind: z.enum(CHANGE_KINDS), quantity, monthlyCredits })
  .nullable()
  .meta({ description: "A change of plan that is to come." });

const collectionView = z
  .object({
    method: z
      .enum(COLLECTION_METHODS)
      .meta({ description: "`INVOICE`: invoices are sent, and credits come when they are paid." }),
    paused: z
      .boolean()
      .meta({ description: "Whether collection is paused: nothing is charged, and unpaid time brings no credits." }),
    resumesAt: time.nullable().meta({ description: "When the pause ends; null while it has no end." }),
    invoice: z
      .object({ url: z.string().nullable(), amountCents: cents, currency, dueAt: time.nullable() })
      .nullable()
      .meta({ description: "A sent invoice that is not paid yet." }),
  })
  .meta({ description: "How the money for the plan is collected." });

export const subscriptionView = z
  .object({
    id: z.string(),
    status: z.enum(SUBSCRIPTION_STATUSES),
    plan: z.object({
      key: z.string(),
      name: z.string(),
      isFree: z.boolean(),
      version: z.int(),
      creditsPerMonth: credits,
    }),
    price: z.object({ id: z.string(), interval, amountCents: cents, currency }).nullable(),
    quantity,
    monthlyCredits,
    period: z.object({ start: time, end: time.nullable() }),
    paidThrough: time.nullable(),
    trialEndsAt: time.nullable(),
    freeUntil: time
      .nullable()
      .meta({ description: "Nothing is charged before this time, although the plan is active." }),
    cancelAtPeriodEnd: z.boolean(),
    endsAt: time.nullable().meta({ description: "When it will end, if it will." }),
    scheduledChange: scheduledChangeView,
    collection: collectionView,
    meanwhile: z
      .object({ name: z.string(), creditsPerMonth: credits })
      .nullable()
      .meta({ description: "The free plan, while it applies because this plan is not paid for." }),
    nextRefill: nextRefillView,
  })
  .meta({ title: "Subscription", description: "The plan somebody is on, free or paid." });

/** A subscription as the API tells it. */
export function toSubscriptionView(subscription: SubscriptionView): z.input<typeof subscriptionView> {
  const { id, status, plan, price, cancelAtPeriodEnd, scheduledChange: change, meanwhile } = subscription;
  return {
    id,
    status,
    plan: { ...plan, creditsPerMonth: jsonInteger(plan.creditsPerMonth) },
    price,
    quantity: subscription.quantity,
    monthlyCredits: jsonInteger(subscription.monthlyCredits),
    period: { start: isoTime(subscription.currentPeriodStart), end: isoTimeOrNull(subscription.currentPeriodEnd) },
    paidThrough: isoTimeOrNull(subscription.paidThrough),
    trialEndsAt: isoTimeOrNull(subscription.trialEndsAt),
    freeUntil: isoTimeOrNull(subscription.freeUntil),
    cancelAtPeriodEnd,
    endsAt: isoTimeOrNull(subscription.endsAt),
    scheduledChange: change && {
      ...toPlanAtPriceView(change),
      at: isoTime(change.at),
      kind: change.kind,
      quantity: change.quantity,
      monthlyCredits: jsonInteger(change.monthlyCredits),
    },
    collection: toCollectionView(subscription.collection),
    meanwhile: meanwhile && { name: meanwhile.name, creditsPerMonth: jsonInteger(meanwhile.creditsPerMonth) },
    nextRefill: toNextRefillView(subscription.nextRefill),
  };
}

function toCollectionView({ resumesAt, invoice, ...rest }: CollectionView): z.input<typeof collectionView> {
  return {
    ...rest,
    resumesAt: isoTimeOrNull(resumesAt),
    invoice: invoice && { ...invoice, dueAt: isoTimeOrNull(invoice.dueAt) },
  };
}

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
  .meta({ title: "BillingEvent", description: "A line of the billing history." });

/** A line of the billing history as the API tells it. */
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
      .meta({ description: "The invoice's total; null for a payment without an invoice." }),
    balanceCents: cents.meta({ description: "What the customer's balance at Stripe paid of the invoice." }),
    refundedCents: cents,
    creditedCents: cents.meta({ description: "Given back by credit notes in other ways than refunds." }),
    method: z.object({ brand: z.string(), last4: z.string().nullable() }).nullable(),
    failureMessage: z.string().nullable(),
    receiptUrl: z.string().nullable(),
    invoice: z.object({ number: z.string().nullable(), url: z.string().nullable(), pdfUrl: z.string().nullable() }),
    paidAt: time.nullable(),
    createdAt: time,
  })
  .meta({ title: "Payment", description: "Money that was asked for." });

/** A payment as the API tells it. */
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
    id: z.string().meta({ description: "Stripe's." }),
    number: z.string().nullable(),
    status: z.enum(INVOICE_STATUSES),
    description: z.string(),
    amountCents: cents,
    currency,
    url: z.string().nullable().meta({ description: "Its page, where an open one can be paid; null when it is void." }),
    pdfUrl: z.string().nullable(),
    dueAt: time
      .nullable()
      .meta({ description: "When a sent invoice is due; null for one that is charged automatically." }),
    payment: z.string(),
    paidAt: time.nullable(),
    createdAt: time,
  })
  .meta({ title: "Invoice", description: "An invoice of a subscription." });

/** An invoice as the API tells it. */
export function toInvoiceView(view: InvoiceView): z.input<typeof invoiceView> {
  const { paymentId, dueAt, paidAt, createdAt, ...invoice } = view;
  const times = { dueAt: isoTimeOrNull(dueAt), paidAt: isoTimeOrNull(paidAt), createdAt: isoTime(createdAt) };
  return { ...invoice, payment: paymentId, ...times };
}
