import { planPricesAmong } from "@/lib/billing/sync/plan-prices";
import type { Db } from "@/lib/db";
import type { StripeClient } from "@/lib/stripe/client";
import type { ItemFacts, SoldItem } from "@/lib/stripe/subscription-items";
import { fetchSubscription, type SubscriptionAtStripe } from "@/lib/stripe/subscriptions";

/** A subscription as it stands at Stripe, with the item that is its plan. */
export type SubscriptionFacts = SubscriptionAtStripe & {
  /** False when no item is a plan of the catalogue; what is said of the plan's item is then said of the oldest. */
  sellsPlan: boolean;
  itemId: string;
  stripePriceId: string;
  /** How many of the plan are charged for. */
  quantity: number;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  /** Further items that are plans: a subscription gives the credits of one. */
  otherPlans: ItemFacts[];
  /** The change of plan, or of how many of it, that a schedule will make next. */
  scheduledChange: { stripePriceId: string; quantity: number; at: Date } | null;
  /** A change of plan that is made once its invoice is paid. */
  pendingChange: { stripePriceId: string; invoiceId: string } | null;
};

/**
 * Reads a subscription; null when Stripe has none by that id. Its plan is the item whose price is in the catalogue,
 * wherever it stands. Of two, the one that was there first: what Stripe says alone decides, not what was heard before.
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

/** What Stripe counts use of instead has no quantity: it is one. */
const quantityOf = ({ quantity }: SoldItem) => quantity ?? 1;

type IsPlan = (item: SoldItem) => boolean;

function scheduledChangeOf(
  next: SubscriptionAtStripe["nextPhase"],
  plan: ItemFacts,
  isPlan: IsPlan,
): SubscriptionFacts["scheduledChange"] {
  // Where the plan itself stays, another one beside it is no change.
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
