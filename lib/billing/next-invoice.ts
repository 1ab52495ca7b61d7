import { whenStripeAnswers } from "@/lib/billing/when-stripe-answers";
import type { Db } from "@/lib/db";
import type { StripeClient } from "@/lib/stripe/client";
import { fetchUpcomingInvoice, type UpcomingInvoice } from "@/lib/stripe/upcoming-invoice";

/** The next invoice of a subscription, as Stripe reckons it now; null when none comes, or Stripe cannot be asked. */
export async function nextInvoice(
  { db, stripe }: { db: Db; stripe: StripeClient },
  { userId, subscriptionId }: { userId: string; subscriptionId: string },
): Promise<UpcomingInvoice | null> {
  const subscription = await db.subscription.findFirst({ where: { id: subscriptionId, userId } });
  const stripeId = subscription?.stripeSubscriptionId;
  if (!stripeId) return null;
  const asked = await whenStripeAnswers(
    async () => ({ ok: true, invoice: await fetchUpcomingInvoice(stripe, stripeId) }) as const,
  );
  return asked.ok ? asked.invoice : null;
}
