import type { BillingContext } from "@/lib/billing/context";
import { noteSubscriptionChange } from "@/lib/billing/note-subscription-change";
import { planTitle } from "@/lib/billing/plan-quantity";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { mailPlanEnd } from "@/lib/billing/refills/mail-plan-end";
import { settleFreePlan } from "@/lib/billing/refills/settle-free-plan";
import { subscriptionKeys } from "@/lib/billing/source-keys";
import { ENDED_STATUSES, isLive } from "@/lib/billing/subscription-status";
import { openAccount } from "@/lib/ledger/open-account";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";

/**
 * Ends a user's recorded paid subscriptions that Stripe no longer has, as no event will ever end them. Their credits end,
 * packs stay, and the free plan takes over. `why` completes the sentence in the history, "Pro ended: …". The caller holds
 * the user's lock. Returns how many were ended; 0 when repeated.
 */
export async function endOnRecord(
  { db, sql }: BillingContext,
  { userId, why }: { userId: string; why: string },
  now: Date,
): Promise<number> {
  const running = await db.subscription.findMany({
    where: { userId, stripeSubscriptionId: { not: null }, status: { notIn: [...ENDED_STATUSES] } },
    include: { planVersion: { select: { name: true } } },
  });
  if (running.length === 0) return 0;
  for (const { id: subscriptionId, canceledAt, planVersion } of running) {
    await db.subscription.update({
      where: { id: subscriptionId },
      data: { ...OVER, canceledAt: canceledAt ?? now, endedAt: now },
    });
    await noteSubscriptionChange(db, subscriptionId, now);
    await recordBillingEvent(db, {
      userId,
      type: "subscription_ended",
      sourceKey: subscriptionKeys.ended(subscriptionId),
      description: `${planVersion.name} ended: ${why}`,
      subscriptionId,
      occurredAt: now,
    });
    const accountId = await openAccount(sql, userId, now);
    const description = "Plan credits expired with the subscription";
    await resetPlanLots(sql, { accountId, subscriptionId, description, actor: "system" }, now);
  }
  await settleFreePlan(db, sql, userId, now);
  const told = running.filter(({ duplicate, withoutPlan }) => !duplicate && !withoutPlan).filter(isLive);
  for (const { planVersion, ...one } of told) {
    const planName = planTitle(planVersion.name, one.quantity);
    await mailPlanEnd({ db, sql }, { ...one, planName, endedAt: now, isUnpaid: false }, now);
  }
  return running.length;
}

const OVER = {
  status: "CANCELED",
  nextRefillAt: null,
  cancelAtPeriodEnd: false,
  scheduledPriceId: null,
  scheduledChangeAt: null,
  stripeScheduleId: null,
} as const;
