import { type BillingReader, type BillingUser, ignored, nothing, type Write } from "@/lib/billing/context";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { fetchSubscriptionOfSchedule } from "@/lib/stripe/schedules";

/**
 * Brings in the subscription that a schedule drives: what is planned for later changes nothing on the subscription
 * itself, so that no event of its own tells of it.
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
