import { v7 as newId } from "uuid";
import { type Actor, audit } from "@/lib/audit";
import { lockUser } from "@/lib/billing/context";
import { isDeletedUser } from "@/lib/billing/deleted-user";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { endComp } from "@/lib/billing/refills/end-comps";
import { grantDueWindows } from "@/lib/billing/refills/grant-due-windows";
import { mailPlanEnd } from "@/lib/billing/refills/mail-plan-end";
import { hasLivePaidSubscription, settleFreePlan } from "@/lib/billing/refills/settle-free-plan";
import { givenTimeKeys, subscriptionKeys } from "@/lib/billing/source-keys";
import { LIVE_STATUSES } from "@/lib/billing/subscription-status";
import type { Database, Db } from "@/lib/db";
import { addMonths } from "@/lib/time";

/** The most months that a plan can be given for at once. */
export const MOST_COMP_MONTHS = 24;

export type CompWish = { userId: string; planId: string; months: number; reason: string };

export type PlanComped =
  | { ok: true; until: Date; credits: bigint }
  | { ok: false; reason: "unknown_user" | "unknown_plan" | "invalid_months" | "missing_reason" }
  /** They pay for a plan, or were given one that is not over. */
  | { ok: false; reason: "already_subscribed" | "already_given" };

/**
 * Gives a user a plan for whole months without payment, by an admin: its limits, and its credits each month. Stripe is not
 * told, so nothing is charged and no revenue is counted. It ends by itself, and when they pay for a plan (endComps).
 */
export async function compPlan(
  database: Database,
  actor: Actor,
  { userId, planId, months, reason }: CompWish,
  now: Date,
): Promise<PlanComped> {
  if (reason.trim() === "") return { ok: false, reason: "missing_reason" };
  if (!Number.isInteger(months) || months < 1 || months > MOST_COMP_MONTHS) {
    return { ok: false, reason: "invalid_months" };
  }
  return database.transaction<PlanComped>(async (db, sql) => {
    if (!(await lockUser(sql, userId)) || (await isDeletedUser(sql, userId)))
      return { ok: false, reason: "unknown_user" };
    const plan = await givablePlan(db, planId);
    if (!plan) return { ok: false, reason: "unknown_plan" };
    // What is over by now ends first.
    await settleFreePlan(db, sql, userId, now);
    if (await hasLivePaidSubscription(db, userId)) return { ok: false, reason: "already_subscribed" };
    if (await runningComp(db, userId)) return { ok: false, reason: "already_given" };
    const until = addMonths(now, months);
    const id = await begin(db, { userId, planVersionId: plan.id, until }, now);
    const time = months === 1 ? "a month" : `${months} months`;
    await recordBillingEvent(db, {
      userId,
      type: "plan_given",
      sourceKey: subscriptionKeys.given(id),
      description: `${plan.name} free of charge for ${time}`,
      subscriptionId: id,
      occurredAt: now,
    });
    const granted = await grantDueWindows(db, sql, id, now);
    await settleFreePlan(db, sql, userId, now);
    const credits = granted.reduce((sum, window) => sum + window.credits, 0n);
    const after = { plan: plan.plan.key, months, until, credits };
    const record = { action: "plan.given", targetType: "user", targetId: userId, reason: reason.trim(), after };
    await audit(db, actor, record, now);
    return { ok: true, until, credits };
  });
}

export type CompEnded = { ok: true } | { ok: false; reason: "unknown_user" | "missing_reason" | "nothing_given" };

/** Ends a plan that was given, now and with its credits, by an admin. */
export async function endCompByAdmin(
  database: Database,
  actor: Actor,
  { userId, reason }: { userId: string; reason: string },
  now: Date,
): Promise<CompEnded> {
  if (reason.trim() === "") return { ok: false, reason: "missing_reason" };
  return database.transaction<CompEnded>(async (db, sql) => {
    if (!(await lockUser(sql, userId))) return { ok: false, reason: "unknown_user" };
    await settleFreePlan(db, sql, userId, now);
    const given = await runningComp(db, userId);
    if (!given) return { ok: false, reason: "nothing_given" };
    const ended = await endComp(db, sql, given, { at: now, credits: "expire" }, now);
    await settleFreePlan(db, sql, userId, now);
    await mailPlanEnd({ db, sql }, ended, now);
    const before = { until: given.compUntil };
    const record = { action: "plan.given_ended", targetType: "user", targetId: userId, reason: reason.trim(), before };
    await audit(db, actor, record, now);
    return { ok: true };
  });
}

const runningComp = (db: Db, userId: string) =>
  db.subscription.findFirst({ where: { userId, compUntil: { not: null }, status: { in: [...LIVE_STATUSES] } } });

/** The current version of a plan that is sold and costs something. */
async function givablePlan(db: Db, planId: string) {
  const plan = await db.plan.findFirst({ where: { id: planId, isFree: false, archivedAt: null } });
  if (!plan) return null;
  return db.planVersion.findUniqueOrThrow({
    where: { planId_version: { planId, version: plan.currentVersion } },
    include: { plan: { select: { key: true } } },
  });
}

/** The subscription, with its whole time as given: the refill job grants its windows like those of any other. */
async function begin(
  db: Db,
  { userId, planVersionId, until }: { userId: string; planVersionId: string; until: Date },
  now: Date,
): Promise<string> {
  const id = newId();
  await db.subscription.create({
    data: {
      id,
      userId,
      planVersionId,
      compUntil: until,
      status: "ACTIVE",
      anchorAt: now,
      currentPeriodStart: now,
      currentPeriodEnd: until,
      paidThrough: until,
      cancelAt: until,
      nextRefillAt: now,
      createdAt: now,
      paidPeriods: {
        create: {
          planVersionId,
          stripeInvoiceId: givenTimeKeys.invoice(id, now),
          stripeLineId: givenTimeKeys.line(id),
          startAt: now,
          endAt: until,
          isGiven: true,
          anchorAt: now,
          paidAt: now,
          createdAt: now,
        },
      },
    },
  });
  return id;
}
