import { v7 as uuidv7 } from "uuid";
import { type BillingContext, type BillingServices, lockUser } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { settleAutoTopup } from "@/lib/billing/packs/settle-auto-topup";
import { spentOnAutoTopups, startOfMonth, startOfNextMonth } from "@/lib/billing/packs/spent-on-auto-topups";
import { stopAutoTopup } from "@/lib/billing/packs/stop-auto-topup";
import { type ChargedPack, chargePack, openPackPayment } from "@/lib/billing/purchases/charge-pack";
import { mailKeys } from "@/lib/billing/source-keys";
import { type ChargeableCard, withSavedCard } from "@/lib/billing/sync/read-saved-card";
import { findSellablePack, type SellablePack } from "@/lib/catalog/queries";
import { type Db, prismaSql } from "@/lib/db";
import type { AutoTopup, Payment } from "@/lib/generated/prisma/client";
import { getBalance } from "@/lib/ledger/queries";
import { queueMail } from "@/lib/notify/queue-mail";
import { recordMessages } from "@/lib/webhooks/record-messages";

export type AutoTopupRun =
  | { status: "charged"; state: ChargedPack["state"]; paymentId: string }
  | {
      status: "idle";
      reason: "off" | "in_flight" | "cooling_down" | "enough" | "cap_reached" | "no_card" | "pack_gone";
    };

/** How long a started payment is left to its process: longer than a request to Stripe with its retries may take. */
const RESUME_AFTER_MS = 120_000;

/**
 * Buys a pack for a user whose available credits are below their threshold, if every guard allows it: on, nothing in
 * flight, no pause or back-off, within the monthly limit, and a card to charge. Of two concurrent runs one buys. A later
 * run completes, with the same charge, what an interrupted one left in flight.
 */
export async function runAutoTopup(services: BillingServices, userId: string, now: Date): Promise<AutoTopupRun> {
  const due = await services.database.transaction<Due | Idle>(async (db, sql) => {
    await lockUser(sql, userId);
    return look({ db, sql }, userId, now);
  });
  if ("status" in due) return due;
  // The card is read from Stripe without a lock; the guards are then checked again, together with the card.
  const step = await converge(
    services,
    userId,
    withSavedCard(now, (context, _user, card) => decide(context, { userId, card }, now)),
  );
  if (!step || "status" in step) return step ?? idle("off");
  const { payment, tried, card } = step;
  const { state } = await chargePack(services, { payment, ...card }, now, tried);
  return { status: "charged", state, paymentId: payment.id };
}

type Idle = Extract<AutoTopupRun, { status: "idle" }>;

/** What a card is needed for: a new purchase, or an interrupted one. */
type Due = { pack: SellablePack } | { unfinished: Payment };

/** Every guard but the card. The second of two runs sees what the first started. The caller holds the user's lock. */
async function look(context: BillingContext, userId: string, now: Date): Promise<Due | Idle> {
  const { db, sql } = context;
  const rule = await db.autoTopup.findUnique({ where: { userId } });
  if (!rule) return idle("off");
  if (rule.paymentId) {
    const payment = await db.payment.findUniqueOrThrow({ where: { id: rule.paymentId } });
    await settleAutoTopup(db, payment, { needsOwner: false }, now);
    const isKnown = payment.status !== "PENDING" || payment.stripePaymentIntentId !== null;
    if (isKnown || now.getTime() - payment.createdAt.getTime() < RESUME_AFTER_MS) return idle("in_flight");
    return { unfinished: payment };
  }
  if (!rule.enabled) return idle("off");
  if (rule.nextAttemptAt && now < rule.nextAttemptAt) return idle("cooling_down");
  const balance = await getBalance(sql, userId, now);
  if (!balance || balance.available >= rule.thresholdCredits) return idle("enough");
  const pack = await findSellablePack(db, rule.packId);
  // The limit is in one currency and cannot be compared with a price in another.
  if (!pack || pack.currency !== rule.currency) {
    await stopAutoTopup(db, { userId, reason: "pack_gone" }, now);
    return idle("pack_gone");
  }
  const spentCents = await spentOnAutoTopups(db, userId, pack.currency, now);
  if (spentCents + pack.amountCents > rule.monthlyCapCents) {
    await waitForNextMonth(context, rule, pack.currency, now);
    return idle("cap_reached");
  }
  return { pack };
}

type Charge = { payment: Payment; card: ChargeableCard; tried: "first" | "again" };

/** Records the payment that is about to be charged. The caller holds the user's lock. */
async function decide(
  context: BillingContext,
  { userId, card }: { userId: string; card: ChargeableCard | null },
  now: Date,
): Promise<Charge | Idle> {
  const { db } = context;
  const due = await look(context, userId, now);
  if ("status" in due) return due;
  if ("unfinished" in due) {
    if (card) return { payment: due.unfinished, card, tried: "again" };
    await giveUp(db, due.unfinished, now);
    return idle("no_card");
  }
  if (!card) {
    await stopAutoTopup(db, { userId, reason: "no_card" }, now);
    return idle("no_card");
  }
  const payment = await openPackPayment(db, { id: uuidv7(), userId, pack: due.pack, origin: "AUTO_TOP_UP" }, now);
  await db.autoTopup.update({ where: { userId }, data: { paymentId: payment.id, stoppedReason: null } });
  return { payment, card, tried: "first" };
}

/** Without a card nothing can be retried. If it was charged after all, its event corrects this. */
async function giveUp(db: Db, { id }: Payment, now: Date): Promise<void> {
  const data = { status: "FAILED", failureMessage: "The saved card no longer exists." } as const;
  const failed = await db.payment.update({ where: { id }, data });
  await settleAutoTopup(db, failed, { needsOwner: false }, now);
}

/** Reaching the limit does not turn it off: it resumes next month. */
async function waitForNextMonth({ db }: BillingContext, rule: AutoTopup, currency: string, now: Date): Promise<void> {
  const { userId, monthlyCapCents: amountCents } = rule;
  const resumesAt = startOfNextMonth(now);
  await db.autoTopup.update({ where: { userId }, data: { nextAttemptAt: resumesAt, stoppedReason: "cap_reached" } });
  const sourceKey = mailKeys.topUpCapped(startOfMonth(now), amountCents);
  const template = "topup_stopped";
  await queueMail(db, { template, reason: "cap_reached", userId, sourceKey, resumesAt, amountCents, currency }, now);
  const data = { reason: "cap_reached", resumesAt, amountCents, currency };
  await recordMessages(prismaSql(db), [{ userId, type: "top_up.stopped", sourceKey, data, occurredAt: now }]);
}

function idle(reason: Idle["reason"]): Idle {
  return { status: "idle", reason };
}
