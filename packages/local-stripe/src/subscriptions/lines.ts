import { priceIn } from "../catalogue/price-currency";
import { newId } from "../core/ids";
import { amountOf, formatMoney, roundMoney } from "../core/money/money";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import type { InvoiceLine } from "../invoices/objects/invoice";
import { buildLine } from "../invoices/objects/invoice-line";
import type { SubscriptionItem } from "./objects/subscription";
import { anchorOf, wholeStart } from "./periods";

type Subscription = Tables["subscription"];

export interface Period {
  start: number;
  end: number;
}

/** The line an item bills for one period. */
export function itemLine(tx: Tx, subscription: Subscription, item: SubscriptionItem, period: Period): InvoiceLine {
  const quantity = item.quantity ?? 1;
  const name = tx.get("product", item.price.product)?.name ?? "Subscription";
  const price = priceIn(tx, item.price, subscription.currency) ?? item.price;
  return line(subscription, { ...item, price }, period, {
    amount: partOf(subscription, item, period, amountOf(price, quantity)),
    description: `${quantity} × ${name} (at ${rate(price)})`,
  });
}

/** A whole period costs the whole amount, a shorter one its part to the second. */
function partOf(subscription: Subscription, item: SubscriptionItem, period: Period, amount: number): number {
  const start = wholeStart(item.price, anchorOf(subscription), period.end);
  if (period.start <= start) return amount;
  return roundMoney((amount * (period.end - period.start)) / (period.end - start), subscription.currency);
}

export function trialLine(tx: Tx, subscription: Subscription, item: SubscriptionItem, period: Period): InvoiceLine {
  const name = tx.get("product", item.price.product)?.name ?? "Subscription";
  return line(subscription, item, period, { amount: 0, description: `Trial period for ${name}` });
}

export interface Proration {
  amount: number;
  description: string;
  /** For a credit: the invoice and line that charged it. */
  credited: { invoice: string; lines: string[] } | null;
  /** Discounts that the amount already excludes. */
  discounts?: string[];
}

export function prorationLine(
  subscription: Subscription,
  item: SubscriptionItem,
  period: Period,
  proration: Proration,
): InvoiceLine {
  const made = line(subscription, item, period, proration);
  return {
    ...made,
    // The amount is net: its discounts are listed with an amount of 0.
    discount_amounts: (proration.discounts ?? []).map((discount) => ({ amount: 0, discount })),
    discountable: false,
    discounts: proration.discounts ?? [],
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: newId("ii"),
        proration: true,
        proration_details: {
          credited_items:
            proration.credited === null
              ? null
              : { invoice: proration.credited.invoice, invoice_line_items: proration.credited.lines },
        },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: "subscription_item_details",
    },
  };
}

function line(
  subscription: Subscription,
  item: SubscriptionItem,
  period: Period,
  what: { amount: number; description: string },
): InvoiceLine {
  return buildLine({
    id: newId("il"),
    invoice: null,
    amount: what.amount,
    currency: subscription.currency,
    description: what.description,
    periodStart: period.start,
    periodEnd: period.end,
    price: item.price,
    quantity: item.quantity ?? 1,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: "subscription_item_details",
    },
    subscription: subscription.id,
    metadata: subscription.metadata,
  });
}

function rate(price: Tables["price"]): string {
  const each = formatMoney(price.unit_amount ?? 0, price.currency);
  const count = price.recurring?.interval_count ?? 1;
  const interval = price.recurring?.interval ?? "month";
  return count === 1 ? `${each} / ${interval}` : `${each} / every ${count} ${interval}s`;
}
