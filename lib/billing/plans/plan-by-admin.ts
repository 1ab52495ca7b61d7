import { type Actor, audit } from "@/lib/audit";
import { cancelSubscription, type SubscriptionCanceled } from "@/lib/billing/plans/cancel-subscription";
import { changePlan, type PlanChanged } from "@/lib/billing/plans/change-plan";
import { resumeSubscription, type SubscriptionResumed } from "@/lib/billing/plans/resume-subscription";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { findSellablePrice } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";

type Request = { userId: string; reason: string };

/**
 * Cancels a user's plan, by an admin. Stripe is asked first, so the audit log records it right after the change and not in
 * the same transaction.
 */
export async function cancelByAdmin(
  services: CallerServices,
  actor: Actor,
  { userId, reason, when }: Request & { when: "period_end" | "now" },
  now: Date,
): Promise<SubscriptionCanceled> {
  const canceled = await cancelSubscription(services, { userId, when }, now);
  if (!canceled.ok) return canceled;
  const after = { status: canceled.status, endsAt: canceled.endsAt };
  const record = { action: "subscription.canceled", targetType: "user", targetId: userId, reason, after };
  await audit(services.database.prisma, actor, record, now);
  return canceled;
}

/** Undoes a user's scheduled cancellation or resumes their paused plan, by an admin; recorded as in cancelByAdmin. */
export async function resumeByAdmin(
  services: CallerServices,
  actor: Actor,
  { userId, reason }: Request,
  now: Date,
): Promise<SubscriptionResumed> {
  const resumed = await resumeSubscription(services, { userId }, now);
  if (!resumed.ok) return resumed;
  const record = { action: "subscription.resumed", targetType: "user", targetId: userId, reason };
  await audit(services.database.prisma, actor, { ...record, after: { status: resumed.status } }, now);
  return resumed;
}

/** Changes a user's plan as the user could, by an admin; recorded as in cancelByAdmin. */
export async function changeByAdmin(
  services: CallerServices,
  actor: Actor,
  { userId, reason, ...wish }: Request & { price: string; prorationDate?: Date },
  now: Date,
): Promise<PlanChanged> {
  const changed = await changePlan(services, { userId, ...wish }, now);
  if (!changed.ok) return changed;
  const record = { action: "subscription.changed", targetType: "user", targetId: userId, reason };
  const db = services.database.prisma;
  const after = { status: changed.status, ...(await termsOf(db, wish.price)), ...wish };
  await audit(db, actor, { ...record, after }, now);
  return changed;
}

/** What a price on sale is for: its id alone says nothing to who reads the record. */
async function termsOf(db: Db, price: string) {
  const sold = await findSellablePrice(db, price);
  if (!sold) return {};
  const { interval, amountCents, currency } = sold.price;
  return { plan: sold.plan.name, interval, amountCents, currency };
}
