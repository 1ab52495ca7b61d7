import { livePaidSubscription } from "@/lib/billing/plans/decide-change";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { syncLivePlan } from "@/lib/billing/plans/sync-own";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { takeTurn } from "@/lib/billing/take-turn";
import type { BillingRefusal } from "@/lib/billing/types";
import type { StripeClient } from "@/lib/stripe/client";
import { fetchSubscription, resumePaused, type SubscriptionAtStripe, undoEnd } from "@/lib/stripe/subscriptions";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

/** `payment_due`: a paused plan that resumes once its invoice is paid. */
export type SubscriptionResumed =
  | { ok: true; status: "resumed" }
  | { ok: true; status: "payment_due"; invoiceUrl: string | null }
  | BillingRefusal;

/** Undoes a scheduled cancellation, or resumes a paused plan. Otherwise it changes nothing. */
export async function resumeSubscription(
  services: CallerServices,
  { userId }: { userId: string },
  now: Date,
): Promise<SubscriptionResumed> {
  const { database, stripe } = services;
  return whenStripeAnswers(() =>
    takeTurn<SubscriptionResumed>(database.sql, { userId, purpose: "resume_subscription" }, async () => {
      const live = await livePaidSubscription(database.prisma, userId);
      const facts = live && (await fetchSubscription(stripe, live.stripeSubscriptionId));
      if (!facts) {
        await syncLivePlan(services, { userId }, now);
        return { ok: false, reason: "not_subscribed" };
      }
      const resumed = await resumeAtStripe(stripe, facts);
      await syncAtOnce(services, { userId, stripeSubscriptionId: facts.id }, now);
      return resumed;
    }),
  );
}

async function resumeAtStripe(stripe: StripeClient, facts: SubscriptionAtStripe): Promise<SubscriptionResumed> {
  if (facts.endedAt) return { ok: false, reason: "not_subscribed" };
  if (facts.status === "PAUSED") {
    const { isPaid, invoiceUrl } = await resumePaused(stripe, facts.id);
    return isPaid ? { ok: true, status: "resumed" } : { ok: true, status: "payment_due", invoiceUrl };
  }
  await undoEnd(stripe, facts);
  return { ok: true, status: "resumed" };
}
