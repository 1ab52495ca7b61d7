import type { BillingContext, BillingReader } from "@/lib/billing/context";
import { mailMoneyBack } from "@/lib/billing/mail-money-back";
import { paymentStatusOf } from "@/lib/billing/payment-status";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { settleReferralMoneyBack } from "@/lib/billing/referrals/settle-referral-money-back";
import { refundedCents } from "@/lib/billing/returned-cents";
import { settleMoneyBack } from "@/lib/billing/settle-money-back";
import type { Payment } from "@/lib/generated/prisma/client";
import { type DisputeFacts, fetchMoneyBack, type RefundFacts } from "@/lib/stripe/refunds";

export type MoneyBack = { refunds: RefundFacts[]; disputes: DisputeFacts[] };

/** What Stripe says of a payment's refunds and disputes. */
export async function readMoneyBack(
  { stripe }: Pick<BillingReader, "stripe">,
  paymentIntentId: string,
): Promise<MoneyBack> {
  return fetchMoneyBack(stripe, paymentIntentId);
}

/**
 * Makes our record of a payment's refunds and disputes say what Stripe's does, tells its owner what is new, and settles
 * its credits. The caller holds the user's lock.
 */
export async function applyMoneyBack(
  context: BillingContext,
  payment: Payment,
  { refunds, disputes }: MoneyBack,
  now: Date,
): Promise<Payment> {
  const { db, sql } = context;
  const told: MoneyBack = { refunds: [], disputes: [] };
  for (const refund of refunds) {
    if (await noteRefund(context, payment, refund, now)) told.refunds.push(refund);
  }
  for (const dispute of disputes) {
    if (await noteDispute(context, payment, dispute, now)) told.disputes.push(dispute);
  }
  const noted = await db.payment.findUniqueOrThrow({
    where: { id: payment.id },
    include: { refunds: true, disputes: true },
  });
  const updated = await db.payment.update({
    where: { id: payment.id },
    data: { refundedCents: refundedCents(noted.refunds), status: paymentStatusOf(noted) },
  });
  const settled = await settleMoneyBack(db, sql, payment.id, now);
  await mailMoneyBack(db, payment, told, settled, now);
  await settleReferralMoneyBack(db, sql, payment.id, now);
  return updated;
}

/** Returns whether it is new, or not what it was. */
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
    sourceKey: `refund:${stripeRefundId}`,
    description: `Refund of ${payment.description}`,
    occurredAt: createdAt,
  });
  if (refund.status === "FAILED" || refund.status === "CANCELED") {
    await recordBillingEvent(db, {
      ...line,
      type: "refund_failed",
      sourceKey: `refund:${stripeRefundId}:failed`,
      description: `The refund of ${payment.description} did not go through`,
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
  const key = `dispute:${stripeDisputeId}`;
  await recordBillingEvent(db, {
    ...line,
    type: "dispute_opened",
    sourceKey: `${key}:opened`,
    description: `Payment disputed: ${payment.description}. Its credits are frozen until the bank decides`,
    occurredAt: createdAt,
  });
  const isNew = before?.status !== dispute.status;
  if (dispute.status === "OPEN") return isNew;
  const won = dispute.status === "WON";
  await recordBillingEvent(db, {
    ...line,
    type: won ? "dispute_won" : "dispute_lost",
    sourceKey: `${key}:${won ? "won" : "lost"}`,
    description: won
      ? `Dispute over ${payment.description} closed: its credits are yours again`
      : `Dispute over ${payment.description} closed: the money went back, and its credits with it`,
    occurredAt: now,
  });
  return isNew;
}

function lineOf({ id: paymentId, userId, currency, subscriptionId }: Payment) {
  return { paymentId, userId, currency, subscriptionId: subscriptionId ?? undefined };
}
