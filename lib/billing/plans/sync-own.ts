import type { BillingServices } from "@/lib/billing/context";
import { livePaidSubscription } from "@/lib/billing/plans/decide-change";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { hasLivePaidSubscription } from "@/lib/billing/refills/settle-free-plan";
import { sharedRun } from "@/lib/billing/shared-run";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { readSavedCard } from "@/lib/billing/sync/read-saved-card";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

/**
 * Brings in what somebody may have done in Stripe's portal, their card and their plan, without waiting for the webhook.
 * When Stripe does not answer, the webhook tells of it. Asked many times at once, Stripe is asked once at a time.
 */
export async function syncOwn(services: CallerServices, { userId }: { userId: string }, now: Date): Promise<void> {
  return sharedRun(services.database.pool, `own:${userId}`, () => syncBoth(services, userId, now));
}

async function syncBoth(services: BillingServices, userId: string, now: Date): Promise<void> {
  await whenStripeAnswers(() => readSavedCard(services, userId, now));
  await syncLivePlan(services, { userId }, now);
}

/** Brings in the paid plan as it stands at Stripe, also that it is no more there. */
export async function syncLivePlan(
  services: BillingServices,
  { userId }: { userId: string },
  now: Date,
): Promise<void> {
  const live = await livePaidSubscription(services.database.prisma, userId);
  if (live) await syncAtOnce(services, { userId, stripeSubscriptionId: live.stripeSubscriptionId }, now);
}

/** Whether a paid plan lives, asked of Stripe before it is a reason to refuse another: what is on record may be gone there. */
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
