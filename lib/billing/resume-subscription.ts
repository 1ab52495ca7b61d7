import { type BillingServices, lockUser } from "@/lib/billing/context";
import { livePaidSubscription } from "@/lib/billing/decide-change";
import { syncAtOnce } from "@/lib/billing/sync-at-once";
import type { BillingRefusal } from "@/lib/billing/types";
import { whenStripeAnswers } from "@/lib/billing/when-stripe-answers";
import { fetchSubscription, resumePaused, undoEnd } from "@/lib/stripe/subscriptions";

/** `payment_due`: a paused plan that goes on once its invoice is paid. */
export type SubscriptionResumed =
  | { ok: true; status: "resumed" }
  | { ok: true; status: "payment_due"; invoiceUrl: string | null }
  | BillingRefusal;

/** Takes back a cancellation before it comes into effect; a paused plan goes on. One that is not to end stays as it is. */
export async function resumeSubscription(
  services: BillingServices,
  { userId }: { userId: string },
  now: Date,
): Promise<SubscriptionResumed> {
  return whenStripeAnswers(async () => {
    const { stripeSubscriptionId, resumed } = await resumeAtStripe(services, userId);
    if (stripeSubscriptionId) await syncAtOnce(services, { userId, stripeSubscriptionId }, now);
    return resumed;
  });
}

async function resumeAtStripe({ database, stripe }: BillingServices, userId: string) {
  return database.transaction<{ stripeSubscriptionId?: string; resumed: SubscriptionResumed }>(async (db, sql) => {
    await lockUser(sql, userId);
    const live = await livePaidSubscription(db, userId);
    const facts = live && (await fetchSubscription(stripe, live.stripeSubscriptionId));
    if (!facts) return { resumed: { ok: false, reason: "not_subscribed" } };
    const stripeSubscriptionId = facts.id;
    if (facts.endedAt) return { stripeSubscriptionId, resumed: { ok: false, reason: "not_subscribed" } };
    if (facts.status === "PAUSED") {
      const { isPaid, invoiceUrl } = await resumePaused(stripe, facts.id);
      const resumed = isPaid
        ? ({ ok: true, status: "resumed" } as const)
        : ({ ok: true, status: "payment_due", invoiceUrl } as const);
      return { stripeSubscriptionId, resumed };
    }
    await undoEnd(stripe, facts);
    return { stripeSubscriptionId, resumed: { ok: true, status: "resumed" } };
  });
}
