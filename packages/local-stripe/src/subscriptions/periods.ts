import { invalid } from "../core/api/errors";
import { boundary, boundaryAfter, boundaryBefore, daysInMonth, type Interval } from "../core/clock/calendar";
import type { Tables } from "../core/store/tables";
import type { SubscriptionItem } from "./objects/subscription";

type Subscription = Tables["subscription"];
type Price = Tables["price"];

export interface Period {
  start: number;
  end: number;
}

export interface Cadence {
  interval: Interval;
  count: number;
}

/** The service period that ends next; all items share it unless their intervals differ. */
export function periodOf(subscription: Subscription): Period {
  const soonest = subscription.items.data.reduce(
    (best, item) => (item.current_period_end < best.current_period_end ? item : best),
    firstItem(subscription),
  );
  return { start: soonest.current_period_start, end: soonest.current_period_end };
}

export function firstItem(subscription: Subscription): SubscriptionItem {
  const item = subscription.items.data[0];
  if (item === undefined) throw new Error(`subscription ${subscription.id} has no items`);
  return item;
}

/** Each item moved to its own period. */
export function withPeriods(subscription: Subscription, of: (item: SubscriptionItem) => Period): Subscription {
  const data = subscription.items.data.map((item) => {
    const period = of(item);
    return { ...item, current_period_start: period.start, current_period_end: period.end };
  });
  return { ...subscription, items: { ...subscription.items, data } };
}

/** The end of the period that runs at `at`. */
export function periodEndAfter(price: Price, anchor: number, at: number): number {
  const { interval, count } = cadenceOf(price);
  return boundaryAfter(anchor, interval, count, at);
}

/** The start of the whole period that ends at `end`, also when the customer joined in the middle of it. */
export function wholeStart(price: Price, anchor: number, end: number): number {
  const { interval, count } = cadenceOf(price);
  return boundaryBefore(anchor, interval, count, end);
}

/**
 * What periods are counted from. A subscription asked for the 31st that began in February has its anchor on the 28th
 * and still renews on 31 March, so the count starts in a month that has the day.
 */
export function anchorOf(subscription: Subscription): number {
  const { billing_cycle_anchor: anchor, billing_cycle_anchor_config: config } = subscription;
  const first = firstItem(subscription).price;
  if (config === null || (first.recurring?.interval !== "month" && first.recurring?.interval !== "year")) return anchor;
  const step = (first.recurring.interval === "year" ? 12 : 1) * first.recurring.interval_count;
  for (let back = 0; back < 12 * 8; back += step) {
    const date = new Date(boundary(anchor, "month", 1, -back) * 1000);
    if (daysInMonth(date.getUTCFullYear(), date.getUTCMonth()) < config.day_of_month) continue;
    date.setUTCDate(config.day_of_month);
    return Math.floor(date.getTime() / 1000);
  }
  return anchor;
}

export function cadenceOf(price: Price): Cadence {
  const interval = intervals.find((known) => known === price.recurring?.interval);
  if (interval === undefined) throw invalid(`The price ${price.id} is not recurring.`, "items[0][price]");
  return { interval, count: price.recurring?.interval_count ?? 1 };
}

export function cadenceKey(price: Price): string {
  const { interval, count } = cadenceOf(price);
  return `${count} ${interval}`;
}

/**
 * Refuses prices that cannot be billed together. Flexible subscriptions may mix intervals of which each is a multiple
 * of the shortest. Source: https://docs.stripe.com/billing/subscriptions/mixed-interval
 */
export function requireBillableTogether(items: readonly { price: Price }[], billingMode: string): void {
  if (new Set(items.map(({ price }) => price.currency)).size > 1) {
    throw invalid("All prices on a subscription must have the same `currency`.", "items");
  }
  if (new Set(items.map(({ price }) => cadenceKey(price))).size <= 1) return;
  if (billingMode === "classic") {
    throw invalid(
      "Currently, all prices on a subscription with `billing_mode[type]=classic` must have the same " +
        "`recurring.interval` and `recurring.interval_count`.",
      "items",
    );
  }
  const days = items.map(({ price }) => lengthOf(cadenceOf(price), "day"));
  const months = items.map(({ price }) => lengthOf(cadenceOf(price), "month"));
  for (const lengths of [days, months]) {
    const shortest = Math.min(...lengths);
    if (lengths.every((length) => Number.isFinite(length) && length % shortest === 0)) return;
  }
  throw invalid("The intervals of a subscription's prices must be multiples of the shortest one.", "items");
}

function lengthOf({ interval, count }: Cadence, unit: "day" | "month"): number {
  const lengths =
    unit === "day" ? { day: 1, week: 7, month: NaN, year: NaN } : { day: NaN, week: NaN, month: 1, year: 12 };
  return lengths[interval] * count;
}

const intervals: readonly Interval[] = ["day", "week", "month", "year"];
