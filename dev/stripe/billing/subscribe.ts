import { invalid } from "../api/errors";
import { boundaryAfter, type Interval } from "../engine/calendar";
import { newId } from "../ids";
import { buildItem, buildSubscription, type SubscriptionItem } from "../objects/subscription";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { type DraftInput, draftInvoice } from "./invoices";
import { itemLine, type Period, trialLine } from "./lines";
import { schedule } from "./schedule";

type Subscription = Tables["subscription"];
type Price = Tables["price"];

export interface WantedItem {
  price: Price;
  quantity: number;
  metadata: Record<string, string>;
}

export interface SubscribeInput {
  customer: string;
  items: WantedItem[];
  status: "active" | "incomplete";
  trialEnd: number | null;
  trialMissingPaymentMethod: string;
  cancelAt: number | null;
  cancelAtPeriodEnd: boolean;
  defaultPaymentMethod: string | null;
  description: string | null;
  metadata: Record<string, string>;
  pendingSetupIntent: string | null;
  saveDefaultPaymentMethod: string;
}

/** A new subscription with its first period and what falls due later. Nothing is told yet. */
export function subscribe(tx: Tx, input: SubscribeInput): Subscription {
  const id = newId("sub");
  const isTrial = input.trialEnd !== null;
  const anchor = input.trialEnd ?? tx.now;
  const first = input.items[0];
  if (first === undefined) throw invalid("A subscription needs at least one item.", "items", "parameter_missing");
  requireOneCadence(input.items);
  const period: Period = { start: tx.now, end: input.trialEnd ?? periodEndAfter(first.price, anchor, tx.now) };
  const items = input.items.map((item) =>
    buildItem({
      id: newId("si"),
      created: tx.now,
      subscription: id,
      price: item.price,
      quantity: item.quantity,
      periodStart: period.start,
      periodEnd: period.end,
      metadata: item.metadata,
    }),
  );
  const built = buildSubscription({
    ...input,
    id,
    created: tx.now,
    currency: first.price.currency,
    status: isTrial ? "trialing" : input.status,
    items,
    billingCycleAnchor: anchor,
    trialStart: isTrial ? tx.now : null,
  });
  const subscription = tx.put("subscription", {
    ...built,
    cancel_at: input.cancelAtPeriodEnd ? period.end : built.cancel_at,
  });
  schedule(tx, subscription);
  return subscription;
}

/** The draft of the first invoice; during a trial it is for nothing. */
export function firstInvoice(tx: Tx, subscription: Subscription): Tables["invoice"] {
  const period = periodOf(subscription);
  const lineFor = subscription.status === "trialing" ? trialLine : itemLine;
  const draft: DraftInput = {
    subscription,
    lines: subscription.items.data.map((item) => lineFor(tx, subscription, item, period)),
    billingReason: "subscription_create",
    periodStart: tx.now,
    periodEnd: tx.now,
    finalizesAt: null,
  };
  const invoice = draftInvoice(tx, draft);
  tx.patch("subscription", subscription.id, { latest_invoice: invoice.id });
  return invoice;
}

/** The service period all items share. */
export function periodOf(subscription: Subscription): Period {
  const item = firstItem(subscription);
  return { start: item.current_period_start, end: item.current_period_end };
}

export function firstItem(subscription: Subscription): SubscriptionItem {
  const item = subscription.items.data[0];
  if (item === undefined) throw new Error(`subscription ${subscription.id} has no items`);
  return item;
}

export function withPeriod(subscription: Subscription, period: Period): Subscription {
  const data = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: period.start,
    current_period_end: period.end,
  }));
  return { ...subscription, items: { ...subscription.items, data } };
}

export function periodEndAfter(price: Price, anchor: number, at: number): number {
  const { interval, count } = cadenceOf(price);
  return boundaryAfter(anchor, interval, count, at);
}

export function cadenceOf(price: Price): { interval: Interval; count: number } {
  const interval = intervals.find((known) => known === price.recurring?.interval);
  if (interval === undefined) throw invalid(`The price ${price.id} is not recurring.`, "items[0][price]");
  return { interval, count: price.recurring?.interval_count ?? 1 };
}

export function requireOneCadence(items: readonly { price: Price }[]): void {
  const cadences = new Set(items.map(({ price }) => JSON.stringify(cadenceOf(price))));
  const currencies = new Set(items.map(({ price }) => price.currency));
  if (currencies.size > 1) throw invalid("All prices of a subscription must share one currency.", "items");
  if (cadences.size > 1) {
    throw invalid("The local Stripe does not support items with different billing intervals yet.", "items");
  }
}

const intervals: readonly Interval[] = ["day", "week", "month", "year"];
