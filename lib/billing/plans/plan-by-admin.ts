import { type Actor, audit } from "@/lib/audit";
import { cancelSubscription, type SubscriptionCanceled } from "@/lib/billing/plans/cancel-subscription";
import { changePlan, type PlanChanged } from "@/lib/billing/plans/change-plan";
import { livePaidSubscription } from "@/lib/billing/plans/decide-change";
import { resumeSubscription, type SubscriptionResumed } from "@/lib/billing/plans/resume-subscription";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { endsAt } from "@/lib/billing/subscription-status";
import { findSellablePrice } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";

type Request = { userId: string; reason: string };

/**
 * Cancels a user's plan, by an admin. Stripe is asked first, so the audit log records it right after the change and not in
 * the same transaction. What was so before is not on record again.
 */
export async function cancelByAdmin(
  services: CallerServices,
  actor: Actor,
  { userId, reason, when }: Request & { when: "period_end" | "now" },
  now: Date,
): Promise<SubscriptionCanceled> {
  const before = await standing(services, userId);
  const canceled = await cancelSubscription(services, { userId, when, by: "admin" }, now);
  if (!canceled.ok) return canceled;
  const isChange = before !== null && (canceled.status === "ended" || before.endsAt === null);
  if (!isChange) return canceled;
  const after = { plan: before.plan, status: canceled.status, endsAt: canceled.endsAt };
  await record(services, actor, { action: "subscription.canceled", userId, reason, before, after }, now);
  return canceled;
}

/** Undoes a user's scheduled cancellation or resumes their paused plan, by an admin; recorded as in cancelByAdmin. */
export async function resumeByAdmin(
  services: CallerServices,
  actor: Actor,
  { userId, reason }: Request,
  now: Date,
): Promise<SubscriptionResumed> {
  const before = await standing(services, userId);
  const resumed = await resumeSubscription(services, { userId }, now);
  if (!resumed.ok || before === null || (before.endsAt === null && before.status !== "PAUSED")) return resumed;
  const after = { plan: before.plan, status: resumed.status, endsAt: null };
  await record(services, actor, { action: "subscription.resumed", userId, reason, before, after }, now);
  return resumed;
}

/** Changes a user's plan as the user could, by an admin; recorded as in cancelByAdmin. */
export async function changeByAdmin(
  services: CallerServices,
  actor: Actor,
  { userId, reason, ...wish }: Request & { price: string; prorationDate?: Date },
  now: Date,
): Promise<PlanChanged> {
  const before = await termsOf(services, userId);
  const changed = await changePlan(services, { userId, ...wish }, now);
  if (!changed.ok) return changed;
  const after = { status: changed.status, ...(await termsOfPrice(services.database.prisma, wish.price)), ...wish };
  await record(services, actor, { action: "subscription.changed", userId, reason, before, after }, now);
  return changed;
}

type Record = Request & { action: string; before: object | null; after: object };

async function record(
  { database }: CallerServices,
  actor: Actor,
  { userId, before, ...change }: Record,
  now: Date,
): Promise<void> {
  const target = { targetType: "user", targetId: userId };
  await audit(database.prisma, actor, { ...target, ...change, before: before ?? undefined }, now);
}

/** The paid plan that a user has, and whether it ends; null without one. */
async function standing({ database: { prisma: db } }: CallerServices, userId: string) {
  const live = await livePaidSubscription(db, userId);
  if (!live) return null;
  const { name } = await db.planVersion.findUniqueOrThrow({ where: { id: live.planVersionId } });
  return { plan: name, status: live.status, endsAt: endsAt(live) };
}

/** What they pay for; null without a paid plan. */
async function termsOf({ database: { prisma: db } }: CallerServices, userId: string) {
  const live = await livePaidSubscription(db, userId);
  const price = live?.priceId ? await db.price.findUnique({ where: { id: live.priceId }, include: SOLD }) : null;
  if (!price) return null;
  const { interval, amountCents, currency, planVersion } = price;
  return { plan: planVersion.name, interval, amountCents, currency };
}

const SOLD = { planVersion: { select: { name: true } } } as const;

/** What a price on sale is for: its id alone says nothing to who reads the record. */
async function termsOfPrice(db: Db, price: string) {
  const sold = await findSellablePrice(db, price);
  if (!sold) return {};
  const { interval, amountCents, currency } = sold.price;
  return { plan: sold.plan.name, interval, amountCents, currency };
}
