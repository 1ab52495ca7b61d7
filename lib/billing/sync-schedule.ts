import { type BillingContext, type BillingUser, ignored, type SyncOutcome } from "@/lib/billing/context";
import { syncSubscription } from "@/lib/billing/sync-subscription";
import { fetchSubscriptionOfSchedule } from "@/lib/stripe/schedules";

/**
 * Brings in the subscription that a schedule drives: what is planned for later changes nothing on the subscription
 * itself, so that no event of its own tells of it. The caller holds the user's lock.
 */
export async function syncSchedule(
  context: BillingContext,
  user: BillingUser,
  scheduleId: string,
  now: Date,
): Promise<SyncOutcome> {
  const subscriptionId = await fetchSubscriptionOfSchedule(context.stripe, scheduleId);
  if (!subscriptionId) return ignored(`The schedule ${scheduleId} drives no subscription.`);
  return syncSubscription(context, user, subscriptionId, now);
}
