import { invalid, missingParameter } from "../api/errors";
import { count, metadata, object, type Params, required, text } from "../api/params";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { createPrice, inlineShape, priceOf } from "./prices";

export const itemShape = {
  price: text,
  price_data: object({ ...inlineShape, product: required(text) }),
  quantity: count,
  metadata,
};

/** The recurring price an item asks for. */
export function wantedPrice(tx: Tx, item: Params<typeof itemShape>, name: string): Tables["price"] {
  const price =
    item.price_data === undefined
      ? priceOf(tx, item.price ?? missing(`${name}[price]`), `${name}[price]`)
      : createPrice(tx, { ...item.price_data, active: false });
  if (price.recurring === null) {
    throw invalid(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      `${name}[price]`,
    );
  }
  if (!price.active && item.price !== undefined) {
    throw invalid("The price specified is inactive. This field only accepts active prices.", `${name}[price]`);
  }
  return price;
}

function missing(param: string): never {
  throw missingParameter(param);
}
