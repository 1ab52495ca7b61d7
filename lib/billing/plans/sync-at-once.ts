import type { BillingServices } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

/**
 * Syncs a change just made in Stripe without waiting for the webhook. If Stripe becomes unavailable now, the change is
 * still made, and its webhook event syncs it.
 */
export async function syncAtOnce(
  services: BillingServices,
  { userId, stripeSubscriptionId }: { userId: string; stripeSubscriptionId: string },
  now: Date,
): Promise<void> {
  await whenStripeAnswers(() =>
    converge(services, userId, (reader, user) => syncSubscription(reader, user, stripeSubscriptionId, now)),
  );
}
