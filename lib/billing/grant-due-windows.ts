import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { type RefillWindow, windowAt, windowNumber } from "@/lib/billing/windows";
import type { Db, Sql } from "@/lib/db";
import { env } from "@/lib/env";
import type { PlanVersion, Subscription } from "@/lib/generated/prisma/client";
import { grant } from "@/lib/ledger/grant";
import { lockAccount } from "@/lib/ledger/lock-account";
import { openAccount } from "@/lib/ledger/open-account";
import { findLotBySource } from "@/lib/ledger/queries";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";

export type GrantedWindow = { start: Date; end: Date; credits: bigint };

type Refillable = Subscription & { planVersion: PlanVersion };

const HOUR_MS = 3_600_000;

/**
 * Grants what is due on a subscription at `now`, each window once, and notes when the next is due. The one way credits
 * come from a plan: monthly, yearly, free and trial alike. With the reset policy only the current window is granted;
 * with roll-over, missed ones too. The caller holds the user's lock.
 */
export async function grantDueWindows(db: Db, sql: Sql, subscriptionId: string, now: Date): Promise<GrantedWindow[]> {
  const subscription = await readRefillable(db, subscriptionId);
  const granted: GrantedWindow[] = [];
  for (const window of dueWindows(subscription, now)) {
    const credits = await grantWindow(db, sql, subscription, window, now);
    if (credits > 0n) granted.push({ start: window.start, end: window.end, credits });
  }
  await db.subscription.update({
    where: { id: subscription.id },
    data: { nextRefillAt: nextRefillAt(subscription, now) },
  });
  return granted;
}

/** The windows that should have been granted by now: begun, paid for, of a subscription that entitles. */
function dueWindows(subscription: Refillable, now: Date): Window[] {
  if (!isEntitled(subscription)) return [];
  const trial = trialWindow(subscription);
  if (trial && now < trial.end) return [trial];
  // Stripe's clock may stand a moment ahead of ours; a period it says has begun has begun.
  const asOf = now < subscription.anchorAt && !trial ? subscription.anchorAt : now;
  const current = windowAt(subscription.anchorAt, asOf);
  if (!current) return [];
  const first = subscription.planVersion.refillPolicy === "RESET" ? current.index : firstOwed(subscription);
  const windows: Window[] = [];
  for (let index = first; index <= current.index; index += 1) {
    const window = windowNumber(subscription.anchorAt, index);
    if (isPaid(subscription, window.start)) windows.push(refillWindow(subscription, window));
  }
  return windows;
}

/** Roll-over catches up from the first window; on a free plan from the one it was last begun or taken up again in. */
function firstOwed(subscription: Subscription): number {
  if (subscription.stripeSubscriptionId !== null) return 0;
  return windowAt(subscription.anchorAt, subscription.currentPeriodStart)?.index ?? 0;
}

type Window = { start: Date; end: Date; credits: bigint; sourceKey: string; isTrial: boolean };

function trialWindow(subscription: Refillable): Window | null {
  if (!subscription.trialEndsAt || subscription.status !== "TRIALING") return null;
  return {
    start: subscription.currentPeriodStart,
    end: subscription.trialEndsAt,
    credits: subscription.planVersion.trialCredits,
    sourceKey: `refill:${subscription.id}:trial`,
    isTrial: true,
  };
}

function refillWindow(subscription: Refillable, window: RefillWindow): Window {
  return {
    start: window.start,
    end: window.end,
    credits: subscription.planVersion.creditsPerMonth,
    sourceKey: `refill:${subscription.id}:${window.start.toISOString()}`,
    isTrial: false,
  };
}

function isEntitled(subscription: Subscription): boolean {
  return ENTITLED.some((status) => status === subscription.status);
}

// PAST_DUE gets no new window: those it would get are not paid. What was paid for before stays.
const ENTITLED = ["ACTIVE", "TRIALING", "PAST_DUE"] as const;

function isPaid(subscription: Subscription, windowStart: Date): boolean {
  if (subscription.stripeSubscriptionId === null) return true;
  return subscription.paidThrough !== null && windowStart < subscription.paidThrough;
}

function nextRefillAt(subscription: Refillable, now: Date): Date | null {
  if (!isEntitled(subscription)) return null;
  const current = windowAt(subscription.anchorAt, now);
  const next = current ? current.end : subscription.anchorAt;
  return isPaid(subscription, next) ? next : null;
}

async function grantWindow(db: Db, sql: Sql, subscription: Refillable, window: Window, now: Date): Promise<bigint> {
  if (window.credits === 0n) return 0n;
  const accountId = await openAccount(sql, subscription.userId, now);
  await lockAccount(sql, accountId);
  if (await findLotBySource(sql, accountId, window.sourceKey)) return 0n;

  const { planVersion } = subscription;
  await endEarlierLots(sql, accountId, subscription, now);
  const rollsOver = planVersion.refillPolicy !== "RESET" && !window.isTrial;
  await grant(
    sql,
    {
      accountId,
      kind: "PLAN",
      amount: window.credits,
      sourceKey: window.sourceKey,
      effectiveAt: window.start < now ? window.start : now,
      // Stripe collects a renewal about an hour after the period ends, so a plan lot outlives its window by a grace.
      expiresAt: rollsOver ? null : new Date(window.end.getTime() + env().PLAN_GRACE_HOURS * HOUR_MS),
      description: window.isTrial ? `${planVersion.name} trial` : `${planVersion.name} refill`,
      subscriptionId: subscription.id,
      windowStart: window.start,
      actor: "system",
    },
    now,
  );
  await recordBillingEvent(db, {
    userId: subscription.userId,
    type: "refilled",
    sourceKey: window.sourceKey,
    description: window.isTrial ? `${planVersion.name} trial credits` : `${planVersion.name}: monthly refill`,
    credits: window.credits,
    subscriptionId: subscription.id,
    occurredAt: now,
  });
  return window.credits;
}

/** What the policy ends before a new window: everything, what is over the cap, or nothing but another plan's rest. */
async function endEarlierLots(sql: Sql, accountId: string, subscription: Refillable, now: Date): Promise<void> {
  const { planVersion } = subscription;
  const [earlier] = await sql<{ id: string }>`
    SELECT id FROM credit_lot
    WHERE account_id = ${accountId}::uuid AND kind = 'PLAN' AND subscription_id = ${subscription.id}::uuid LIMIT 1`;
  if (planVersion.refillPolicy === "ROLL_OVER" && earlier) return;
  const cap = planVersion.refillPolicy === "ROLL_OVER_CAPPED" && earlier ? (planVersion.rolloverCapCredits ?? 0n) : 0n;
  await resetPlanLots(
    sql,
    { accountId, keepCredits: cap, description: `Unused plan credits ended with the refill`, actor: "system" },
    now,
  );
}

async function readRefillable(db: Db, subscriptionId: string): Promise<Refillable> {
  const subscription = await db.subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    include: { planVersion: { include: { plan: { select: { currentVersion: true } } } } },
  });
  const { plan, ...planVersion } = subscription.planVersion;
  if (subscription.stripeSubscriptionId !== null || planVersion.version === plan.currentVersion) {
    return { ...subscription, planVersion };
  }
  // Nobody bought the free plan, so its refills follow what it offers now; a paid plan keeps what was sold.
  const current = await db.planVersion.findUniqueOrThrow({
    where: { planId_version: { planId: planVersion.planId, version: plan.currentVersion } },
  });
  await db.subscription.update({ where: { id: subscription.id }, data: { planVersionId: current.id } });
  return { ...subscription, planVersionId: current.id, planVersion: current };
}
