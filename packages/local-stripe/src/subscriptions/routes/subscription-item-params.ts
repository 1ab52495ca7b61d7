import { createPrice, inlineShape, priceOf } from "../../catalogue/routes/prices";
import { invalid, missingParameter } from "../../core/api/errors";
import { count, metadata, object, type Params, required, text } from "../../core/api/params";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";

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
