import type { BillingServices } from "@/lib/billing/context";
import { livePaidSubscription } from "@/lib/billing/plans/decide-change";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { hasLivePaidSubscription } from "@/lib/billing/refills/settle-free-plan";
import { sharedRun } from "@/lib/billing/shared-run";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { readSavedCard } from "@/lib/billing/sync/read-saved-card";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

/**
 * Syncs changes that a user may have made in Stripe's portal, their card and their plan, without waiting for the webhook,
 * which covers a Stripe outage. Concurrent calls share requests to Stripe.
 */
export async function syncOwn(services: CallerServices, { userId }: { userId: string }, now: Date): Promise<void> {
  return sharedRun(services.database.pool, `own:${userId}`, () => syncBoth(services, userId, now));
}

async function syncBoth(services: BillingServices, userId: string, now: Date): Promise<void> {
  await whenStripeAnswers(() => readSavedCard(services, userId, now));
  await syncLivePlan(services, { userId }, now);
}

/** Syncs the paid plan with Stripe, including when it no longer exists there. */
export async function syncLivePlan(
  services: BillingServices,
  { userId }: { userId: string },
  now: Date,
): Promise<void> {
  const live = await livePaidSubscription(services.database.prisma, userId);
  if (live) await syncAtOnce(services, { userId, stripeSubscriptionId: live.stripeSubscriptionId }, now);
}

/** Whether a live paid plan exists in Stripe, before it is a reason to refuse another: the recorded one may be gone. */
export async function isStillSubscribed(
  services: BillingServices,
  { userId }: { userId: string },
  now: Date,
): Promise<boolean> {
  const { prisma } = services.database;
  if (!(await hasLivePaidSubscription(prisma, userId))) return false;
  await syncLivePlan(services, { userId }, now);
  return hasLivePaidSubscription(prisma, userId);
}
