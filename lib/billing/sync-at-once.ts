import type { BillingServices } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { syncSubscription } from "@/lib/billing/sync-subscription";
import { isPassing } from "@/lib/billing/when-stripe-answers";
import { log } from "@/lib/log";

/**
 * Brings in what a verb has just done at Stripe, without waiting for the webhook. If Stripe falls silent now, what was
 * done stays done, and the webhook tells of it.
 */
export async function syncAtOnce(
  services: BillingServices,
  { userId, stripeSubscriptionId }: { userId: string; stripeSubscriptionId: string },
  now: Date,
): Promise<void> {
  try {
    await converge(services, userId, (reader, user) => syncSubscription(reader, user, stripeSubscriptionId, now));
  } catch (error) {
    if (!isPassing(error)) throw error;
    log.warn({ err: error }, "Stripe fell silent after a change; the webhook will tell of it");
  }
}
