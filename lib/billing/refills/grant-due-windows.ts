import { endOfGrace } from "@/lib/billing/grace-period";
import { planTitle, rolloverCap } from "@/lib/billing/plan-quantity";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { costOfWindow } from "@/lib/billing/refills/cost-of-window";
import { type DueWindow, dueWindows, nextPaidWindow } from "@/lib/billing/refills/due-windows";
import { type Refillable, readRefillable } from "@/lib/billing/refills/refillable";
import { takeExcess } from "@/lib/billing/refills/take-excess";
import { settleAllMoneyBack } from "@/lib/billing/refunds/settle-money-back";
import { isOfShare, lotKeys, mailKeys } from "@/lib/billing/source-keys";
import { isEntitled } from "@/lib/billing/subscription-status";
import { startsOf } from "@/lib/billing/windows/excess-credits";
import type { WindowShare } from "@/lib/billing/windows/window-credits";
import type { Db, Sql } from "@/lib/db";
import { grant } from "@/lib/ledger/grant";
import { lockAccount } from "@/lib/ledger/lock-account";
import { lotsOfSubscription } from "@/lib/ledger/lots-of";
import { openAccount } from "@/lib/ledger/open-account";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import type { Entry, Lot } from "@/lib/ledger/types";
import { log } from "@/lib/log";
import { queueMail } from "@/lib/notify/queue-mail";

/** `debtPaid` of the credits paid debt, so that they were not added. */
type Granted = { credits: bigint; debtPaid: bigint };

export type GrantedWindow = Granted & { start: Date; end: Date };

/** A window, or the trial, with what is due of it. */
type Due = Pick<DueWindow, "start" | "end" | "shares" | "isLate"> & { isTrial: boolean };

/**
 * Grants what is due on a subscription at `now`, each share of a window once, takes back what is no longer owed, and
 * stores when the next is due. All plan credits are granted here: monthly, yearly, free and trial, renewals and changes.
 * The caller holds the user's lock.
 */
export async function grantDueWindows(db: Db, sql: Sql, subscriptionId: string, now: Date): Promise<GrantedWindow[]> {
  const subscription = await readRefillable(db, subscriptionId);
  const accountId = await openAccount(sql, subscription.userId, now);
  await lockAccount(sql, accountId);
  const lots = await lotsOfSubscription(sql, accountId, subscription.id);
  const due = getsRefills(subscription) ? owed(subscription, lots, now) : owedAtTheEnd(subscription, lots, now);
  const granted: GrantedWindow[] = [];
  const payments = new Set<string>();
  for (const window of due) {
    let [credits, debtPaid] = [0n, 0n];
    for (const share of window.shares) {
      const got = await grantShare(db, sql, { accountId, subscription, window, share, lots }, now);
      if (got.credits > 0n && share.paymentId) payments.add(share.paymentId);
      credits += got.credits;
      debtPaid += got.debtPaid;
    }
    if (credits > 0n) granted.push({ start: window.start, end: window.end, credits, debtPaid });
  }
  const changed = subscription.duplicate ? [] : await takeExcess(sql, { accountId, subscription, lots }, now);
  // Refunds of a window made before it started are taken back once it is granted, and those of a changed one are adjusted.
  await settleAllMoneyBack(db, sql, [...payments, ...changed], now);
  const nextRefillAt = getsRefills(subscription) ? nextPaidWindow(subscription, now) : null;
  for (const window of granted) await mailRefill(db, subscription, window, { nextRefillAt }, now);
  const next = nextRefillAt ?? endOfComp(subscription, now);
  await db.subscription.update({ where: { id: subscription.id }, data: { nextRefillAt: next } });
  return granted;
}

/** When the refill job has to end a plan that an admin gave. */
function endOfComp({ compUntil, status }: Refillable, now: Date): Date | null {
  return compUntil && isEntitled({ status }) && now < compUntil ? compUntil : null;
}

function getsRefills(subscription: Refillable): boolean {
  return isEntitled(subscription) && !subscription.duplicate && !subscription.waitsForVerification;
}

function owed(subscription: Refillable, lots: readonly Lot[], now: Date): Due[] {
  const trial = trialOf(subscription);
  // Days added to a trial are given time with its own windows.
  const isExtended = subscription.paid.some(({ isGiven, startAt }) => isGiven && startAt <= now);
  if (trial && now < trial.end && !isExtended) return [trial];
  return dueWindows(subscription, now, startsOf(lots)).map((window) => ({ ...window, isTrial: false }));
}

/**
 * For a subscription that has ended: what its last invoice charged for time before the end, and late payments for it.
 * Credits for later time ended with it.
 */
function owedAtTheEnd(subscription: Refillable, lots: readonly Lot[], now: Date): Due[] {
  const { status, endedAt, duplicate } = subscription;
  if (status !== "CANCELED" || !endedAt || duplicate) return [];
  return dueWindows(subscription, now, startsOf(lots))
    .filter(({ start }) => start < endedAt)
    .map((window) => ({ ...window, shares: window.shares.filter(({ paidAt }) => paidAt >= endedAt) }))
    .filter(({ shares }) => shares.length > 0)
    .map((window) => ({ ...window, isLate: true, isTrial: false }));
}

function trialOf(subscription: Refillable): Due | null {
  const { id, status, trialEndsAt, trialIsGiven, currentPeriodStart, planVersion } = subscription;
  if (!trialEndsAt || trialIsGiven || status !== "TRIALING") return null;
  const share: WindowShare = {
    sourceKey: lotKeys.trial(id),
    credits: planVersion.trialCredits,
    planName: planVersion.name,
    invoice: null,
    isGiven: false,
    paymentId: null,
    from: currentPeriodStart,
    paidAt: currentPeriodStart,
  };
  const shares = share.credits > 0n ? [share] : [];
  return { start: currentPeriodStart, end: trialEndsAt, shares, isLate: false, isTrial: true };
}

type ShareToGrant = { accountId: string; subscription: Refillable; window: Due; share: WindowShare; lots: Lot[] };

/** Only for users who opted in. */
async function mailRefill(
  db: Db,
  { id, userId, planVersion, quantity }: Refillable,
  { start, credits, debtPaid }: GrantedWindow,
  next: { nextRefillAt: Date | null },
  now: Date,
): Promise<void> {
  const sourceKey = mailKeys.refilled(id, start);
  const planName = planTitle(planVersion.name, quantity);
  await queueMail(db, { template: "refilled", userId, sourceKey, planName, credits, debtPaid, ...next }, now);
}

const NOTHING: Granted = { credits: 0n, debtPaid: 0n };

/** Returns what was granted now; nothing when it was done before. */
async function grantShare(db: Db, sql: Sql, one: ShareToGrant, now: Date): Promise<Granted> {
  const { accountId, subscription, window, share, lots } = one;
  const before = lots.filter((lot) => isOfShare(lot.sourceKey, share.sourceKey));
  const credits = before.length > 0 ? missing(one, before) : share.credits;
  if (credits <= 0n) return NOTHING;
  const sourceKey = lotKeys.more(share.sourceKey, before.length);
  const origin = originOf(one);
  if (isFirst(one)) await endEarlierLots(sql, one, now);
  const due = window.isLate ? share.paidAt : share.from;
  const description = descriptionOf(origin, share);
  const rollsOver = subscription.policy !== "RESET" && !window.isTrial;
  // Its first lot bears the whole cost: what is added to it later cost nothing more.
  const isPaid = before.length === 0 && !window.isTrial && !share.isGiven;
  const cost = isPaid && share.paymentId ? await costOfWindow(db, share.paymentId) : null;
  const granted = await grant(
    sql,
    {
      accountId,
      kind: "PLAN",
      origin,
      amount: credits,
      sourceKey,
      effectiveAt: due < now ? due : now,
      expiresAt: rollsOver ? null : lastsUntil(window, now),
      description,
      ...cost,
      paymentId: share.paymentId,
      subscriptionId: subscription.id,
      windowStart: window.start,
      actor: "system",
    },
    now,
  );
  if (granted.status === "balance_out_of_range") {
    log.warn({ account: accountId, sourceKey, credits }, "a refill waits: the balance has no room for it");
    return NOTHING;
  }
  lots.push(granted.lot);
  await recordBillingEvent(db, {
    userId: subscription.userId,
    type: origin === "UPGRADE" ? "upgraded" : "refilled",
    sourceKey,
    description,
    credits,
    paymentId: share.paymentId ?? undefined,
    subscriptionId: subscription.id,
    occurredAt: now,
  });
  return { credits, debtPaid: debtPaidIn(granted.entry) };
}

function debtPaidIn({ allocations }: Entry): bigint {
  return allocations.reduce((paid, part) => ("debt" in part ? paid + part.debt : paid), 0n);
}

/**
 * What an invoice's share lacks when more of it turns out to be owed: a later payment covers a credit that was deducted
 * from it. Unpaid windows keep what they were granted, even if the plan is edited.
 */
function missing({ share, window }: ShareToGrant, before: readonly Lot[]): bigint {
  const isPaidFor = share.invoice !== null && !window.isTrial && !share.isGiven;
  return isPaidFor ? before.reduce((rest, { amount }) => rest - amount, share.credits) : 0n;
}

/** What a share is: a trial, given time, late, the first of its window, or added to it. */
function originOf(one: ShareToGrant): ShareOrigin {
  if (one.window.isTrial) return "TRIAL";
  if (one.share.isGiven) return "GIVEN";
  if (one.window.isLate) return "LATE";
  return isFirst(one) ? "REFILL" : "UPGRADE";
}

/** Whether it is the first of its window. A late share is added to the current window. */
function isFirst({ window, lots }: ShareToGrant): boolean {
  if (window.isLate) return false;
  return !lots.some(
    ({ windowStart, origin }) =>
      (origin === "TRIAL") === window.isTrial && windowStart?.getTime() === window.start.getTime(),
  );
}

type ShareOrigin = "TRIAL" | "GIVEN" | "LATE" | "REFILL" | "UPGRADE";

function descriptionOf(origin: ShareOrigin, { planName }: WindowShare): string {
  switch (origin) {
    case "TRIAL":
      return `${planName} trial`;
    case "GIVEN":
      return `${planName}, free of charge`;
    case "LATE":
      return `${planName} refill for an earlier period, paid late`;
    case "UPGRADE":
      return `Upgrade to ${planName}`;
    case "REFILL":
      return `${planName} refill`;
  }
}

/**
 * Stripe collects a renewal about an hour after the period ends, so a plan lot outlives its window by the grace period. A
 * late one, granted after its window, lasts as long as its window would have.
 */
function lastsUntil({ start, end }: Due, now: Date): Date {
  const until = now < end ? end.getTime() : now.getTime() + end.getTime() - start.getTime();
  return endOfGrace(new Date(until));
}

/**
 * Resets lots before a new window by the refill policy: everything, what exceeds the cap, or only lots of another plan.
 * Lots granted since the window started were paid late, and stay.
 */
async function endEarlierLots(
  sql: Sql,
  { accountId, subscription, window, lots }: ShareToGrant,
  now: Date,
): Promise<void> {
  const { id, policy, planVersion, quantity } = subscription;
  const hasLots = lots.length > 0;
  if (policy === "ROLL_OVER" && hasLots) return;
  const keepCredits = policy === "ROLL_OVER_CAPPED" && hasLots ? rolloverCap(planVersion, quantity) : 0n;
  const description = "Unused plan credits expired at the refill";
  const keepSince = { subscriptionId: id, at: window.start };
  // The free plan may apply beside a paid one, whose credits it must not reset.
  const own = subscription.stripeSubscriptionId === null ? { subscriptionId: id } : {};
  await resetPlanLots(sql, { accountId, keepCredits, keepSince, ...own, description, actor: "system" }, now);
}
