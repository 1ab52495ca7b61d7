import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { fromSeconds, idOf } from "@/lib/stripe/shapes";

/** What an item or a schedule's phase sells, with everything that must be sent again to keep it. */
export type SoldItem = {
  stripePriceId: string;
  /** Null for metered use. */
  quantity: number | null;
  metadata: Record<string, string>;
  discountIds: string[];
  taxRateIds: string[];
};

export type ItemFacts = SoldItem & {
  id: string;
  stripeProductId: string | null;
  /** The price's name within its product. */
  nickname: string | null;
  /** Per unit; null for tiered prices and fractions of a cent. */
  unitAmountCents: number | null;
  /** How often it is charged, such as "1 month". */
  cadence: string;
  periodStart: Date;
  periodEnd: Date;
  createdAt: Date;
};

/** All items of a subscription, which itself includes only the first ones. */
export async function itemsOf(stripe: StripeClient, { id, items }: Stripe.Subscription): Promise<ItemFacts[]> {
  const all = items.has_more
    ? await stripe.subscriptionItems.list({ subscription: id, limit: 100 }).autoPagingToArray({ limit: 1_000 })
    : items.data;
  return all.map(itemFacts);
}

/** An item in Stripe. Items have their own periods since API 2025-03-31.basil. */
export function itemFacts(item: Stripe.SubscriptionItem): ItemFacts {
  const { id, price, created } = item;
  return {
    id,
    stripePriceId: price.id,
    stripeProductId: idOf(price.product),
    nickname: price.nickname,
    unitAmountCents: price.unit_amount,
    cadence: price.recurring ? `${price.recurring.interval_count} ${price.recurring.interval}` : "",
    quantity: item.quantity ?? null,
    metadata: item.metadata,
    discountIds: (item.discounts ?? []).flatMap((one) => idOf(one) ?? []),
    taxRateIds: (item.tax_rates ?? []).map((rate) => rate.id),
    periodStart: fromSeconds(item.current_period_start),
    periodEnd: fromSeconds(item.current_period_end),
    createdAt: fromSeconds(created),
  };
}

/** What a schedule's phase sells. */
export function phaseItem(item: Stripe.SubscriptionSchedule.Phase.Item): SoldItem {
  return {
    stripePriceId: idOf(item.price) ?? "",
    quantity: item.quantity ?? null,
    metadata: item.metadata ?? {},
    discountIds: item.discounts.flatMap(({ discount }) => idOf(discount) ?? []),
    taxRateIds: (item.tax_rates ?? []).map((rate) => rate.id),
  };
}

/** The same in the form of a request. */
export function toPhaseItem(item: SoldItem): Stripe.SubscriptionScheduleUpdateParams.Phase.Item {
  const { stripePriceId: price, quantity, metadata, discountIds, taxRateIds } = item;
  return {
    price,
    ...(quantity !== null && { quantity }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(discountIds.length > 0 && { discounts: discountIds.map((discount) => ({ discount })) }),
    ...(taxRateIds.length > 0 && { tax_rates: taxRateIds }),
  };
}
