import { invalid } from "../core/api/errors";
import { requireBillable } from "../core/money/currencies";
import { amountOf } from "../core/money/money";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";

type Price = Tables["price"];

/** A price as it reads in one of its currencies; null where it has none. */
export function priceIn(tx: Tx, price: Price, currency: string): Price | null {
  if (price.currency === currency) return price;
  const option = tx.get("price_terms", price.id)?.options[currency];
  if (option === undefined) return null;
  const { unit_amount, unit_amount_decimal } = option;
  return { ...price, currency, unit_amount, unit_amount_decimal };
}

/** The same, where the price must have the currency. */
export function requirePriceIn(tx: Tx, price: Price, currency: string, param: string): Price {
  const found = priceIn(tx, price, currency);
  if (found !== null) return found;
  throw invalid(
    `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
    param,
  );
}

/** What a quantity costs in a currency, in its minor units. */
export function amountIn(tx: Tx, price: Price, quantity: number, currency: string): number {
  return amountOf(priceIn(tx, price, currency) ?? price, quantity);
}

/** Items of one subscription or sale whose price for a whole period is more than can be charged are refused. */
export function requireBillableItems(
  tx: Tx,
  items: readonly { price: Price; quantity?: number | null | undefined }[],
  currency: string,
  param = "items",
): void {
  const sum = items.reduce((total, item) => total + amountIn(tx, item.price, item.quantity ?? 1, currency), 0);
  requireBillable(sum, currency, param);
}
