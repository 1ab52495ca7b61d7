import { cutShort } from "@/lib/billing/cut-short";
import { dueWindows, nextPaidWindow } from "@/lib/billing/due-windows";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { type Refillable, readRefillable } from "@/lib/billing/refillable";
import { settleMoneyBack } from "@/lib/billing/settle-money-back";
import { takeExcess } from "@/lib/billing/take-excess";
import { type WindowShare, windowShares } from "@/lib/billing/window-credits";
import type { Db, Sql } from "@/lib/db";
import { env } from "@/lib/env";
import { clawBack } from "@/lib/ledger/claw-back";
import { grant } from "@/lib/ledger/grant";
import { lockAccount } from "@/lib/ledger/lock-account";
import { endedOfLots, lotsOfSubscription } from "@/lib/ledger/lots-of";
import { openAccount } from "@/lib/ledger/open-account";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import type { Lot } from "@/lib/ledger/types";
import { log } from "@/lib/log";
import { queueMail } from "@/lib/notify/queue-mail";

export type GrantedWindow = { start: Date; end: Date; credits: bigint };

/** A window, or the trial, with what it is owed. */
type Due = { start: Date; end: Date; shares: WindowShare[]; isTrial: boolean };

const HOUR_MS = 3_600_000;

/**
 * Grants what is due on a subscription at `now`, each share of a window once, and notes when the next is due. The one
 * way credits come from a plan: monthly, yearly, free and trial alike, renewals and upgrades. With the reset policy only
 * the current window is granted; with roll-over, missed ones too. The caller holds the user's lock.
 */
export async function grantDueWindows(db: Db, sql: Sql, subscriptionId: string, now: Date): Promise<GrantedWindow[]> {
  const subscription = await readRefillable(db, subscriptionId);
  const due = isEntitled(subscription) ? owed(subscription, now) : [];
  const granted: GrantedWindow[] = [];
  if (due.length > 0) {
    const accountId = await openAccount(sql, subscription.userId, now);
    await lockAccount(sql, accountId);
    const lots = await lotsOfSubscription(sql, accountId, subscription.id);
    const payments = new Set<string>();
    for (const window of due) {
      let credits = 0n;
      for (const share of window.shares) {
        const got = await settleShare(db, sql, { accountId, subscription, window, share, lots }, now);
        if (got > 0n && share.paymentId) payments.add(share.paymentId);
        credits += got;
      }
      if (credits > 0n) granted.push({ start: window.start, end: window.end, credits });
    }
    await takeExcess(sql, { accountId, subscription, lots }, now);
    // What was refunded before its window came is taken back when it comes.
    for (const paymentId of payments) await settleMoneyBack(db, sql, paymentId, now);
  }
  const nextRefillAt = isEntitled(subscription) ? nextPaidWindow(subscription, now) : null;
  for (const window of granted) await mailRefill(db, subscription, window, { nextRefillAt }, now);
  await db.subscription.update({ where: { id: subscription.id }, data: { nextRefillAt } });
  return granted;
}

// PAST_DUE gets no new window: those it would get are not paid. What was paid for before stays.
const ENTITLED: ReadonlySet<string> = new Set(["ACTIVE", "TRIALING", "PAST_DUE"]);

function isEntitled({ status, duplicate, waitsForVerification }: Refillable): boolean {
  return ENTITLED.has(status) && !duplicate && !waitsForVerification;
}

function owed(subscription: Refillable, now: Date): Due[] {
  const trial = trialOf(subscription);
  if (trial && now < trial.end) return [trial];
  return dueWindows(subscription, now).map((window) => ({
    ...window,
    shares: windowShares(subscription.id, window, subscription.paid).filter(
      ({ from }) => from <= now || window.start > now,
    ),
    isTrial: false,
  }));
}

function trialOf({ id, status, trialEndsAt, currentPeriodStart, planVersion }: Refillable): Due | null {
  if (!trialEndsAt || status !== "TRIALING") return null;
  const share: WindowShare = {
    kind: "refill",
    sourceKey: `refill:${id}:trial`,
    credits: planVersion.trialCredits,
    planName: planVersion.name,
    paymentId: null,
    from: currentPeriodStart,
  };
  const shares = share.credits > 0n ? [share] : [];
  return { start: currentPeriodStart, end: trialEndsAt, shares, isTrial: true };
}

type ShareToSettle = { accountId: string; subscription: Refillable; window: Due; share: WindowShare; lots: Lot[] };

/** For those who asked for it. */
async function mailRefill(
  db: Db,
  { id, userId, planVersion: { name: planName } }: Refillable,
  { start, credits }: GrantedWindow,
  next: { nextRefillAt: Date | null },
  now: Date,
): Promise<void> {
  const sourceKey = `refilled:${id}:${start.toISOString()}`;
  await queueMail(db, { template: "refilled", userId, sourceKey, planName, credits, ...next }, now);
}

/** Returns the credits granted now; 0 when it was done before, and for what is taken back. */
async function settleShare(db: Db, sql: Sql, one: ShareToSettle, now: Date): Promise<bigint> {
  const { accountId, share, window, lots } = one;
  if (lots.some(({ sourceKey }) => sourceKey === share.sourceKey)) return 0n;
  if (share.kind === "downgrade") {
    const lotIds = lots
      .filter(({ windowStart }) => windowStart?.getTime() === window.start.getTime())
      .map(({ id }) => id);
    const description = `Change to ${share.planName}: the unused part of this month was credited`;
    const { sourceKey, credits } = share;
    await clawBack(sql, { accountId, amount: -credits, sourceKey, lotIds, description, actor: "system" }, now);
    return 0n;
  }
  return grantShare(db, sql, one, now);
}

async function grantShare(db: Db, sql: Sql, one: ShareToSettle, now: Date): Promise<bigint> {
  const { accountId, subscription, window, share, lots } = one;
  const { credits } = share;
  const isFirst = share.sourceKey === firstKey(window);
  const cut = isFirst && !window.isTrial ? cutShort(subscription, window, lots) : null;
  if (isFirst) await endEarlierLots(sql, accountId, { subscription, hasLots: lots.length > 0 }, now);
  const description = descriptionOf(share, window);
  const rollsOver = subscription.policy !== "RESET" && !window.isTrial;
  const granted = await grant(
    sql,
    {
      accountId,
      kind: "PLAN",
      amount: credits,
      sourceKey: share.sourceKey,
      effectiveAt: share.from < now ? share.from : now,
      expiresAt: rollsOver ? null : lastsUntil(window, now),
      description,
      paymentId: share.paymentId,
      subscriptionId: subscription.id,
      windowStart: window.start,
      actor: "system",
    },
    now,
  );
  if (granted.status === "balance_out_of_range") {
    log.warn(
      { account: accountId, sourceKey: share.sourceKey, credits },
      "a refill waits: the balance has no room for it",
    );
    return 0n;
  }
  const { lot } = granted;
  lots.push(lot);
  const ended = cut ? await endedOf(sql, accountId, cut.lotIds) : 0n;
  if (cut && cut.creditedBack > ended) {
    const amount = cut.creditedBack - ended;
    const sourceKey = `cut:${share.sourceKey}`;
    const reason = "Spent of the month before, whose unused part was credited with the change";
    await clawBack(sql, { accountId, amount, sourceKey, lotIds: [lot.id], description: reason, actor: "system" }, now);
  }
  await recordBillingEvent(db, {
    userId: subscription.userId,
    type: share.kind === "upgrade" ? "upgraded" : "refilled",
    sourceKey: share.sourceKey,
    description,
    credits,
    paymentId: share.paymentId ?? undefined,
    subscriptionId: subscription.id,
    occurredAt: now,
  });
  return credits;
}

function firstKey(window: Due): string | undefined {
  return window.shares.find(({ kind }) => kind === "refill")?.sourceKey;
}

function descriptionOf({ kind, planName }: WindowShare, { isTrial }: Due): string {
  if (isTrial) return `${planName} trial`;
  return kind === "upgrade" ? `Upgrade to ${planName}` : `${planName} refill`;
}

/**
 * Stripe collects a renewal about an hour after the period ends, so a plan lot outlives its window by a grace. One that
 * comes after its window, because it was paid late, lasts as long as the window would have.
 */
function lastsUntil({ start, end }: Due, now: Date): Date {
  const until = now < end ? end.getTime() : now.getTime() + end.getTime() - start.getTime();
  return new Date(until + env().PLAN_GRACE_HOURS * HOUR_MS);
}

type Earlier = { subscription: Refillable; hasLots: boolean };

/** Ends what the policy ends before a new window: everything, what is over the cap, or nothing but another plan's rest. */
async function endEarlierLots(
  sql: Sql,
  accountId: string,
  { subscription, hasLots }: Earlier,
  now: Date,
): Promise<void> {
  const { policy, planVersion } = subscription;
  if (policy === "ROLL_OVER" && hasLots) return;
  const keepCredits = policy === "ROLL_OVER_CAPPED" && hasLots ? (planVersion.rolloverCapCredits ?? 0n) : 0n;
  const description = "Unused plan credits ended with the refill";
  await resetPlanLots(sql, { accountId, keepCredits, description, actor: "system" }, now);
}

/** How much of some lots has ended unused, now or before. */
async function endedOf(sql: Sql, accountId: string, lotIds: string[]): Promise<bigint> {
  const ended = await endedOfLots(sql, accountId, lotIds);
  return [...ended.values()].reduce((sum, credits) => sum + credits, 0n);
}
