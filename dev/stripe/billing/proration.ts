import type { InvoiceLine } from "../objects/invoice";
import type { SubscriptionItem } from "../objects/subscription";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { type Period, prorationLine } from "./lines";
import { amountOf } from "./money";

type Subscription = Tables["subscription"];

/**
 * What is given back for an item's unused time, or charged for its rest of the period: to the second, each rounded to
 * the nearest minor unit.
 * Source: https://docs.stripe.com/billing/subscriptions/prorations
 */
export function prorate(amount: number, period: Period, at: number): number {
  return Math.round((amount * (period.end - at)) / (period.end - period.start));
}

export function creditLine(tx: Tx, subscription: Subscription, item: SubscriptionItem, at: number): InvoiceLine {
  const period = { start: item.current_period_start, end: item.current_period_end };
  const quantity = item.quantity ?? 1;
  return prorationLine(
    subscription,
    item,
    { start: at, end: period.end },
    {
      amount: -prorate(amountOf(item.price, quantity), period, at),
      description: `Unused time on ${named(tx, item)} after ${spokenDate(at)}`,
      credited: creditedLines(tx, subscription, item),
    },
  );
}

export function debitLine(tx: Tx, subscription: Subscription, item: SubscriptionItem, at: number): InvoiceLine {
  const period = { start: item.current_period_start, end: item.current_period_end };
  const quantity = item.quantity ?? 1;
  return prorationLine(
    subscription,
    item,
    { start: at, end: period.end },
    {
      amount: prorate(amountOf(item.price, quantity), period, at),
      description: `Remaining time on ${named(tx, item)} after ${spokenDate(at)}`,
      credited: null,
    },
  );
}

/** The latest invoice line that charged this item for the running period. */
function creditedLines(
  tx: Tx,
  subscription: Subscription,
  item: SubscriptionItem,
): { invoice: string; lines: string[] } | null {
  const charged = tx.rows("invoice").findLast((invoice) => lineFor(invoice) !== undefined);
  function lineFor(invoice: Tables["invoice"]): InvoiceLine | undefined {
    if (invoice.parent?.subscription_details?.subscription !== subscription.id) return undefined;
    return invoice.lines.data.find(
      (line) =>
        line.parent?.subscription_item_details?.subscription_item === item.id &&
        line.amount > 0 &&
        line.pricing?.price_details?.price === item.price.id,
    );
  }
  const line = charged === undefined ? undefined : lineFor(charged);
  return charged === undefined || line === undefined ? null : { invoice: charged.id, lines: [line.id] };
}

function named(tx: Tx, item: SubscriptionItem): string {
  const name = tx.get("product", item.price.product)?.name ?? "Subscription";
  const quantity = item.quantity ?? 1;
  return quantity === 1 ? name : `${quantity} × ${name}`;
}

function spokenDate(at: number): string {
  const format = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "short", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(at * 1000));
}
