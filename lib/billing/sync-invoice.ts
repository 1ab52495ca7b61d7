import { type BillingContext, type BillingUser, ignored, processed, type SyncOutcome } from "@/lib/billing/context";
import { grantDueWindows } from "@/lib/billing/grant-due-windows";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { syncSubscription } from "@/lib/billing/sync-subscription";
import type { PaymentStatus, Subscription } from "@/lib/generated/prisma/client";
import { fetchInvoice, type InvoiceFacts } from "@/lib/stripe/invoices";
import { fetchPayment, type PaymentFacts } from "@/lib/stripe/payment-intents";

/**
 * Makes our records say what Stripe's invoice says now; a paid one moves the time that is paid for, which grants the
 * window it pays. invoice.paid, invoice.payment_succeeded and the success page all come here and grant once.
 * The caller holds the user's lock.
 */
export async function syncInvoice(
  context: BillingContext,
  user: BillingUser,
  stripeInvoiceId: string,
  now: Date,
): Promise<SyncOutcome> {
  const { db, sql, stripe } = context;
  const invoice = await fetchInvoice(stripe, stripeInvoiceId);
  if (!invoice) return ignored(`Stripe has no invoice ${stripeInvoiceId}.`);
  if (invoice.customerId !== user.stripeCustomerId) return ignored(`${invoice.id} belongs to another customer.`);
  if (!invoice.subscriptionId) return ignored(`${invoice.id} is not of a subscription.`);

  // Before anything that locks the account: spending must not wait for Stripe.
  const payment = invoice.paymentIntentId ? await fetchPayment(stripe, invoice.paymentIntentId) : null;

  // The invoice may come before the subscription's own event: whoever comes first makes the row.
  const subscriptionOutcome = await syncSubscription(context, user, invoice.subscriptionId, now);
  const subscription = await db.subscription.findUnique({
    where: { stripeSubscriptionId: invoice.subscriptionId },
    include: { planVersion: { select: { name: true } } },
  });
  if (!subscription) return subscriptionOutcome;

  const paymentId = await recordPayment(context, user, { invoice, payment, subscription });
  if (invoice.status !== "paid") {
    await recordFailure(context, user, invoice, subscription, paymentId);
    return processed(`Invoice ${invoice.number ?? invoice.id} is ${invoice.status}.`);
  }
  await movePaidThrough(context, subscription, invoice);
  await recordPaid(context, user, invoice, subscription, subscription.planVersion.name, paymentId);
  const granted = await grantDueWindows(db, sql, subscription.id, now);
  const credits = granted.reduce((sum, window) => sum + window.credits, 0n);
  const sentence = `Invoice ${invoice.number ?? invoice.id} is paid`;
  return processed(
    credits > 0n ? `${sentence}; granted ${credits} credits.` : `${sentence}; its window was granted already.`,
  );
}

type Known = Subscription & { planVersion: { name: string } };

async function movePaidThrough(
  { db }: BillingContext,
  subscription: Subscription,
  invoice: InvoiceFacts,
): Promise<void> {
  const ends = invoice.periods.map((period) => period.end.getTime());
  const paidThrough = new Date(Math.max(subscription.paidThrough?.getTime() ?? 0, ...ends));
  if (paidThrough.getTime() === (subscription.paidThrough?.getTime() ?? 0)) return;
  await db.subscription.update({ where: { id: subscription.id }, data: { paidThrough } });
}

/** The payment of an invoice. Nothing is recorded for a draft or for an invoice of nothing, such as a trial's. */
async function recordPayment(
  { db }: BillingContext,
  user: BillingUser,
  { invoice, payment, subscription }: { invoice: InvoiceFacts; payment: PaymentFacts | null; subscription: Known },
): Promise<string | null> {
  if (invoice.status === "draft" || invoice.totalCents <= 0) return null;
  const state = {
    status: statusOf(invoice, payment),
    amountCents: invoice.totalCents,
    currency: invoice.currency,
    refundedCents: payment?.refundedCents ?? 0,
    description: `${subscription.planVersion.name} subscription`,
    subscriptionId: subscription.id,
    stripePaymentIntentId: invoice.paymentIntentId,
    stripeChargeId: payment?.chargeId ?? null,
    methodBrand: payment?.methodBrand ?? null,
    methodLast4: payment?.methodLast4 ?? null,
    receiptUrl: payment?.receiptUrl ?? null,
    invoiceUrl: invoice.invoiceUrl,
    invoicePdfUrl: invoice.invoicePdfUrl,
    invoiceNumber: invoice.number,
    failureMessage: invoice.status === "paid" ? null : (payment?.failureMessage ?? null),
    paidAt: invoice.paidAt,
  };
  const row = await db.payment.upsert({
    where: { stripeInvoiceId: invoice.id },
    create: {
      ...state,
      userId: user.id,
      kind: "SUBSCRIPTION",
      stripeInvoiceId: invoice.id,
      createdAt: invoice.createdAt,
    },
    update: state,
  });
  return row.id;
}

function statusOf(invoice: InvoiceFacts, payment: PaymentFacts | null): PaymentStatus {
  if (invoice.status === "paid") {
    const refunded = payment?.refundedCents ?? 0;
    if (refunded === 0) return "SUCCEEDED";
    return refunded >= invoice.paidCents ? "REFUNDED" : "PARTIALLY_REFUNDED";
  }
  return invoice.attemptCount === 0 && payment?.state !== "failed" && invoice.status === "open" ? "PENDING" : "FAILED";
}

async function recordPaid(
  { db }: BillingContext,
  user: BillingUser,
  invoice: InvoiceFacts,
  subscription: Subscription,
  planName: string,
  paymentId: string | null,
): Promise<void> {
  const first = invoice.billingReason === "subscription_create";
  const trial = first && invoice.totalCents === 0;
  await recordBillingEvent(db, {
    userId: user.id,
    type: trial ? "trial_started" : first ? "subscription_started" : "renewed",
    sourceKey: `invoice:${invoice.id}:paid`,
    description: trial ? `${planName} trial started` : first ? `${planName} started` : `${planName} renewed`,
    amountCents: invoice.totalCents,
    currency: invoice.currency,
    paymentId: paymentId ?? undefined,
    subscriptionId: subscription.id,
    occurredAt: invoice.paidAt ?? invoice.createdAt,
  });
}

async function recordFailure(
  { db }: BillingContext,
  user: BillingUser,
  invoice: InvoiceFacts,
  subscription: Subscription,
  paymentId: string | null,
): Promise<void> {
  if (invoice.status !== "open" || invoice.attemptCount === 0) return;
  await recordBillingEvent(db, {
    userId: user.id,
    type: "payment_failed",
    sourceKey: `invoice:${invoice.id}:failed:${invoice.attemptCount}`,
    description: `Payment of invoice ${invoice.number ?? invoice.id} failed`,
    amountCents: invoice.totalCents,
    currency: invoice.currency,
    paymentId: paymentId ?? undefined,
    subscriptionId: subscription.id,
    occurredAt: invoice.createdAt,
  });
}
