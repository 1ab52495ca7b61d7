import type { BillingContext, BillingReader } from "@/lib/billing/context";
import { queueGiftMoneyBack } from "@/lib/billing/gifts/due-gifts";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { queueRewardMoneyBack } from "@/lib/billing/referrals/due-rewards";
import { refillIfDormant } from "@/lib/billing/refills/dormancy/end-dormancy";
import { paymentStatusOf } from "@/lib/billing/refunds/payment-status";
import { creditedCents, refundedCents, WITH_RETURNS } from "@/lib/billing/refunds/returned-cents";
import { settleMoneyBack } from "@/lib/billing/refunds/settle-money-back";
import { moneyKeys } from "@/lib/billing/source-keys";
import { mailMoneyBack } from "@/lib/billing/sync/mail-money-back";
import type { MoneyBack } from "@/lib/billing/sync/types";
import type { Payment } from "@/lib/generated/prisma/client";
import type { StripeClient } from "@/lib/stripe/client";
import { type CreditNoteFacts, creditsOf, fetchCreditNotes } from "@/lib/stripe/credit-notes";
import { fetchPartsOf } from "@/lib/stripe/invoices";
import { type DisputeFacts, fetchMoneyBack, type RefundFacts } from "@/lib/stripe/refunds";

/** Stripe's refunds and disputes of a payment without an invoice. */
export async function readMoneyBack(
  { stripe }: Pick<BillingReader, "stripe">,
  paymentIntentId: string,
): Promise<MoneyBack> {
  return { ...(await fetchMoneyBack(stripe, paymentIntentId)), creditNotes: [] };
}

/**
 * The same for an invoice, with its credit notes and all its payments: syncing any of them syncs all, so that the order of
 * events leaves no trace in the ledger.
 */
export async function readInvoiceMoneyBack(stripe: StripeClient, invoiceId: string): Promise<MoneyBack> {
  const back: MoneyBack = { refunds: [], disputes: [], creditNotes: await fetchCreditNotes(stripe, invoiceId) };
  for (const { paymentIntentId } of await fetchPartsOf(stripe, invoiceId)) {
    const { refunds, disputes } = await fetchMoneyBack(stripe, paymentIntentId);
    back.refunds.push(...refunds);
    back.disputes.push(...disputes);
  }
  return back;
}

/**
 * Updates a payment's recorded refunds, disputes and credit notes from Stripe, notifies its user about new ones, and
 * settles its credits. The caller holds the user's lock.
 */
export async function applyMoneyBack(
  context: BillingContext,
  payment: Payment,
  { refunds, disputes, creditNotes }: MoneyBack,
  now: Date,
): Promise<Payment> {
  const { db, sql } = context;
  const told: MoneyBack = { refunds: [], disputes: [], creditNotes: [] };
  for (const refund of refunds) {
    if (await noteRefund(context, payment, refund, now)) told.refunds.push(refund);
  }
  for (const dispute of disputes) {
    if (await noteDispute(context, payment, dispute, now)) told.disputes.push(dispute);
  }
  for (const note of creditNotes) {
    if (await noteCreditNote(context, payment, note)) told.creditNotes.push(note);
  }
  const noted = await db.payment.findUniqueOrThrow({ where: { id: payment.id }, include: WITH_RETURNS });
  const updated = await db.payment.update({
    where: { id: payment.id },
    data: {
      refundedCents: refundedCents(noted.refunds),
      creditedCents: creditedCents(noted.creditNotes),
      // Part of an invoice may be refunded before the rest is paid.
      ...(noted.paidAt && { status: paymentStatusOf(noted) }),
    },
  });
  await refillIfDormant(context, payment.userId, now);
  const settled = await settleMoneyBack(db, sql, payment.id, now);
  await mailMoneyBack(db, payment, told, settled, now);
  await queueRewardMoneyBack(db, sql, payment.id, now);
  if (payment.isGift) await queueGiftMoneyBack(sql, payment.id, now);
  return updated;
}

/** Returns whether it is new or has changed. */
async function noteRefund({ db }: BillingContext, payment: Payment, refund: RefundFacts, now: Date): Promise<boolean> {
  const { id: stripeRefundId, createdAt, ...facts } = refund;
  const before = await db.refund.findUnique({ where: { stripeRefundId }, select: { status: true } });
  await db.refund.upsert({
    where: { stripeRefundId },
    create: { ...facts, stripeRefundId, createdAt, paymentId: payment.id },
    update: facts,
  });
  const line = { ...lineOf(payment), amountCents: refund.amountCents };
  await recordBillingEvent(db, {
    ...line,
    type: "refunded",
    sourceKey: moneyKeys.refund(stripeRefundId),
    description: `Refund of ${payment.description}`,
    occurredAt: createdAt,
  });
  if (refund.status === "FAILED" || refund.status === "CANCELED") {
    await recordBillingEvent(db, {
      ...line,
      type: "refund_failed",
      sourceKey: moneyKeys.refundFailed(stripeRefundId),
      description: `The refund of ${payment.description} failed`,
      occurredAt: now,
    });
  }
  return before?.status !== refund.status;
}

/** The same for a dispute. */
async function noteDispute(
  { db }: BillingContext,
  payment: Payment,
  dispute: DisputeFacts,
  now: Date,
): Promise<boolean> {
  const { id: stripeDisputeId, createdAt, ...facts } = dispute;
  const before = await db.dispute.findUnique({ where: { stripeDisputeId }, select: { status: true } });
  await db.dispute.upsert({
    where: { stripeDisputeId },
    create: { ...facts, stripeDisputeId, createdAt, paymentId: payment.id },
    update: facts,
  });
  if (dispute.status === "INQUIRY") return false;
  const line = { ...lineOf(payment), amountCents: dispute.amountCents };
  await recordBillingEvent(db, {
    ...line,
    type: "dispute_opened",
    sourceKey: moneyKeys.dispute(stripeDisputeId, "opened"),
    description: `Payment disputed: ${payment.description}. Its credits are frozen until the bank decides`,
    occurredAt: createdAt,
  });
  const isNew = before?.status !== dispute.status;
  if (dispute.status === "OPEN") return isNew;
  const won = dispute.status === "WON";
  await recordBillingEvent(db, {
    ...line,
    type: won ? "dispute_won" : "dispute_lost",
    sourceKey: moneyKeys.dispute(stripeDisputeId, won ? "won" : "lost"),
    description: won
      ? `Payment stands: ${payment.description}. Its credits are available again`
      : `Payment reversed by the bank: ${payment.description}. Its credits were taken back`,
    occurredAt: now,
  });
  return isNew;
}

/** The same for a credit note. Its refund is recorded as a refund. */
async function noteCreditNote({ db }: BillingContext, payment: Payment, note: CreditNoteFacts): Promise<boolean> {
  const { id: stripeCreditNoteId, createdAt, ...facts } = note;
  const before = await db.creditNote.findUnique({ where: { stripeCreditNoteId }, select: { status: true } });
  await db.creditNote.upsert({
    where: { stripeCreditNoteId },
    create: { ...facts, stripeCreditNoteId, createdAt, paymentId: payment.id },
    update: facts,
  });
  if (note.status === "VOID") return false;
  for (const { way, amountCents } of creditsOf(note)) {
    await recordBillingEvent(db, {
      ...lineOf(payment),
      amountCents,
      type: "credited",
      sourceKey: moneyKeys.creditNote(stripeCreditNoteId, way),
      description: `${payment.description} credited${way === "balance" ? " to your balance for the next invoice" : ""}`,
      occurredAt: createdAt,
    });
  }
  return !before;
}

function lineOf({ id: paymentId, userId, currency, subscriptionId }: Payment) {
  return { paymentId, userId, currency, subscriptionId: subscriptionId ?? undefined };
}
