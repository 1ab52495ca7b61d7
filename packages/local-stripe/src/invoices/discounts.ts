import { amountOffIn } from "../catalogue/amount-off";
import { roundMoney, stepOf } from "../core/money/money";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import type { InvoiceLine } from "./objects/invoice";

type Subscription = Tables["subscription"];

/** One discount ready to apply: a percentage or an amount in minor units. */
export interface Applied {
  id: string;
  percent: number | null;
  amount: number;
  /** The products it is limited to; null is all. */
  products: readonly string[] | null;
}

export interface Discountable {
  amount: number;
  product: string | null;
  /** Discounts of this one alone, applied before those of the whole. */
  own: readonly Applied[];
}

export interface Share {
  id: string;
  amount: number;
}

/**
 * What each discount takes off each line. They apply in the order given, each to what the ones before it left. A
 * percentage is rounded per line; an amount is spread over the lines in proportion and never takes more than there is.
 * Source: https://docs.stripe.com/billing/subscriptions/coupons
 */
export function spread(lines: readonly Discountable[], whole: readonly Applied[], currency: string): Share[][] {
  const shares: Share[][] = lines.map(() => []);
  const left = lines.map((line) => Math.max(0, line.amount));
  const take = (discount: Applied, eligible: readonly number[]) => {
    const offs = discount.percent === null ? inProportion(discount.amount, eligible, left, stepOf(currency)) : null;
    for (const [place, index] of eligible.entries()) {
      const rest = left[index] ?? 0;
      const share = (rest * (discount.percent ?? 0)) / 100;
      const off = offs === null ? roundMoney(share, currency) : (offs[place] ?? 0);
      left[index] = rest - off;
      shares[index]?.push({ id: discount.id, amount: off });
    }
  };
  for (const [index, line] of lines.entries()) for (const discount of line.own) take(discount, [index]);
  for (const discount of whole) {
    const eligible = [...lines.keys()].filter((index) => covers(discount, lines[index]?.product ?? null));
    take(discount, eligible);
  }
  return shares;
}

/** Lines with what their own and the invoice's discounts take off; prorations keep what they say. */
export function discountLines(
  tx: Tx,
  lines: readonly InvoiceLine[],
  invoiceLevel: readonly string[],
  currency: string,
): InvoiceLine[] {
  const open = lines.filter((line) => line.discountable);
  const shares = spread(
    open.map((line) => ({
      amount: line.amount,
      product: line.pricing?.price_details?.product ?? null,
      own: line.discounts.map((id) => appliedOf(tx, id, currency)),
    })),
    invoiceLevel.map((id) => appliedOf(tx, id, currency)),
    currency,
  );
  return lines.map((line) => {
    const own = shares[open.indexOf(line)];
    if (own === undefined) return line;
    const amounts = own.map(({ id, amount }) => ({ amount, discount: id }));
    return {
      ...line,
      discount_amounts: amounts,
      pretax_credit_amounts: amounts.map((share) => ({ ...share, type: "discount" })),
    };
  });
}

/** A line's amount after its discounts. */
export function netOf(line: InvoiceLine): number {
  return (line.discount_amounts ?? []).reduce((rest, share) => rest - share.amount, line.amount);
}

/** A stored discount, ready to apply in a currency. */
export function appliedOf(tx: Tx, id: string, currency: string): Applied {
  const discount = tx.need("discount", id);
  return appliedCoupon(tx, tx.need("coupon", discount.source.coupon ?? ""), id, currency);
}

export function appliedCoupon(tx: Tx, coupon: Tables["coupon"], id: string, currency: string): Applied {
  return {
    id,
    percent: coupon.percent_off,
    amount: amountOffIn(tx, coupon, currency) ?? 0,
    products: tx.get("coupon_terms", coupon.id)?.products ?? null,
  };
}

/** The subscription's discounts that have not run out at `at`. */
export function liveDiscounts(tx: Tx, subscription: Subscription, at: number): string[] {
  return subscription.discounts.filter((id) => {
    const { end } = tx.need("discount", id);
    return end === null || end > at;
  });
}

/** The discounts of single use that these lines use up. */
export function spentBy(tx: Tx, lines: readonly InvoiceLine[]): Set<string> {
  const used = lines.flatMap((line) => {
    const took = (line.discount_amounts ?? []).filter((share) => share.amount > 0 || isProration(line));
    return took.map((share) => share.discount);
  });
  return new Set(used.filter((id) => couponOf(tx, id)?.duration === "once"));
}

/** Removes discounts from a subscription that ended, were used up or were given up. */
export function dropDiscounts(tx: Tx, subscription: string, gone: Iterable<string>): void {
  const before = tx.need("subscription", subscription);
  const dropped = new Set([...gone].filter((id) => before.discounts.includes(id)));
  if (dropped.size === 0) return;
  tx.patch("subscription", subscription, { discounts: before.discounts.filter((id) => !dropped.has(id)) });
  for (const id of dropped) tx.emit("customer.discount.deleted", "discount", id);
}

function couponOf(tx: Tx, discount: string): Tables["coupon"] | undefined {
  return tx.get("coupon", tx.get("discount", discount)?.source.coupon ?? "");
}

function isProration(line: InvoiceLine): boolean {
  const { subscription_item_details: item, invoice_item_details: kept } = line.parent ?? {};
  return item?.proration === true || kept?.proration === true;
}

function covers(discount: Applied, product: string | null): boolean {
  return discount.products === null || (product !== null && discount.products.includes(product));
}

/**
 * `amount` over the eligible lines by their size, in multiples of `step`; what rounding leaves over goes to the largest
 * fractions first.
 */
function inProportion(amount: number, eligible: readonly number[], left: readonly number[], step: number): number[] {
  const sizes = eligible.map((index) => left[index] ?? 0);
  const available = sizes.reduce((sum, size) => sum + size, 0);
  const off = Math.min(amount, available);
  if (off === 0) return sizes.map(() => 0);
  const exact = sizes.map((size) => (off * size) / available / step);
  const parts = exact.map(Math.floor);
  let rest = off / step - parts.reduce((sum, part) => sum + part, 0);
  const order = [...exact.keys()].sort((a, b) => ((exact[b] ?? 0) % 1) - ((exact[a] ?? 0) % 1));
  for (const place of order) {
    if (rest <= 0) break;
    parts[place] = (parts[place] ?? 0) + 1;
    rest -= 1;
  }
  return parts.map((part) => part * step);
}
