import type { SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import type { BillingInterval } from "@/lib/catalog/types";
import { dropPendingChange } from "@/lib/stripe/change-price";
import type { StripeClient } from "@/lib/stripe/client";
import { releaseSchedule, scheduleChange } from "@/lib/stripe/schedules";

type Wanted = { stripePriceId: string; interval: BillingInterval };

/**
 * Schedules another price of a plan for the end of the period, which stays as it was paid; add-ons stay. It replaces a
 * pending or scheduled change, and does nothing when this one is scheduled already. Returns when it takes effect.
 */
export async function scheduleAtPeriodEnd(
  stripe: StripeClient,
  { facts, to, quantity }: { facts: SubscriptionFacts; to: Wanted; quantity: number },
): Promise<Date> {
  const at = facts.currentPeriodEnd;
  if (facts.scheduledChange?.stripePriceId === to.stripePriceId) return facts.scheduledChange.at;
  if (facts.pendingChange) await dropPendingChange(stripe, facts.pendingChange.invoiceId);
  if (facts.scheduleId) await releaseSchedule(stripe, facts.scheduleId);
  const items = facts.items.map((item) =>
    item.id === facts.itemId ? { ...item, stripePriceId: to.stripePriceId, quantity } : item,
  );
  await scheduleChange(stripe, { subscriptionId: facts.id, items, at, interval: intervalAtStripe(to) });
  return at;
}

/** A plan's billing interval, as Stripe names it. */
export function intervalAtStripe({ interval }: { interval: BillingInterval }): "year" | "month" {
  return interval === "YEAR" ? "year" : "month";
}
