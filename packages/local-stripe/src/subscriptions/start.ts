import { boundary } from "../core/clock/calendar";
import { amountOf, roundMoney } from "../core/money/money";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import type { InvoiceLine } from "../invoices/objects/invoice";
import { itemLine } from "./lines";
import type { SubscriptionItem } from "./objects/subscription";
import { anchorOf, cadenceOf, type Period, periodEndAfter, wholeStart } from "./periods";

type Subscription = Tables["subscription"];
type Price = Tables["price"];

/** The period that runs at `now` for a subscription that began at `start`: the part of a whole one it has seen. */
export function runningPeriod(subscription: Subscription, price: Price, start: number, now: number): Period {
  const anchor = anchorOf(subscription);
  const end = periodEndAfter(price, anchor, now);
  return { start: Math.max(start, wholeStart(price, anchor, end)), end };
}

/** Whether a period is one whole cycle that begins now, so that nothing of it is a proration. */
export function isWhole(subscription: Subscription, price: Price, period: Period, now: number): boolean {
  return period.start === wholeStart(price, anchorOf(subscription), period.end) && period.start >= now;
}

/**
 * What is owed for the time between a backdated start and the running period: one line for each cycle in flexible
 * billing, one for the whole of it in classic billing, measured in cycles counted from the start.
 * Source: https://docs.stripe.com/billing/subscriptions/backdating
 */
export function backdatedLines(tx: Tx, subscription: Subscription, item: SubscriptionItem): InvoiceLine[] {
  const { start_date: start } = subscription;
  const until = item.current_period_start;
  if (start >= until) return [];
  if (subscription.billing_mode.type === "classic") {
    const period = { start, end: until };
    const each = amountOf(item.price, item.quantity ?? 1);
    const amount = roundMoney(each * cyclesFrom(item.price, period), item.price.currency);
    return [{ ...itemLine(tx, subscription, item, period), amount, subtotal: amount }];
  }
  const lines: InvoiceLine[] = [];
  let end = until;
  while (end > start) {
    const from = Math.max(start, wholeStart(item.price, anchorOf(subscription), end));
    lines.unshift(itemLine(tx, subscription, item, { start: from, end }));
    end = from;
  }
  return lines;
}

/** How many cycles a period is, counted from its own start: 15 February to 1 March is half a month. */
function cyclesFrom(price: Price, period: Period): number {
  const { interval, count } = cadenceOf(price);
  let whole = 0;
  while (boundary(period.start, interval, count, whole + 1) <= period.end) whole += 1;
  const from = boundary(period.start, interval, count, whole);
  const to = boundary(period.start, interval, count, whole + 1);
  return whole + (period.end - from) / (to - from);
}
