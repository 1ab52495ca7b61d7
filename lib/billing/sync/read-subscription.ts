import { planPricesAmong } from "@/lib/billing/sync/plan-prices";
import type { Db } from "@/lib/db";
import type { StripeClient } from "@/lib/stripe/client";
import type { ItemFacts, SoldItem } from "@/lib/stripe/subscription-items";
import { fetchSubscription, type SubscriptionAtStripe } from "@/lib/stripe/subscriptions";

/** A subscription in its current state in Stripe, with the item that is its plan. */
export type SubscriptionFacts = SubscriptionAtStripe & {
  /** False when no item is a plan of the catalogue; the plan's fields then describe the oldest item. */
  sellsPlan: boolean;
  itemId: string;
  stripePriceId: string;
  /** The charged quantity of the plan. */
  quantity: number;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  /** Further items that are plans: only one plan grants credits. */
  otherPlans: ItemFacts[];
  /** The change of plan or quantity that a schedule will make next. */
  scheduledChange: { stripePriceId: string; quantity: number; at: Date } | null;
  /** A plan change that takes effect once its invoice is paid. */
  pendingChange: { stripePriceId: string; invoiceId: string } | null;
};

/**
 * Reads a subscription; null when Stripe does not have it. Its plan is the item whose price is in the catalogue, in any
 * position. Of two, it is the older one, decided by Stripe's data alone and not by the order of events.
 */
export async function readSubscription(
  { db, stripe }: { db: Db; stripe: StripeClient },
  id: string,
): Promise<SubscriptionFacts | null> {
  const found = await fetchSubscription(stripe, id);
  if (!found) return null;
  const { items, nextPhase, pendingUpdate } = found;
  const all = [...items, ...(nextPhase?.items ?? []), ...(pendingUpdate?.items ?? [])];
  const prices = await planPricesAmong(
    db,
    all.map(({ stripePriceId }) => stripePriceId),
  );
  const isPlan = ({ stripePriceId }: SoldItem) => prices.has(stripePriceId);
  const plan = items.find(isPlan) ?? items[0];
  if (!plan) throw new Error(`Stripe's subscription ${id} has no item.`);
  return {
    ...found,
    sellsPlan: isPlan(plan),
    itemId: plan.id,
    stripePriceId: plan.stripePriceId,
    quantity: quantityOf(plan),
    currentPeriodStart: plan.periodStart,
    currentPeriodEnd: plan.periodEnd,
    otherPlans: items.filter((item) => item !== plan && isPlan(item)),
    scheduledChange: scheduledChangeOf(nextPhase, plan, isPlan),
    pendingChange: pendingChangeOf(pendingUpdate, plan, isPlan),
  };
}

/** Metered items have no quantity: it is one. */
const quantityOf = ({ quantity }: SoldItem) => quantity ?? 1;

type IsPlan = (item: SoldItem) => boolean;

function scheduledChangeOf(
  next: SubscriptionAtStripe["nextPhase"],
  plan: ItemFacts,
  isPlan: IsPlan,
): SubscriptionFacts["scheduledChange"] {
  // When the plan itself stays, another item beside it is not a change.
  const is = next?.items.find(({ stripePriceId }) => stripePriceId === plan.stripePriceId);
  const to = is ?? next?.items.find(isPlan) ?? next?.items[0];
  if (!next || !to) return null;
  if (to.stripePriceId === plan.stripePriceId && quantityOf(to) === quantityOf(plan)) return null;
  return { stripePriceId: to.stripePriceId, quantity: quantityOf(to), at: next.at };
}

function pendingChangeOf(
  pending: SubscriptionAtStripe["pendingUpdate"],
  plan: ItemFacts,
  isPlan: IsPlan,
): SubscriptionFacts["pendingChange"] {
  const to = pending?.items.find(({ id }) => id === plan.id) ?? pending?.items.find(isPlan) ?? pending?.items[0];
  return pending && to ? { stripePriceId: to.stripePriceId, invoiceId: pending.invoiceId } : null;
}
