import { amountIn } from "../catalogue/price-currency";
import { roundMoney } from "../core/money/money";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { appliedOf, liveDiscounts, netOf, spread } from "../invoices/discounts";
import { lineOfItem } from "../invoices/draft";
import type { InvoiceLine } from "../invoices/objects/invoice";
import { pendingItems } from "../invoices/pending";
import { type Period, prorationLine } from "./lines";
import type { SubscriptionItem } from "./objects/subscription";
import { anchorOf, wholeStart } from "./periods";

type Subscription = Tables["subscription"];

/**
 * The credit for an item's unused time, or the charge for the rest of its period: to the second, each rounded to
 * the nearest amount that the currency can have.
 * Source: https://docs.stripe.com/billing/subscriptions/prorations
 */
export function prorate(amount: number, period: Period, at: number, currency: string): number {
  return roundMoney((amount * (period.end - at)) / (period.end - period.start), currency);
}

/**
 * The credit is the unused part of what was originally charged, after discounts.
 * Source: https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations
 */
export function creditLine(tx: Tx, subscription: Subscription, item: SubscriptionItem, at: number): InvoiceLine {
  const period = wholePeriod(subscription, item);
  const charged = chargedLine(tx, subscription, item, at);
  // Classic billing credits the item's present price, not what was charged.
  const isByCharge = charged !== null && subscription.billing_mode.type === "flexible";
  const full = amountIn(tx, item.price, item.quantity ?? 1, subscription.currency);
  return prorationLine(
    subscription,
    item,
    { start: at, end: period.end },
    {
      amount: 0 - (isByCharge ? unusedOf(charged.line, at) : prorate(full, period, at, subscription.currency)),
      description: `Unused time on ${named(tx, item)} after ${spokenDate(at)}`,
      credited:
        charged === null || charged.invoice === null ? null : { invoice: charged.invoice, lines: [charged.line.id] },
    },
  );
}

/** The rest of the period at today's price, less what the subscription's discounts take off it. */
export function debitLine(tx: Tx, subscription: Subscription, item: SubscriptionItem, at: number): InvoiceLine {
  const period = wholePeriod(subscription, item);
  const { net, discounts } = netOfItem(tx, subscription, item);
  return prorationLine(
    subscription,
    item,
    { start: at, end: period.end },
    {
      amount: prorate(net, period, at, subscription.currency),
      description: `Remaining time on ${named(tx, item)} after ${spokenDate(at)}`,
      credited: null,
      discounts,
    },
  );
}

/** What an item costs for a whole period after the discounts of its subscription, as its next invoice would have it. */
function netOfItem(tx: Tx, subscription: Subscription, item: SubscriptionItem): { net: number; discounts: string[] } {
  const { currency } = subscription;
  const items = subscription.items.data.map((each) => (each.id === item.id ? item : each));
  const shares = spread(
    items.map((each) => ({
      amount: amountIn(tx, each.price, each.quantity ?? 1, currency),
      product: each.price.product,
      own: [],
    })),
    liveDiscounts(tx, subscription, tx.now).map((id) => appliedOf(tx, id, currency)),
    currency,
  );
  const own = shares[items.indexOf(item)] ?? [];
  const full = amountIn(tx, item.price, item.quantity ?? 1, currency);
  return { net: own.reduce((rest, share) => rest - share.amount, full), discounts: own.map((share) => share.id) };
}

function unusedOf(line: InvoiceLine, at: number): number {
  const { start, end } = line.period;
  return roundMoney((netOf(line) * (end - at)) / (end - start), line.currency);
}

/** The whole cycle an item is in, also when the customer joined in the middle of it: the amount is for all of it. */
function wholePeriod(subscription: Subscription, item: SubscriptionItem): Period {
  const end = item.current_period_end;
  const start = wholeStart(item.price, anchorOf(subscription), end);
  return { start: Math.min(start, item.current_period_start), end };
}

/** The latest line, billed or pending, that charged for this item's time around `at`. */
function chargedLine(
  tx: Tx,
  subscription: Subscription,
  item: SubscriptionItem,
  at: number,
): { invoice: string | null; line: InvoiceLine } | null {
  const isIt = (line: InvoiceLine) => {
    const { subscription_item_details: own, invoice_item_details: kept } = line.parent ?? {};
    const keptFor = tx.get("invoiceitem", kept?.invoice_item ?? "")?.parent?.subscription_details?.subscription_item;
    return (
      (own?.subscription_item ?? keptFor) === item.id &&
      (own ?? kept)?.proration_details?.credited_items == null &&
      line.amount >= 0 &&
      line.period.start <= at &&
      at < line.period.end
    );
  };
  const { id, customer, currency } = subscription;
  const pending = pendingItems(tx, { customer, subscription: id, currency }).map(lineOfItem).findLast(isIt);
  if (pending !== undefined) return { invoice: null, line: pending };
  // A change that waits for its payment has not been made: its invoice charged for nothing yet.
  const unmade = subscription.pending_update === null ? null : subscription.latest_invoice;
  const billed = tx
    .where("invoice", "subscription", id)
    .filter((invoice) => invoice.status !== "void" && invoice.id !== unmade)
    .flatMap((invoice) => invoice.lines.data.filter(isIt).map((line) => ({ invoice: invoice.id, line })));
  return billed.at(-1) ?? null;
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
