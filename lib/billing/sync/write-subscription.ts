import { type BillingContext, type BillingUser, processed, type SyncOutcome } from "@/lib/billing/context";
import { idOf } from "@/lib/billing/id-of";
import { noteSubscriptionChange } from "@/lib/billing/note-subscription-change";
import { settleReferral } from "@/lib/billing/referrals/settle-referral";
import { grantDueWindows } from "@/lib/billing/refills/grant-due-windows";
import { settleFreePlan } from "@/lib/billing/refills/settle-free-plan";
import { settlePlanLimits } from "@/lib/billing/refills/settle-plan-limits";
import { hasEnded } from "@/lib/billing/subscription-status";
import { recordDuplicate } from "@/lib/billing/sync/end-duplicate";
import { givenTime, isGivenTrial } from "@/lib/billing/sync/given-time";
import { applyInvoicesMoneyBack } from "@/lib/billing/sync/invoice-payments";
import { mailPlannedEnd } from "@/lib/billing/sync/mail-planned-end";
import type { SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import { recordGivenTime } from "@/lib/billing/sync/record-given-time";
import { recordInvoice } from "@/lib/billing/sync/record-invoice";
import { recordSubscriptionChanges } from "@/lib/billing/sync/record-subscription-changes";
import { recordTrialRefused } from "@/lib/billing/sync/record-trial-refused";
import { trialRefusalOf } from "@/lib/billing/sync/settle-trial";
import { isSoldElsewhere } from "@/lib/billing/sync/sold-elsewhere";
import type { InvoiceWithPayment } from "@/lib/billing/sync/types";
import { paidUntil } from "@/lib/billing/windows/paid-lines";
import type { PlanVersion, Price, Subscription } from "@/lib/generated/prisma/client";
import { openAccount } from "@/lib/ledger/open-account";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { log } from "@/lib/log";
import type { InvoiceFacts } from "@/lib/stripe/invoices";

export type SoldPrice = Price & { planVersion: PlanVersion };
export type ScheduledPrice = { price: SoldPrice; quantity: number; at: Date };

/** A subscription's state in Stripe, in the form in which it is recorded. */
export type SubscriptionSaid = {
  facts: SubscriptionFacts;
  price: SoldPrice;
  /** The plan's name and quantity, for the user. */
  title: string;
  scheduled: ScheduledPrice | null;
  invoices: readonly InvoiceFacts[];
  payments: readonly InvoiceWithPayment[];
  duplicate: boolean;
  /** Differences from the catalogue. */
  drift: string[];
};

/**
 * Records a subscription and its invoices as they are in Stripe, and grants what becomes due. It has no effect outside
 * the transaction, because a preview of a change runs it, too, and rolls it back. The caller holds the user's lock.
 */
export async function writeSubscription(
  context: BillingContext,
  user: BillingUser,
  said: SubscriptionSaid,
  now: Date,
): Promise<SyncOutcome> {
  const { db, sql } = context;
  const { facts, price, title, scheduled, invoices, drift } = said;
  const before = await db.subscription.findUnique({ where: { stripeSubscriptionId: facts.id } });
  const after = await overwrite(context, user, said, before, now);
  const subscription = { ...after, planVersion: { ...price.planVersion, name: title } };
  const factsOf = (rest: { trialRefused: boolean }) => ({ ...after, planVersion: price.planVersion, ...rest });
  const refusal = trialRefusalOf(facts);
  // A trial's first invoice records its start.
  const heard = refusal ? said.payments.filter(({ invoice }) => invoice.totalCents > 0) : said.payments;
  for (const one of heard) await recordInvoice(context, user, subscription, one, now);
  await noteSubscriptionChange(db, after.id, now);
  if (!refusal && !said.duplicate) await recordGivenTime(context, after, givenTime(facts, invoices), now);
  if (said.duplicate) {
    await applyInvoicesMoneyBack(context, heard, now);
    await recordDuplicate(context, user, subscription, invoices, now);
    await settlePlanLimits(db, sql, user.id, now);
    const sentence = `${title} is a duplicate of another subscription and was canceled and refunded.`;
    return processed(sentence, { subscription: factsOf({ trialRefused: false }) });
  }
  if (refusal) await recordTrialRefused(db, user, { subscription, reason: refusal }, now);
  else await recordSubscriptionChanges(context, { user, plan: title, before, after, scheduled }, now);
  await settleReferral(db, sql, { userId: user.id }, now);
  if (hasEnded(after)) await endPlanCredits(context, user, after, now);
  const granted = await grantDueWindows(db, sql, after.id, now);
  await settleFreePlan(db, sql, user.id, now);
  await applyInvoicesMoneyBack(context, heard, now);
  if (!refusal) await mailPlannedEnd(context, user, { before, after, planName: title, facts }, now);

  const credits = granted.reduce((sum, window) => sum + window.credits, 0n);
  for (const what of drift.filter((one) => !before?.stripeDrift.includes(one))) {
    log.warn({ subscription: facts.id, user: user.id, what }, "a subscription does not match the catalogue");
  }
  const sentence = `${title} is ${after.status.toLowerCase().replaceAll("_", " ")}${refusal ? `: its trial was refused, ${refusal}` : ""}`;
  return processed([credits > 0n ? `${sentence}; granted ${credits} credits.` : `${sentence}.`, ...drift].join(" "), {
    subscription: factsOf({ trialRefused: refusal !== null }),
    granted: credits,
  });
}

async function overwrite(
  { db }: BillingContext,
  user: BillingUser,
  { facts, price, scheduled, invoices, duplicate, drift }: SubscriptionSaid,
  before: Subscription | null,
  now: Date,
): Promise<Subscription> {
  const state = {
    planVersionId: price.planVersionId,
    priceId: price.id,
    status: facts.status,
    anchorAt: facts.anchorAt,
    currentPeriodStart: facts.currentPeriodStart,
    currentPeriodEnd: facts.currentPeriodEnd,
    paidThrough: paidThrough(invoices, facts) ?? before?.paidThrough,
    trialStartedAt: facts.trialStartedAt,
    trialEndsAt: facts.trialEndsAt,
    trialIsGiven: isGivenTrial(facts, invoices),
    collection: facts.collection,
    collectionPaused: facts.collectionPause !== null,
    collectionResumesAt: facts.collectionPause?.resumesAt ?? null,
    cancelAtPeriodEnd: facts.cancelAtPeriodEnd,
    cancelAt: facts.cancelAt,
    canceledAt: facts.canceledAt,
    endedAt: facts.endedAt,
    scheduledPriceId: scheduled?.price.id ?? null,
    scheduledQuantity: scheduled?.quantity ?? null,
    scheduledChangeAt: scheduled?.at ?? null,
    stripeScheduleId: facts.scheduleId,
    duplicate,
    quantity: facts.quantity,
    withoutPlan: !facts.sellsPlan,
    stripeDrift: drift,
  };
  if (before) return db.subscription.update({ where: { id: before.id }, data: state });
  const owedSince = isSoldElsewhere(user, facts) ? now : null;
  return db.subscription.create({
    data: {
      ...state,
      id: idOf(facts),
      userId: user.id,
      stripeSubscriptionId: facts.id,
      createdAt: facts.startedAt,
      owedSince,
    },
  });
}

/** Until when its time is paid for or given. */
function paidThrough(invoices: readonly InvoiceFacts[], facts: SubscriptionFacts): Date | null {
  const { status, trialEndsAt } = facts;
  const given = givenTime(facts, invoices).map(({ end }) => end);
  const paid = paidUntil(invoices.filter((invoice) => invoice.status === "paid").flatMap(({ lines }) => lines));
  const trial = status === "TRIALING" ? trialEndsAt : null;
  const ends = [paid, trial, ...given].flatMap((end) => (end ? [end.getTime()] : []));
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

/**
 * The grace period is for late renewals. When a subscription is over, its credits end with it; packs stay, and so do
 * credits that its last invoice paid for.
 */
async function endPlanCredits(
  { sql }: BillingContext,
  user: BillingUser,
  { id: subscriptionId, endedAt }: Subscription,
  now: Date,
): Promise<void> {
  const accountId = await openAccount(sql, user.id, now);
  const description = "Plan credits expired with the subscription";
  const keepSince = endedAt ? { subscriptionId, at: endedAt } : undefined;
  await resetPlanLots(sql, { accountId, subscriptionId, keepSince, description, actor: "system" }, now);
}
