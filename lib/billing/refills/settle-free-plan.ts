import { formerMailboxOf } from "@/lib/billing/eligibility/former-mailbox";
import { hasProvenAddress } from "@/lib/billing/eligibility/free-credits";
import { closingDormancy } from "@/lib/billing/refills/dormancy/close-dormancy";
import { endComps } from "@/lib/billing/refills/end-comps";
import { grantDueWindows } from "@/lib/billing/refills/grant-due-windows";
import { mailPlanEnd } from "@/lib/billing/refills/mail-plan-end";
import { paidPlanServes, type Served } from "@/lib/billing/refills/paid-plan-serves";
import type { GrantedWindow } from "@/lib/billing/refills/refill-mail";
import { FREE, isFreePlan } from "@/lib/billing/refills/refillable";
import { settlePlanLimits } from "@/lib/billing/refills/settle-plan-limits";
import { LIVE_STATUSES } from "@/lib/billing/subscription-status";
import { windowAt } from "@/lib/billing/windows/windows";
import { findFreePlan } from "@/lib/catalog/queries";
import type { Db, Sql } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";

/**
 * Starts the user's free plan while no paid one applies (servesUntil), and suspends it while one does. A user has one free
 * subscription, permanently, with one anchor, so that leaving and returning never grants the same window twice. It starts
 * when the user's address is verified, where that is required. A plan that an admin gave for a time counts as paid, and ends
 * here once a paid plan applies or its time is over. A dormant free plan is refilled. The
 * limits of what can be spent become those of the plan that applies. Returns what it granted. The caller holds
 * the user's lock.
 */
export async function settleFreePlan(db: Db, sql: Sql, userId: string, now: Date): Promise<GrantedWindow[]> {
  return closingDormancy(sql, userId, () => settle(db, sql, userId, now), now);
}

async function settle(db: Db, sql: Sql, userId: string, now: Date): Promise<GrantedWindow[]> {
  const over = await endComps(db, sql, userId, now);
  const granted = await takeOver(db, sql, userId, now);
  for (const one of over) await mailPlanEnd({ db, sql }, one, now);
  await settlePlanLimits(db, sql, userId, now);
  return granted;
}

/**
 * Whether the refill job has to settle the user's free plan instead of granting windows: the subscription is the free plan, which
 * waits for the end of another plan's paid time, or one that an admin gave for a time that is over.
 */
export function settlesFreePlan(
  one: Pick<Subscription, "status" | "stripeSubscriptionId" | "compUntil">,
  now: Date,
): boolean {
  const isOver = one.compUntil !== null && one.compUntil <= now;
  return isOver || (one.status === "PAUSED" && isFreePlan(one));
}

async function takeOver(db: Db, sql: Sql, userId: string, now: Date): Promise<GrantedWindow[]> {
  const free = await db.subscription.findFirst({ where: { userId, ...FREE } });
  const served = await paidPlanServes(db, userId);
  if (served && (served.until === null || now < served.until)) {
    // The refill job checks again when the paid time is over.
    if (free) await db.subscription.update({ where: { id: free.id }, data: pausedUntil(served) });
    return [];
  }
  const subscriptionId = free ? await resume(db, free, now) : await start(db, userId, now);
  if (!subscriptionId || (await beginsLater(db, subscriptionId, now))) return [];
  return grantDueWindows(db, sql, subscriptionId, now);
}

const pausedUntil = ({ until, byTime }: Served) => ({ status: "PAUSED", nextRefillAt: byTime ? until : null }) as const;

async function beginsLater(db: Db, id: string, now: Date): Promise<boolean> {
  const { anchorAt } = await db.subscription.findUniqueOrThrow({ where: { id }, select: { anchorAt: true } });
  return anchorAt > now;
}

/** Whether a plan that Stripe collects for is live, even if its last payment failed. */
export async function hasLivePaidSubscription(db: Db, userId: string): Promise<boolean> {
  const live = await db.subscription.findFirst({
    where: {
      userId,
      stripeSubscriptionId: { not: null },
      duplicate: false,
      withoutPlan: false,
      status: { in: [...LIVE_STATUSES] },
    },
    select: { id: true },
  });
  return live !== null;
}

async function resume(db: Db, free: Subscription, now: Date): Promise<string> {
  if (free.status !== "ACTIVE") {
    // Windows that passed on the paid plan are not owed: the free plan resumes with the current one.
    const currentPeriodStart = windowAt(free.anchorAt, now)?.start ?? free.anchorAt;
    await db.subscription.update({
      where: { id: free.id },
      data: { status: "ACTIVE", endedAt: null, currentPeriodStart },
    });
  }
  return free.id;
}

async function start(db: Db, userId: string, now: Date): Promise<string | null> {
  const plan = await findFreePlan(db);
  if (!plan || !(await hasProvenAddress(db, userId))) return null;
  // A user who signs up again after deleting an account waits until their earlier free month is over.
  const freeUntil = (await formerMailboxOf(db, userId))?.freeUntil;
  const anchorAt = freeUntil && freeUntil > now ? freeUntil : now;
  const nextRefillAt = anchorAt;
  const created = await db.subscription.create({
    data: {
      userId,
      planVersionId: plan.versionId,
      status: "ACTIVE",
      anchorAt,
      currentPeriodStart: anchorAt,
      nextRefillAt,
    },
  });
  return created.id;
}
