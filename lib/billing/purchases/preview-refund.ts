import { type BillingServices, lockUser } from "@/lib/billing/context";
import { isDeletedUser } from "@/lib/billing/deleted-user";
import { settleGift } from "@/lib/billing/gifts/settle-gift";
import { planRefund, type RefundPlan } from "@/lib/billing/refunds/refund-parts";
import { WITH_RETURNS } from "@/lib/billing/refunds/returned-cents";
import { rolledBack } from "@/lib/billing/rolled-back";
import { applyMoneyBack, readInvoiceMoneyBack, readMoneyBack } from "@/lib/billing/sync/sync-money-back";
import type { Sql } from "@/lib/db";
import type { Payment } from "@/lib/generated/prisma/client";
import { getBalance } from "@/lib/ledger/queries";
import type { RefundFacts } from "@/lib/stripe/refunds";
import type { StripeRefusal } from "@/lib/stripe/refusals";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type RefundPreview = {
  /** Minor units of the payment's currency that would be refunded, and that could be. */
  amountCents: number;
  refundableCents: number;
  currency: string;
  /** Credits it takes back from the payment's owner, or from who redeemed the gift. */
  credits: bigint;
  /** The owner's balance and debt before and after. A negative balance is owed. */
  before: Standing;
  after: Standing;
  /** Credits it takes back from the user who referred the owner, whose reward this payment earned. */
  referrerCredits: bigint;
};

type Standing = { balance: bigint; debt: bigint };

export type RefundPreviewed =
  | ({ ok: true } & RefundPreview)
  | { ok: false; reason: "unknown_payment" | "nothing_to_refund" | "account_deleted" }
  | { ok: false; reason: "exceeds_payment"; refundableCents: number }
  | { ok: false; reason: "refund_refused"; detail: string }
  | StripeRefusal;

/**
 * What a refund of `amountCents` (by default everything that is left) would do: it is recorded and settled as a real one,
 * in a transaction that is rolled back. Stripe is only read, before the transaction.
 */
export async function previewRefund(
  services: BillingServices,
  { paymentId, amountCents }: { paymentId: string; amountCents?: number },
  now: Date,
): Promise<RefundPreviewed> {
  const { database, stripe } = services;
  const payment = await database.prisma.payment.findUnique({
    where: { id: paymentId },
    include: { ...WITH_RETURNS, parts: true },
  });
  if (!payment) return { ok: false, reason: "unknown_payment" };
  const { stripePaymentIntentId, stripeInvoiceId } = payment;
  if (!stripePaymentIntentId || !payment.paidAt) return { ok: false, reason: "nothing_to_refund" };
  if (await isDeletedUser(database.sql, payment.userId)) return { ok: false, reason: "account_deleted" };
  return whenStripeAnswers(async () => {
    const plan = await planRefund(stripe, {
      payment,
      paymentIntentIds: paymentIntentsOf({ ...payment, stripePaymentIntentId }),
      amountCents,
      key: "preview",
    });
    if (!plan.ok) return plan;
    const told = stripeInvoiceId
      ? await readInvoiceMoneyBack(stripe, stripeInvoiceId)
      : await readMoneyBack(services, stripePaymentIntentId);
    return rehearse(services, { payment, plan, told }, now);
  });
}

/** The payment intents of a payment, the main one first: the order in which they are refunded. */
export function paymentIntentsOf({ stripePaymentIntentId, parts }: Intents): string[] {
  return [...new Set([stripePaymentIntentId, ...parts.map((part) => part.stripePaymentIntentId)])];
}

type Intents = { stripePaymentIntentId: string; parts: readonly { stripePaymentIntentId: string }[] };

type Rehearsal = {
  payment: Payment;
  plan: Extract<RefundPlan, { ok: true }>;
  told: Awaited<ReturnType<typeof readMoneyBack>>;
};

async function rehearse(
  { database }: BillingServices,
  { payment, plan, told }: Rehearsal,
  now: Date,
): Promise<RefundPreviewed> {
  const { userId, currency } = payment;
  const refunds = plan.shares.map((share, index) => madeBy(share, { index, currency }, now));
  return rolledBack(database, async (context) => {
    const { db, sql } = context;
    await lockUser(sql, userId);
    const referral = await db.referral.findUnique({ where: { paymentId: payment.id }, select: { referrerId: true } });
    const gift = await db.gift.findUnique({ where: { paymentId: payment.id }, select: { redeemedById: true } });
    // Whoever redeemed a gift has its credits.
    const ownerId = gift?.redeemedById ?? userId;
    const standings = async () => ({
      owner: await standingOf(sql, ownerId, now),
      referrer: referral ? await standingOf(sql, referral.referrerId, now) : null,
    });
    // What was refunded before and not yet heard of is not a result of this refund.
    await applyMoneyBack(context, payment, told, now);
    if (gift) await settleGift(db, sql, payment.id, now);
    const before = await standings();
    await applyMoneyBack(context, payment, { ...told, refunds: [...told.refunds, ...refunds] }, now);
    if (gift) await settleGift(db, sql, payment.id, now);
    const after = await standings();
    return {
      ok: true,
      amountCents: refunds.reduce((sum, refund) => sum + refund.amountCents, 0),
      refundableCents: plan.refundableCents,
      currency,
      credits: before.owner.balance - after.owner.balance,
      before: before.owner,
      after: after.owner,
      referrerCredits: (before.referrer?.balance ?? 0n) - (after.referrer?.balance ?? 0n),
    };
  });
}

/** A refund as Stripe would report it. */
function madeBy(
  { amountCents }: { amountCents: number },
  { index, currency }: { index: number; currency: string },
  now: Date,
): RefundFacts {
  const status = "SUCCEEDED";
  const createdAt = now;
  return { id: `preview-${index}`, status, amountCents, currency, reason: null, failureReason: null, createdAt };
}

async function standingOf(sql: Sql, userId: string, now: Date): Promise<Standing> {
  const { balance = 0n, debt = 0n } = (await getBalance(sql, userId, now)) ?? {};
  return { balance, debt };
}
