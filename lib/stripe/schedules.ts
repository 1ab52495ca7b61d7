import type Stripe from "stripe";
import { repeatingPrices } from "@/lib/stripe/archived-prices";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing, isStripeRefusal } from "@/lib/stripe/errors";
import { idOf, toSeconds } from "@/lib/stripe/shapes";
import { phaseItem, type SoldItem, toPhaseItem } from "@/lib/stripe/subscription-items";

/** What a subscription sells from a moment on. `interval` is the plan's. */
export type Planned = { subscriptionId: string; items: readonly SoldItem[]; at: Date; interval: "month" | "year" };

/**
 * Schedules what a subscription sells from the end of the current period, which stays as it was paid
 * (docs.stripe.com/billing/subscriptions/subscription-schedules). A phase sells only what it lists, so both list every
 * item. The subscription must not have a schedule yet.
 */
export async function scheduleChange(stripe: StripeClient, planned: Planned): Promise<void> {
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: planned.subscriptionId });
  const running = schedule.phases[0];
  if (!running) throw new Error(`Stripe's schedule ${schedule.id} has no phase.`);
  const discounts = keptDiscounts(running);
  const items = running.items.map(phaseItem);
  const phases: Stripe.SubscriptionScheduleUpdateParams.Phase[] = [
    {
      items: items.map(toPhaseItem),
      start_date: running.start_date,
      end_date: toSeconds(planned.at),
      proration_behavior: "none",
      ...discounts,
    },
    {
      items: planned.items.map(toPhaseItem),
      duration: { interval: planned.interval, interval_count: 1 },
      proration_behavior: "none",
      ...discounts,
    },
  ];
  const had = items.map(({ stripePriceId }) => stripePriceId);
  await repeatingPrices(stripe, had, () =>
    stripe.subscriptionSchedules.update(schedule.id, { end_behavior: "release", phases }),
  );
}

/** A phase without discounts would drop those of the subscription. */
function keptDiscounts({ discounts }: Stripe.SubscriptionSchedule.Phase) {
  const kept = (discounts ?? []).flatMap(({ discount }) => {
    const id = idOf(discount);
    return id ? [{ discount: id }] : [];
  });
  return kept.length > 0 ? { discounts: kept } : {};
}

/**
 * Releases a schedule: the subscription continues without the scheduled change. Does nothing for a schedule that is
 * over.
 */
export async function releaseSchedule(stripe: StripeClient, scheduleId: string): Promise<void> {
  try {
    await stripe.subscriptionSchedules.release(scheduleId);
  } catch (error) {
    if (!isStripeRefusal(error)) throw error;
  }
}

/** The subscription of a schedule, or the one it released; null when it has none or is unknown. */
export async function fetchSubscriptionOfSchedule(stripe: StripeClient, scheduleId: string): Promise<string | null> {
  try {
    const { subscription, released_subscription } = await stripe.subscriptionSchedules.retrieve(scheduleId);
    return idOf(subscription) ?? released_subscription;
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}
