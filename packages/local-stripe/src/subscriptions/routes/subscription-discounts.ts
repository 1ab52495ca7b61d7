import { type DiscountsParam, discountsParam } from "../../catalogue/discount-params";
import { redeemAll } from "../../catalogue/redeem";
import { missingResource } from "../../core/api/errors";
import { count, int, list, metadata, object, required, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { currencyCode } from "../../core/money/currencies";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { dropDiscounts } from "../../invoices/discounts";
import { createOneOff } from "../../invoices/one-off";

type Subscription = Tables["subscription"];

const addInvoiceItems = list(
  object({
    discounts: discountsParam,
    metadata,
    period: object({ end: required(int), start: required(int) }),
    price: text,
    price_data: object({
      currency: required(currencyCode),
      product: required(text),
      tax_behavior: text,
      unit_amount: int,
    }),
    quantity: count,
  }),
);

/** Discounts of a subscription, and one-time prices that go on its next invoice. */
export const extrasShape = { add_invoice_items: addInvoiceItems, discounts: discountsParam };

export interface Extras {
  add_invoice_items: ReturnType<typeof addInvoiceItems>;
  discounts: DiscountsParam;
}

export const subscriptionDiscountRoutes: Route[] = [
  route("DELETE", "/v1/subscriptions/:id/discount", {}, ({ tx, id }) => {
    const subscription = tx.get("subscription", id);
    if (subscription === undefined) throw missingResource("subscription", id);
    const [first] = subscription.discounts;
    if (first === undefined) throw missingResource("discount", id);
    const discount = tx.need("discount", first);
    dropDiscounts(tx, id, [first]);
    const { end: _end, ...rest } = discount;
    return { ...rest, deleted: true };
  }),
];

/** Sets the requested discounts: those no longer named are removed, new ones are redeemed. */
export function setDiscounts(tx: Tx, subscription: Subscription, wanted: DiscountsParam): string[] {
  if (wanted === undefined) return subscription.discounts;
  const { id, customer, currency, discounts: before } = subscription;
  const after = redeemAll(tx, wanted, {
    context: { customer, currency, subtotal: null },
    target: { subscription: id },
    kept: before,
  });
  tx.patch("subscription", id, { discounts: [...new Set([...before, ...after])] });
  dropDiscounts(
    tx,
    id,
    before.filter((discount) => !after.includes(discount)),
  );
  tx.patch("subscription", id, { discounts: after });
  return after;
}

/** One-time prices become invoice items that wait for the subscription's next invoice. */
export function addItems(tx: Tx, subscription: Subscription, items: Extras["add_invoice_items"]): void {
  const { id, customer, currency } = subscription;
  for (const [index, { price, price_data: data, ...item }] of (items ?? []).entries()) {
    createOneOff(
      tx,
      {
        ...item,
        ...(price === undefined ? {} : { pricing: { price } }),
        ...(data === undefined
          ? {}
          : { price_data: { ...data, product_data: undefined, unit_amount_decimal: undefined } }),
      },
      { customer, currency, invoice: null, subscription: id, name: `add_invoice_items[${index}]` },
    );
  }
}
