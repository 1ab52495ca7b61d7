import { v7 as uuidv7 } from "uuid";
import { type ChargedPack, chargePack, openPackPayment } from "@/lib/billing/charge-pack";
import { type BillingContext, type BillingServices, lockUser } from "@/lib/billing/context";
import { readSavedCard } from "@/lib/billing/read-saved-card";
import { settleAutoTopup } from "@/lib/billing/settle-auto-topup";
import { spentOnAutoTopups, startOfMonth, startOfNextMonth } from "@/lib/billing/spent-on-auto-topups";
import { stopAutoTopup } from "@/lib/billing/stop-auto-topup";
import { findSellablePack } from "@/lib/catalog/queries";
import type { AutoTopup, Payment } from "@/lib/generated/prisma/client";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import { queueMail } from "@/lib/notify/queue-mail";

export type AutoTopupRun =
  | { status: "charged"; state: ChargedPack["state"]; paymentId: string }
  | {
      status: "idle";
      reason: "off" | "in_flight" | "cooling_down" | "enough" | "cap_reached" | "no_card" | "pack_gone";
    };

/** So long whoever began a payment is left alone with it: longer than a call to Stripe with its retries may take. */
const RESUME_AFTER_MS = 120_000;

/**
 * Buys the pack of somebody's rule when they have fewer credits than it says, and every guard agrees: on, nothing in
 * flight, not cooling down or backing off, within the month's cap, a card to charge. Of two runs at once one buys. What
 * a run that was cut off left in flight is finished by a later one, with the same charge.
 */
export async function runAutoTopup(services: BillingServices, userId: string, now: Date): Promise<AutoTopupRun> {
  const step = await services.database.transaction<Step>((db, sql) =>
    decide({ db, sql, stripe: services.stripe }, userId, now),
  );
  if ("status" in step) return step;
  const { payment, tried, ...card } = step;
  const { state } = await chargePack(services, { payment, ...card }, now, tried);
  return { status: "charged", state, paymentId: payment.id };
}

type Step =
  | { payment: Payment; customerId: string; paymentMethodId: string; tried: "first" | "again" }
  | Extract<AutoTopupRun, { status: "idle" }>;

async function decide(context: BillingContext, userId: string, now: Date): Promise<Step> {
  const { db, sql } = context;
  // Of two runs the second sees what the first began.
  await lockUser(sql, userId);
  const rule = await db.autoTopup.findUnique({ where: { userId } });
  if (!rule) return idle("off");
  if (rule.paymentId) {
    const payment = await db.payment.findUniqueOrThrow({ where: { id: rule.paymentId } });
    await settleAutoTopup(db, payment, { needsOwner: false }, now);
    const isKnown = payment.status !== "PENDING" || payment.stripePaymentIntentId !== null;
    if (isKnown || now.getTime() - payment.createdAt.getTime() < RESUME_AFTER_MS) return idle("in_flight");
    return resume(context, payment, now);
  }
  if (!rule.enabled) return idle("off");
  if (rule.nextAttemptAt && now < rule.nextAttemptAt) return idle("cooling_down");
  const balance = await getBalance(sql, await openAccount(sql, userId, now), now);
  if (!balance || balance.available >= rule.thresholdCredits) return idle("enough");
  const pack = await findSellablePack(db, rule.packId);
  if (!pack) {
    await stopAutoTopup(db, { userId, reason: "pack_gone" }, now);
    return idle("pack_gone");
  }
  const spentCents = await spentOnAutoTopups(db, userId, now);
  if (spentCents + pack.amountCents > rule.monthlyCapCents) {
    await waitForNextMonth(context, rule, pack.currency, now);
    return idle("cap_reached");
  }
  const card = await readSavedCard(context, userId, now);
  if (!card) {
    await stopAutoTopup(db, { userId, reason: "no_card" }, now);
    return idle("no_card");
  }
  const payment = await openPackPayment(db, { id: uuidv7(), userId, pack, origin: "AUTO_TOP_UP" }, now);
  await db.autoTopup.update({ where: { userId }, data: { paymentId: payment.id, stoppedReason: null } });
  return { payment, ...card, tried: "first" };
}

/** Without a card there is nothing to try again. Was it charged after all, its own event makes that good. */
async function resume(context: BillingContext, payment: Payment, now: Date): Promise<Step> {
  const card = await readSavedCard(context, payment.userId, now);
  if (card) return { payment, ...card, tried: "again" };
  const data = { status: "FAILED", failureMessage: "There is no saved card any more." } as const;
  const failed = await context.db.payment.update({ where: { id: payment.id }, data });
  await settleAutoTopup(context.db, failed, { needsOwner: false }, now);
  return idle("no_card");
}

/** The cap is no reason to switch off: with the next month it goes on. */
async function waitForNextMonth({ db }: BillingContext, rule: AutoTopup, currency: string, now: Date): Promise<void> {
  const { userId, monthlyCapCents: amountCents } = rule;
  const resumesAt = startOfNextMonth(now);
  await db.autoTopup.update({ where: { userId }, data: { nextAttemptAt: resumesAt, stoppedReason: "cap_reached" } });
  const sourceKey = `topup:cap:${startOfMonth(now).toISOString().slice(0, 7)}:${amountCents}`;
  const template = "topup_stopped";
  await queueMail(db, { template, reason: "cap_reached", userId, sourceKey, resumesAt, amountCents, currency }, now);
}

function idle(reason: Extract<AutoTopupRun, { status: "idle" }>["reason"]): Extract<AutoTopupRun, { status: "idle" }> {
  return { status: "idle", reason };
}
