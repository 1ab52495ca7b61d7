import { livePaidSubscription } from "@/lib/billing/plans/decide-change";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { syncLivePlan } from "@/lib/billing/plans/sync-own";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { endsAt } from "@/lib/billing/subscription-status";
import { readSubscription, type SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import { takeTurn } from "@/lib/billing/take-turn";
import type { BillingRefusal } from "@/lib/billing/types";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";
import { dropPendingChange } from "@/lib/stripe/change-price";
import type { StripeClient } from "@/lib/stripe/client";
import { releaseSchedule } from "@/lib/stripe/schedules";
import { endAtPeriodEnd, endSubscription } from "@/lib/stripe/subscriptions";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

/** `endsAt` is when the plan ends or ended. */
export type SubscriptionCanceled = { ok: true; status: "scheduled" | "ended"; endsAt: Date } | BillingRefusal;

/** Admins may end a plan at once also where users may not (CANCEL_NOW). */
type Wish = { userId: string; when: "period_end" | "now"; by?: "user" | "admin" };

/**
 * Cancels the paid plan: at the end of the period, keeping its credits until then, or now, with its credits and without a
 * refund. Packs stay. Idempotent. A scheduled change is dropped.
 */
export async function cancelSubscription(
  services: CallerServices,
  wish: Wish,
  now: Date,
): Promise<SubscriptionCanceled> {
  if (wish.when === "now" && wish.by !== "admin" && !env().CANCEL_NOW)
    return { ok: false, reason: "cancel_now_not_allowed" };
  const { userId, when } = wish;
  const { database, stripe } = services;
  return whenStripeAnswers(() =>
    takeTurn<SubscriptionCanceled>(database.sql, { userId, purpose: "cancel_subscription" }, async () => {
      const live = await livePaidSubscription(database.prisma, userId);
      const facts = live && (await readSubscription({ db: database.prisma, stripe }, live.stripeSubscriptionId));
      if (!facts) {
        await syncLivePlan(services, { userId }, now);
        return endedBefore(database.prisma, userId, when);
      }
      const canceled = await cancelAtStripe(stripe, facts, when, now);
      await syncAtOnce(services, { userId, stripeSubscriptionId: facts.id }, now);
      return canceled;
    }),
  );
}

async function cancelAtStripe(
  stripe: StripeClient,
  facts: SubscriptionFacts,
  when: Wish["when"],
  now: Date,
): Promise<SubscriptionCanceled> {
  if (facts.endedAt) return { ok: true, status: "ended", endsAt: facts.endedAt };
  const planned = endsAt(facts);
  if (when === "period_end" && planned) return { ok: true, status: "scheduled", endsAt: planned };
  await dropPlans(stripe, facts);
  if (when === "now") {
    await endSubscription(stripe, facts.id);
    return { ok: true, status: "ended", endsAt: now };
  }
  await endAtPeriodEnd(stripe, facts, facts.currentPeriodEnd);
  return { ok: true, status: "scheduled", endsAt: facts.currentPeriodEnd };
}

/** Stripe does not cancel a subscription with a schedule, and a pending change must not be made any more. */
async function dropPlans(stripe: StripeClient, { pendingChange, scheduleId }: SubscriptionFacts): Promise<void> {
  if (pendingChange) await dropPendingChange(stripe, pendingChange.invoiceId);
  if (scheduleId) await releaseSchedule(stripe, scheduleId);
}

async function endedBefore(db: Db, userId: string, when: Wish["when"]): Promise<SubscriptionCanceled> {
  const last = await db.subscription.findFirst({
    where: { userId, stripeSubscriptionId: { not: null }, duplicate: false, status: "CANCELED" },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (when === "period_end" || !last?.endedAt) return { ok: false, reason: "not_subscribed" };
  return { ok: true, status: "ended", endsAt: last.endedAt };
}
