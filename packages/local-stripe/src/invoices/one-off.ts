import { type DiscountsParam, discountsParam } from "../catalogue/discount-params";
import { requirePriceIn } from "../catalogue/price-currency";
import { redeemAll } from "../catalogue/redeem";
import { createPrice, priceOf } from "../catalogue/routes/prices";
import { invalid, missingParameter } from "../core/api/errors";
import {
  bool,
  count,
  decimal,
  int,
  mergeMetadata,
  metadata,
  object,
  type Params,
  required,
  text,
} from "../core/api/params";
import { newId } from "../core/ids";
import { currencyCode, requireBillable } from "../core/money/currencies";
import { amountOf, roundMoney } from "../core/money/money";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { appliedOf, spread } from "./discounts";
import { buildOneOffItem } from "./objects/invoice-item";

type Item = Tables["invoiceitem"];

/** The ways to state the price of one invoice item. */
export const oneOffShape = {
  amount: int,
  description: text,
  discountable: bool,
  discounts: discountsParam,
  metadata,
  period: object({ end: required(int), start: required(int) }),
  price_data: object({
    currency: required(currencyCode),
    product: text,
    product_data: object({ name: required(text), metadata, tax_code: text, unit_label: text }),
    tax_behavior: text,
    unit_amount: int,
    unit_amount_decimal: decimal,
  }),
  pricing: object({ price: text }),
  quantity: count,
  unit_amount_decimal: decimal,
};
export type OneOffParams = Partial<Params<typeof oneOffShape>>;

export interface OneOffFor {
  customer: string;
  currency: string;
  /** The draft it goes on; null waits for the next invoice. */
  invoice: string | null;
  subscription: string | null;
  /** Its name in errors, for instance `lines[0]`; empty for the request itself. */
  name: string;
}

/** A new invoice item: a price, an amount, or a quantity with a unit amount. */
export function createOneOff(tx: Tx, params: OneOffParams, where: OneOffFor): Item {
  const cost = costOf(tx, params, where);
  const item = buildOneOffItem({
    id: newId("ii"),
    created: tx.now,
    customer: tx.need("customer", where.customer),
    invoice: where.invoice,
    subscription: where.subscription,
    currency: where.currency,
    ...cost,
    description: params.description ?? cost.description,
    // Negative items are credits: discounts leave them alone.
    discountable: params.discountable ?? cost.amount >= 0,
    metadata: mergeMetadata({}, params.metadata),
    period: params.period ?? { end: tx.now, start: tx.now },
  });
  tx.put("invoiceitem", item);
  return withDiscounts(tx, item, params.discounts);
}

/** The item with the parameters that were sent changed. */
export function changeOneOff(tx: Tx, before: Item, params: OneOffParams): Item {
  const where: OneOffFor = {
    customer: before.customer,
    currency: before.currency,
    invoice: before.invoice,
    subscription: before.parent?.subscription_details?.subscription ?? null,
    name: "",
  };
  const isRepriced = [
    params.amount,
    params.price_data,
    params.pricing,
    params.quantity,
    params.unit_amount_decimal,
  ].some((value) => value !== undefined);
  const changed: Item = {
    ...before,
    ...(isRepriced ? pricedOf(tx, before, params, where) : {}),
    description: params.description ?? before.description,
    discountable: params.discountable ?? before.discountable,
    metadata: mergeMetadata(before.metadata, params.metadata),
    period: params.period ?? before.period,
  };
  tx.put("invoiceitem", { ...changed, net_amount: changed.amount });
  return withDiscounts(tx, tx.need("invoiceitem", before.id), params.discounts);
}

function pricedOf(tx: Tx, before: Item, params: OneOffParams, where: OneOffFor): Partial<Item> {
  const kept = before.pricing?.price_details?.price;
  const isSame = params.amount === undefined && params.price_data === undefined && params.pricing === undefined;
  const unit = params.unit_amount_decimal ?? before.pricing?.unit_amount_decimal ?? undefined;
  const effective: OneOffParams =
    isSame && kept !== undefined
      ? { ...params, pricing: { price: kept }, quantity: params.quantity ?? before.quantity }
      : isSame && unit !== undefined
        ? { ...params, unit_amount_decimal: unit, quantity: params.quantity ?? before.quantity }
        : params;
  const cost = costOf(tx, effective, where);
  return {
    amount: cost.amount,
    pricing: cost.pricing,
    quantity: cost.quantity,
    quantity_decimal: String(cost.quantity),
  };
}

interface Cost {
  amount: number;
  quantity: number;
  pricing: Item["pricing"];
  description: string | null;
}

function costOf(tx: Tx, params: OneOffParams, where: OneOffFor): Cost {
  const quantity = params.quantity ?? 1;
  const of = (key: string) => (where.name === "" ? key : `${where.name}[${key}]`);
  if (params.pricing?.price !== undefined || params.price_data !== undefined) {
    const { tax_behavior: _none, ...data } = params.price_data ?? { currency: where.currency };
    const found =
      params.pricing?.price === undefined
        ? createPrice(tx, { ...data, active: false, product_data: productData(params) })
        : priceOf(tx, params.pricing.price, of("pricing[price]"));
    if (found.recurring !== null) {
      throw invalid(
        "The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.",
        of("pricing[price]"),
      );
    }
    const price = requirePriceIn(tx, found, where.currency, of("pricing[price]"));
    const amount = amountOf(price, quantity);
    requireBillable(amount, where.currency, of("quantity"));
    return {
      amount,
      quantity,
      description: tx.get("product", price.product)?.name ?? null,
      pricing: {
        price_details: { price: price.id, product: price.product },
        type: "price_details",
        unit_amount_decimal: price.unit_amount_decimal,
      },
    };
  }
  if (params.unit_amount_decimal !== undefined) {
    const unit = params.unit_amount_decimal;
    const amount = roundMoney(Number(unit) * quantity, where.currency);
    requireBillable(amount, where.currency, of("unit_amount_decimal"));
    return { amount, quantity, pricing: bare(unit), description: null };
  }
  if (params.amount === undefined) throw missingParameter(of("amount"));
  requireBillable(params.amount, where.currency, of("amount"));
  return { amount: params.amount, quantity: 1, pricing: bare(String(params.amount)), description: null };
}

function productData(params: OneOffParams): Parameters<typeof createPrice>[1]["product_data"] {
  const data = params.price_data?.product_data;
  if (data === undefined) return undefined;
  return {
    name: data.name,
    active: true,
    id: undefined,
    metadata: data.metadata,
    statement_descriptor: undefined,
    tax_code: data.tax_code,
    unit_label: data.unit_label,
  };
}

function bare(unit: string): Item["pricing"] {
  return { type: "price_details", unit_amount_decimal: unit };
}

function withDiscounts(tx: Tx, item: Item, wanted: DiscountsParam): Item {
  const { customer, currency, amount: subtotal } = item;
  const discounts =
    wanted === undefined
      ? (item.discounts ?? [])
      : redeemAll(tx, wanted, {
          context: { customer, currency, subtotal },
          target: { invoiceItem: item.id },
          kept: item.discounts ?? [],
        });
  const own = discounts.map((id) => appliedOf(tx, id, currency));
  const [shares = []] = item.discountable ? spread([{ amount: item.amount, product: null, own }], [], currency) : [];
  const net = shares.reduce((rest, share) => rest - share.amount, item.amount);
  return tx.patch("invoiceitem", item.id, { discounts, net_amount: net });
}
