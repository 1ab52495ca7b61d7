import type { BillingServices } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

/**
 * Brings in what a verb has just done at Stripe, without waiting for the webhook. If Stripe falls silent now, or
 * refuses to say, what was done stays done, and the webhook tells of it.
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
