import { type BillingReader, type BillingUser, ignored, nothing, type Write } from "@/lib/billing/context";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { fetchSubscriptionOfSchedule } from "@/lib/stripe/schedules";

/**
 * Syncs the subscription of a schedule: a change planned for later does not change the subscription itself, so there is no
 * subscription event.
 */
export async function syncSchedule(
  reader: BillingReader,
  user: BillingUser,
  scheduleId: string,
  now: Date,
): Promise<Write> {
  const subscriptionId = await fetchSubscriptionOfSchedule(reader.stripe, scheduleId);
  if (!subscriptionId) return nothing(ignored(`The schedule ${scheduleId} has no subscription.`));
  return syncSubscription(reader, user, subscriptionId, now);
}
