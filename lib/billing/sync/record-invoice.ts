import { BANK_ASKS } from "@/lib/billing/bank-asks";
import type { BillingContext, BillingUser } from "@/lib/billing/context";
import { idOf } from "@/lib/billing/id-of";
import type { NewBillingEvent } from "@/lib/billing/new-billing-event";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { paymentStatusOf } from "@/lib/billing/refunds/payment-status";
import { WITH_RETURNS } from "@/lib/billing/refunds/returned-cents";
import { moneyKeys } from "@/lib/billing/source-keys";
import { type MailedPayment, mailPaidInvoice } from "@/lib/billing/sync/mail-paid-invoice";
import { mailUnpaidInvoice } from "@/lib/billing/sync/mail-unpaid-invoice";
import { recordParts } from "@/lib/billing/sync/record-parts";
import type { InvoiceWithPayment } from "@/lib/billing/sync/types";
import { isForAddOns, whatWasPaid } from "@/lib/billing/sync/what-was-paid";
import type { PaymentStatus, PlanVersion, Subscription } from "@/lib/generated/prisma/client";
import type { InvoiceFacts } from "@/lib/stripe/invoices";
import type { PaymentFacts } from "@/lib/stripe/payment-intents";

type Known = Subscription & { planVersion: PlanVersion };

/**
 * Records a subscription's invoice: its payment, the time it pays for, and a line in the history. Drafts are ignored.
 * Returns the payment's id; null when there was nothing to pay.
 */
export async function recordInvoice(
  context: BillingContext,
  user: BillingUser,
  subscription: Known,
  { invoice, payment }: Asked,
  now: Date,
): Promise<string | null> {
  if (invoice.status === "draft" || (await isNobodysDebt(context.db, invoice))) return null;
  const versionOf = await versionsOfLines(context, invoice);
  const asInvoiced = await withPlanOf(context, subscription, invoice, versionOf);
  const paymentId = await recordPayment(context, user, asInvoiced, { invoice, payment });
  if (invoice.status === "paid") {
    await recordPaidPeriods(context, subscription, invoice, versionOf, paymentId);
    await recordPaid(context, user, asInvoiced, { invoice, payment }, paymentId, now);
  } else if (invoice.status === "open" && invoice.attemptCount > 0 && !isUnderWay(payment)) {
    if (!waitsForBank({ invoice, payment })) await recordFailure(context, user, subscription, invoice, paymentId);
    await mailUnpaidInvoice(context.db, user, subscription, { invoice, payment }, now);
  }
  return paymentId;
}

/**
 * The plans that the lines of an invoice were sold under, by price. A price outside the catalogue, or in another currency than it
 * is sold in, is missing.
 */
async function versionsOfLines(
  { db }: BillingContext,
  { lines, currency }: InvoiceFacts,
): Promise<Map<string, string>> {
  if (lines.length === 0) return new Map();
  const prices = await db.price.findMany({
    where: { stripePriceId: { in: lines.map((line) => line.stripePriceId) }, currency },
  });
  return new Map(
    prices.flatMap(({ stripePriceId, planVersionId }) => (stripePriceId ? [[stripePriceId, planVersionId]] : [])),
  );
}

/**
 * The subscription with the plan that the invoice charges for: by the time an invoice is read, another change may have followed.
 * The current plan where its lines do not say, as those of a trial do not.
 */
async function withPlanOf(
  { db }: BillingContext,
  subscription: Known,
  { lines }: InvoiceFacts,
  versionOf: ReadonlyMap<string, string>,
): Promise<Known> {
  const charged = lines.filter(({ isCredit, stripePriceId }) => !isCredit && versionOf.has(stripePriceId));
  const line = charged.find(({ isProration }) => !isProration) ?? charged.at(-1);
  const id = line && versionOf.get(line.stripePriceId);
  if (!line || !id || id === subscription.planVersionId) return subscription;
  const planVersion = await db.planVersion.findUniqueOrThrow({ where: { id } });
  return { ...subscription, planVersion, quantity: line.quantity };
}

/** Voided or written off before anyone was asked to pay it, as Stripe does while collection is paused. */
async function isNobodysDebt(db: BillingContext["db"], { id, status, attemptCount }: InvoiceFacts): Promise<boolean> {
  if ((status !== "void" && status !== "uncollectible") || attemptCount > 0) return false;
  return (await db.payment.findUnique({ where: { stripeInvoiceId: id }, select: { id: true } })) === null;
}

/** The payment of an invoice. None is recorded for an invoice of zero, such as a trial's. */
async function recordPayment(
  { db }: BillingContext,
  user: BillingUser,
  subscription: Known,
  { invoice, payment }: Asked,
): Promise<string | null> {
  if (invoice.totalCents <= 0 && invoice.moneyCents <= 0) return null;
  const before = await db.payment.findUnique({ where: { stripeInvoiceId: invoice.id }, include: WITH_RETURNS });
  const what = isForAddOns(invoice, subscription) ? "add-ons" : "subscription";
  const paid = { amountCents: invoice.moneyCents, balanceCents: invoice.balanceCents };
  const state = {
    ...paid,
    status: waitsForBank({ invoice, payment })
      ? "PENDING"
      : statusOf(invoice, payment, before && { ...before, ...paid }),
    invoicedCents: invoice.totalCents,
    currency: invoice.currency,
    description: before?.description ?? `${subscription.planVersion.name} ${what}`,
    subscriptionId: subscription.id,
    stripePaymentIntentId: invoice.paymentIntentId,
    // A voided invoice is not payable.
    invoiceUrl: invoice.status === "void" ? null : invoice.invoiceUrl,
    invoicePdfUrl: invoice.invoicePdfUrl,
    invoiceNumber: invoice.number,
    dueAt: invoice.dueAt,
    nextAttemptAt: invoice.status === "open" ? invoice.nextAttemptAt : null,
    paidAt: invoice.paidAt,
    ...(isPaidByNoPayment(invoice) && PAID_BY_NO_PAYMENT),
    ...(payment && {
      stripeChargeId: payment.chargeId,
      feeCents: payment.feeCents,
      methodBrand: payment.methodBrand,
      methodLast4: payment.methodLast4,
      methodFingerprint: payment.methodFingerprint,
      receiptUrl: payment.receiptUrl,
      ...(invoice.status === "paid" ? NO_FAILURE : failureOf(payment)),
    }),
  };
  const row = await db.payment.upsert({
    where: { stripeInvoiceId: invoice.id },
    create: {
      ...state,
      id: idOf(invoice),
      userId: user.id,
      kind: "SUBSCRIPTION",
      origin: "INVOICE",
      stripeInvoiceId: invoice.id,
      createdAt: invoice.createdAt,
    },
    update: state,
  });
  await recordParts(db, row.id, invoice.parts);
  return row.id;
}

const isPaidByNoPayment = ({ status, paymentIntentId }: InvoiceFacts) => status === "paid" && paymentIntentId === null;

/** Paid outside of Stripe, or by the customer balance: a card that was tried before did not pay. */
const PAID_BY_NO_PAYMENT = {
  stripeChargeId: null,
  feeCents: null,
  methodBrand: null,
  methodLast4: null,
  methodFingerprint: null,
  receiptUrl: null,
  failureMessage: null,
  declineCode: null,
} as const;

const NO_FAILURE = { failureMessage: null, declineCode: null } as const;

/** Why a payment has not succeeded. Stripe reports no error while the bank waits for its customer. */
function failureOf({ needsAction, failureMessage, declineCode }: PaymentFacts) {
  if (!needsAction) return { failureMessage, declineCode };
  return {
    failureMessage: failureMessage ?? "Your bank asks you to confirm this payment.",
    declineCode: declineCode ?? BANK_ASKS,
  };
}

type Asked = Pick<InvoiceWithPayment, "invoice" | "payment">;

/** An attempt for a plan change requested by the user may not have failed: the bank may be asking for authentication. */
function waitsForBank({ invoice, payment }: Asked): boolean {
  return invoice.status === "open" && invoice.billingReason === "subscription_update" && payment?.state === "open";
}

type Before = Parameters<typeof paymentStatusOf>[0] | null;

/**
 * A bank debit takes days and counts as an attempt from the start: whether it failed is on the payment, not in the number
 * of attempts (docs.stripe.com/api/invoices/object#invoice_object-attempt_count).
 */
function isUnderWay(payment: PaymentFacts | null): boolean {
  return payment?.state === "processing" || payment?.state === "succeeded";
}

function statusOf(invoice: InvoiceFacts, payment: PaymentFacts | null, before: Before): PaymentStatus {
  if (invoice.status === "paid") return before ? paymentStatusOf(before) : "SUCCEEDED";
  if (invoice.status === "open" && isUnderWay(payment)) return "PENDING";
  return invoice.attemptCount === 0 && payment?.state !== "failed" && invoice.status === "open" ? "PENDING" : "FAILED";
}

/**
 * What the invoice charges for and credits, by the plans its lines were sold under; other lines pay for nothing. The lines of a
 * paid invoice do not change.
 */
async function recordPaidPeriods(
  { db }: BillingContext,
  { id: subscriptionId, anchorAt }: Known,
  invoice: InvoiceFacts,
  versionOf: ReadonlyMap<string, string>,
  paymentId: string | null,
): Promise<void> {
  const lines = invoice.lines.filter(({ start, end }) => start < end);
  if (lines.length === 0) return;
  const data = lines.flatMap(({ id: stripeLineId, stripePriceId, start, end, quantity, isCredit, isProration }) => {
    const planVersionId = versionOf.get(stripePriceId);
    if (!planVersionId) return [];
    const line = { stripeInvoiceId: invoice.id, stripeLineId, quantity, isCredit, isProration };
    const facts = { ...line, subscriptionId, planVersionId, paymentId };
    const paidAt = invoice.paidAt ?? invoice.createdAt;
    return [{ ...facts, startAt: start, endAt: end, anchorAt, paidAt, createdAt: invoice.createdAt }];
  });
  await db.paidPeriod.createMany({ data, skipDuplicates: true });
}

const MAILED: Partial<Record<NewBillingEvent["type"], MailedPayment>> = {
  subscription_started: "started",
  renewed: "renewed",
  changed: "changed",
};

async function recordPaid(
  { db }: BillingContext,
  user: BillingUser,
  subscription: Known,
  { invoice, payment }: Asked,
  paymentId: string | null,
  now: Date,
): Promise<void> {
  const { type, words } = whatWasPaid(invoice, subscription);
  await recordBillingEvent(db, {
    userId: user.id,
    type,
    sourceKey: moneyKeys.invoicePaid(invoice.id),
    description: `${subscription.planVersion.name} ${words}`,
    amountCents: invoice.moneyCents,
    currency: invoice.currency,
    paymentId: paymentId ?? undefined,
    subscriptionId: subscription.id,
    occurredAt: invoice.paidAt ?? invoice.createdAt,
  });
  const what = MAILED[type];
  // A change that cost nothing has no receipt.
  if (what && (what !== "changed" || invoice.moneyCents > 0)) {
    await mailPaidInvoice(db, user, subscription, { what, invoice, payment }, now);
  }
}

async function recordFailure(
  { db }: BillingContext,
  user: BillingUser,
  subscription: Subscription,
  invoice: InvoiceFacts,
  paymentId: string | null,
): Promise<void> {
  await recordBillingEvent(db, {
    userId: user.id,
    type: "payment_failed",
    sourceKey: moneyKeys.invoiceFailed(invoice.id, invoice.attemptCount),
    description: `Payment of invoice ${invoice.number ?? invoice.id} failed`,
    amountCents: invoice.moneyCents,
    currency: invoice.currency,
    paymentId: paymentId ?? undefined,
    subscriptionId: subscription.id,
    occurredAt: invoice.createdAt,
  });
}
