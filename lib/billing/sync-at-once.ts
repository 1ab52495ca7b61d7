import { type BillingServices, lockUser } from "@/lib/billing/context";
import { syncSubscription } from "@/lib/billing/sync-subscription";
import { log } from "@/lib/log";
import { isStripeUnavailable } from "@/lib/stripe/errors";

/**
 * Brings in what a verb has just done at Stripe, without waiting for the webhook. A transaction of its own: if Stripe
 * falls silent now, what was done stays done, and the webhook tells of it.
 */
export async function syncAtOnce(
  { database, stripe }: BillingServices,
  { userId, stripeSubscriptionId }: { userId: string; stripeSubscriptionId: string },
  now: Date,
): Promise<void> {
  try {
    await database.transaction(async (db, sql) => {
      const user = await lockUser(sql, userId);
      if (user) await syncSubscription({ db, sql, stripe }, user, stripeSubscriptionId, now);
    });
  } catch (error) {
    if (!isStripeUnavailable(error)) throw error;
    log.warn({ err: error }, "Stripe fell silent after a change; the webhook will tell of it");
  }
}
