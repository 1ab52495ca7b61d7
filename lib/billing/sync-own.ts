import type { BillingServices } from "@/lib/billing/context";
import { livePaidSubscription } from "@/lib/billing/decide-change";
import { readSavedCard } from "@/lib/billing/read-saved-card";
import { syncAtOnce } from "@/lib/billing/sync-at-once";
import { whenStripeAnswers } from "@/lib/billing/when-stripe-answers";

/**
 * Brings in what somebody may have done in Stripe's portal, their card and their plan, without waiting for the webhook.
 * When Stripe does not answer, the webhook tells of it.
 */
export async function syncOwn(services: BillingServices, { userId }: { userId: string }, now: Date): Promise<void> {
  const { database, stripe } = services;
  await whenStripeAnswers(() =>
    database.transaction(async (db, sql) => {
      await readSavedCard({ db, sql, stripe }, userId, now);
    }),
  );
  const live = await livePaidSubscription(database.prisma, userId);
  if (live) await syncAtOnce(services, { userId, stripeSubscriptionId: live.stripeSubscriptionId }, now);
}
