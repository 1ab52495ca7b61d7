import { endOfGrace } from "@/lib/billing/grace-period";
import { grantedUnits, overdraftAllowed, spendLimitsOf } from "@/lib/billing/plan-quantity";
import { servesUntil } from "@/lib/billing/refills/paid-plan-serves";
import { FREE, isFreePlan } from "@/lib/billing/refills/refillable";
import { ENTITLED_STATUSES } from "@/lib/billing/subscription-status";
import { windowAt } from "@/lib/billing/windows/windows";
import { findFreePlan } from "@/lib/catalog/queries";
import type { Limits, SpendLimit } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";
import type { PlanVersion, Subscription } from "@/lib/generated/prisma/client";

/** A user's limits at a moment, the window in which use is counted, and what running work may spend beyond the balance, and what can be spent in any so many hours, in credits. */
export type PlanTerms = {
  limits: Limits;
  window: { start: Date; end: Date };
  overdraft: bigint;
  spendLimits: SpendLimit[];
};

/**
 * The limits of the paid plan while it is paid for, including trial and grace period, or of a plan that an admin gave for a
 * time; otherwise those of the free plan in
 * its current version; without one, none. Unknown statuses and unpaid subscriptions entitle to nothing paid.
 */
export async function planTerms(db: Db, userId: string, now: Date): Promise<PlanTerms> {
  const rows = await db.subscription.findMany({
    where: {
      userId,
      duplicate: false,
      withoutPlan: false,
      OR: [FREE, { status: { in: [...ENTITLED_STATUSES] } }],
    },
    include: { planVersion: { include: { plan: { select: { currentVersion: true } } } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const free = rows.find(isFreePlan);
  const isPaid = (row: Subscription) => !isFreePlan(row) && isPaidFor(row, now);
  const paid = rows.find((row) => isPaid(row) && row.compUntil === null) ?? rows.find(isPaid);
  // The free plan applies while nothing of the paid plan is paid.
  const serves = paid && free?.status !== "ACTIVE";
  if (serves) {
    const { planVersion, quantity } = paid;
    return {
      limits: limitsOfAll(planVersion, quantity),
      window: windowOf(paid, now),
      overdraft: overdraftAllowed(planVersion, quantity),
      spendLimits: spendLimitsOf(planVersion, quantity),
    };
  }
  if (free) {
    const version = await currentVersion(db, free.planVersion);
    return {
      limits: limitsOf(version),
      window: windowOf(free, now),
      overdraft: version.overdraftCredits,
      spendLimits: spendLimitsOf(version, 1),
    };
  }
  // Without a free subscription the only anchor is the sign-up.
  const { createdAt } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { createdAt: true } });
  const plan = await findFreePlan(db);
  return {
    limits: plan?.limits ?? {},
    window: monthOf(createdAt, now),
    overdraft: plan?.overdraftCredits ?? 0n,
    spendLimits: plan?.spendLimits ?? [],
  };
}

/** While a payment is overdue: until the end of the paid time and the grace period. */
function isPaidFor(subscription: Subscription, now: Date): boolean {
  const { status, paidThrough } = subscription;
  const { until, byTime } = servesUntil(subscription);
  if (until && byTime) return now < until;
  if (status !== "PAST_DUE") return true;
  return paidThrough !== null && now < endOfGrace(paidThrough);
}

/** The refill window at `now`; a trial is a window of its own. */
function windowOf({ status, trialEndsAt, currentPeriodStart, anchorAt }: Subscription, now: Date): PlanTerms["window"] {
  if (status === "TRIALING" && trialEndsAt && now < trialEndsAt) return { start: currentPeriodStart, end: trialEndsAt };
  return monthOf(anchorAt, now);
}

/** Stripe's clock may be slightly ahead: a window that Stripe has started has started. */
function monthOf(anchor: Date, now: Date): PlanTerms["window"] {
  const window = windowAt(anchor, now < anchor ? anchor : now);
  if (!window) throw new Error(`No window of ${anchor.toISOString()} holds ${now.toISOString()}.`);
  return { start: window.start, end: window.end };
}

type SoldVersion = PlanVersion & { plan: { currentVersion: number } };

/** The free plan always follows its current version, as nobody bought an older one. */
async function currentVersion(db: Db, sold: SoldVersion): Promise<PlanVersion> {
  const { planId, plan } = sold;
  if (sold.version === plan.currentVersion) return sold;
  const key = { planId, version: plan.currentVersion };
  return db.planVersion.findUniqueOrThrow({ where: { planId_version: key } });
}

/** Multiplied by the quantity, if the plan's limits are per unit. */
function limitsOfAll(plan: PlanVersion, quantity: number): Limits {
  const times = plan.limitsPerUnit ? grantedUnits(plan, quantity) : 1;
  const each = Object.entries(limitsOf(plan));
  return Object.fromEntries(each.map(([key, limit]) => [key, typeof limit === "number" ? limit * times : limit]));
}

const limitsOf = ({ limits }: PlanVersion): Limits => limits as Limits;
