import { sharedRun } from "@/lib/billing/shared-run";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { fetchUpcomingInvoice, type UpcomingInvoice } from "@/lib/stripe/upcoming-invoice";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

/** The next invoice of a subscription, calculated by Stripe; null when there is none, or Stripe is unavailable. */
export async function nextInvoice(
  { database, stripe }: CallerServices,
  { userId, subscriptionId }: { userId: string; subscriptionId: string },
): Promise<UpcomingInvoice | null> {
  const subscription = await database.prisma.subscription.findFirst({ where: { id: subscriptionId, userId } });
  const stripeId = subscription?.stripeSubscriptionId;
  if (!stripeId) return null;
  const asked = await sharedRun(database.pool, `next:${stripeId}`, () =>
    whenStripeAnswers(async () => ({ ok: true, invoice: await fetchUpcomingInvoice(stripe, stripeId) }) as const),
  );
  return asked.ok ? asked.invoice : null;
}
