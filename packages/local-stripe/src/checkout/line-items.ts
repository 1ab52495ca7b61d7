import { amountIn, requirePriceIn } from "../catalogue/price-currency";
import { createPrice, priceOf } from "../catalogue/routes/prices";
import { invalid, missingParameter } from "../core/api/errors";
import { mergeMetadata } from "../core/api/params";
import { newId } from "../core/ids";
import { requireBillable } from "../core/money/currencies";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { requireBillableTogether } from "../subscriptions/periods";
import type { CreateParams } from "./create-params";
import { buildLineItem } from "./object";

/** What is bought, priced now; a mix the mode cannot sell is refused. */
export function lineItemsOf(
  tx: Tx,
  params: CreateParams,
  mode: "payment" | "subscription",
): Tables["checkout_plan"]["lineItems"] {
  if (params.line_items === undefined || params.line_items.length === 0) throw missingParameter("line_items");
  let chosen: string | undefined;
  const items = params.line_items.map((item, index) => {
    const name = `line_items[${index}]`;
    const price = priceFor(tx, item, name);
    if (!price.active && item.price !== undefined) {
      throw invalid("The price specified is inactive. This field only accepts active prices.", `${name}[price]`);
    }
    if (price.recurring !== null && mode === "payment") {
      throw invalid(
        "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
        name,
      );
    }
    const quantity = item.quantity ?? missing(`${name}[quantity]`);
    if (quantity < 1) throw invalid("Invalid positive integer", `${name}[quantity]`, "parameter_invalid_integer");
    const description = tx.get("product", price.product)?.name ?? "Item";
    const currency = (params.currency ?? chosen ?? price.currency).toLowerCase();
    chosen = currency;
    requirePriceIn(tx, price, currency, `${name}[price]`);
    return buildLineItem({
      id: newId("li"),
      price,
      description,
      quantity,
      currency,
      amount: amountIn(tx, price, quantity, currency),
      adjustable: adjustableOf(item, quantity, name),
      metadata: mergeMetadata({}, item.metadata),
    });
  });
  const sum = items.reduce((total, item) => total + item.amount_subtotal, 0);
  requireBillable(sum, items[0]?.currency ?? "usd", "line_items", sumName);
  const recurring = items.flatMap((item) => (item.price?.recurring ? [{ price: item.price }] : []));
  if (mode === "subscription") {
    if (recurring.length === 0) {
      throw invalid(
        "You must provide at least one recurring price in `subscription` mode when using prices.",
        "line_items",
      );
    }
    requireBillableTogether(recurring, "flexible");
  }
  return items;
}

/** The beginning of Stripe's message about a total. */
export const sumName = "The Checkout Session's total amount due";

type ItemParams = NonNullable<CreateParams["line_items"]>[number];

/** Source: https://docs.stripe.com/payments/checkout/adjustable-quantity */
function adjustableOf(
  item: ItemParams,
  quantity: number,
  name: string,
): Tables["checkout_plan"]["lineItems"][number]["adjustable_quantity"] {
  const sent = item.adjustable_quantity;
  if (sent === undefined) return null;
  const minimum = sent.minimum ?? 0;
  const maximum = sent.maximum ?? Math.max(99, quantity);
  if (sent.enabled && (quantity < minimum || quantity > maximum)) {
    throw invalid("The quantity must be between the minimum and the maximum.", `${name}[adjustable_quantity]`);
  }
  return { enabled: sent.enabled, maximum, minimum };
}

function priceFor(tx: Tx, item: ItemParams, name: string): Tables["price"] {
  if (item.price !== undefined && item.price_data !== undefined) {
    throw invalid("You may only specify one of these parameters: price, price_data.", name, "parameters_exclusive");
  }
  if (item.price !== undefined) return priceOf(tx, item.price, `${name}[price]`);
  if (item.price_data === undefined) throw missingParameter(`${name}[price]`);
  const { product_data: data, ...rest } = item.price_data;
  // Inline prices are made for one use: they exist, but are not for sale.
  return createPrice(tx, {
    ...rest,
    active: false,
    ...(data === undefined
      ? {}
      : {
          product_data: {
            name: data.name,
            active: true,
            id: undefined,
            metadata: data.metadata,
            statement_descriptor: undefined,
            tax_code: data.tax_code,
            unit_label: data.unit_label,
          },
        }),
  });
}

function missing(param: string): never {
  throw missingParameter(param);
}
