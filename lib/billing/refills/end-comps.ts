import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { subscriptionKeys } from "@/lib/billing/source-keys";
import { isEntitled, LIVE_STATUSES } from "@/lib/billing/subscription-status";
import type { Db, Sql } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";
import { openAccount } from "@/lib/ledger/open-account";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";

/**
 * Ends what an admin gave a user for a time: at the end of that time, with its credits, or when a plan that is paid for
 * begins, whose first refill ends the credits of every earlier plan. Returns those whose time is over. The caller holds the
 * user's lock.
 */
export async function endComps(db: Db, sql: Sql, userId: string, now: Date): Promise<EndedComp[]> {
  const given = await db.subscription.findMany({
    where: { userId, compUntil: { not: null }, status: { in: [...LIVE_STATUSES] } },
  });
  if (given.length === 0) return [];
  const over: EndedComp[] = [];
  const isPaid = await hasPaidPlan(db, userId, now);
  for (const one of given) {
    const isOver = one.compUntil !== null && one.compUntil <= now;
    if (isOver) over.push(await endComp(db, sql, one, { at: one.compUntil ?? now, credits: "expire" }, now));
    else if (isPaid) await endComp(db, sql, one, { at: now, credits: "stay" }, now);
  }
  return over;
}

/** A given plan that has ended, as `mailPlanEnd` takes it. */
export type EndedComp = Subscription & { planName: string; endedAt: Date; isUnpaid: false };

/** Ends a given plan. Its unused credits expire, or stay until their own end. */
export async function endComp(
  db: Db,
  sql: Sql,
  { id, userId }: Subscription,
  { at, credits }: { at: Date; credits: "expire" | "stay" },
  now: Date,
): Promise<EndedComp> {
  const { planVersion, ...subscription } = await db.subscription.update({
    where: { id },
    data: { status: "CANCELED", endedAt: at, nextRefillAt: null },
    include: { planVersion: { select: { name: true } } },
  });
  await recordBillingEvent(db, {
    userId,
    type: "given_plan_ended",
    sourceKey: subscriptionKeys.ended(id),
    description: `${planVersion.name} free of charge ended`,
    subscriptionId: id,
    occurredAt: at,
  });
  const ended = { ...subscription, planName: planVersion.name, endedAt: at, isUnpaid: false } as const;
  if (credits === "stay") return ended;
  const accountId = await openAccount(sql, userId, now);
  const description = "Plan credits expired with the plan";
  await resetPlanLots(sql, { accountId, subscriptionId: id, description, actor: "system" }, now);
  return ended;
}

/** Whether a plan is live at Stripe whose time is paid for or given there. */
async function hasPaidPlan(db: Db, userId: string, now: Date): Promise<boolean> {
  const sold = await db.subscription.findMany({
    where: { userId, stripeSubscriptionId: { not: null }, duplicate: false, withoutPlan: false },
    select: { status: true, paidThrough: true },
  });
  return sold.some((one) => isEntitled(one) && one.paidThrough !== null && now < one.paidThrough);
}
