import { invalid, missingResource } from "../../core/api/errors";
import { inRange, listPage } from "../../core/api/list";
import {
  bool,
  clearable,
  list,
  mergeMetadata,
  metadata,
  object,
  pagination,
  range,
  required,
  text,
} from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { newId } from "../../core/ids";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { buildProduct } from "../objects/product-and-price";
import { createPrice, defaultPriceData, priceOf } from "./prices";

const features = clearable(list(object({ name: required(text) })));

const fields = {
  active: bool,
  description: clearable(text),
  images: clearable(list(text)),
  marketing_features: features,
  metadata,
  statement_descriptor: text,
  tax_code: clearable(text),
  unit_label: clearable(text),
  url: clearable(text),
};

export const productRoutes: Route[] = [
  route(
    "POST",
    "/v1/products",
    { ...fields, name: required(text), id: text, default_price_data: defaultPriceData },
    ({ tx, params }) => {
      const id = params.id ?? newId("prod");
      if (tx.get("product", id))
        throw invalid(`Product already exists with id '${id}'.`, "id", "resource_already_exists");
      tx.put(
        "product",
        buildProduct({
          id,
          active: params.active ?? true,
          created: tx.now,
          name: params.name,
          metadata: mergeMetadata({}, params.metadata),
          description: params.description ?? null,
          images: params.images ?? [],
          marketing_features: params.marketing_features ?? [],
          statement_descriptor: params.statement_descriptor ?? null,
          tax_code: params.tax_code ?? null,
          unit_label: params.unit_label ?? null,
          url: params.url ?? null,
        }),
      );
      tx.emit("product.created", "product", id);
      if (params.default_price_data !== undefined) {
        const price = createPrice(tx, { ...params.default_price_data, product: id });
        tx.patch("product", id, { default_price: price.id });
      }
      return tx.need("product", id);
    },
  ),

  route(
    "GET",
    "/v1/products",
    { ...pagination, active: bool, created: range, ids: list(text), url: text, shippable: bool },
    ({ tx, params }) => {
      const rows = tx
        .rows("product")
        .filter((row) => params.active === undefined || row.active === params.active)
        .filter((row) => params.ids === undefined || params.ids.includes(row.id))
        .filter((row) => params.url === undefined || row.url === params.url)
        .filter((row) => params.shippable === undefined || row.shippable === params.shippable)
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/products");
    },
  ),

  route("GET", "/v1/products/:id", {}, ({ tx, id }) => productOf(tx, id)),

  route("POST", "/v1/products/:id", { ...fields, name: text, default_price: text }, ({ tx, params, id }) => {
    const before = productOf(tx, id);
    if (params.default_price !== undefined && priceOf(tx, params.default_price, "default_price").product !== id) {
      throw invalid("The default price must belong to this product.", "default_price");
    }
    const after = tx.put("product", {
      ...before,
      active: params.active ?? before.active,
      default_price: params.default_price ?? before.default_price,
      description: params.description === undefined ? before.description : params.description,
      images: params.images === undefined ? before.images : (params.images ?? []),
      marketing_features:
        params.marketing_features === undefined ? before.marketing_features : (params.marketing_features ?? []),
      metadata: mergeMetadata(before.metadata, params.metadata),
      name: params.name ?? before.name,
      statement_descriptor: params.statement_descriptor ?? before.statement_descriptor,
      tax_code: params.tax_code === undefined ? before.tax_code : params.tax_code,
      unit_label: params.unit_label === undefined ? before.unit_label : params.unit_label,
      url: params.url === undefined ? before.url : params.url,
    });
    return JSON.stringify(after) === JSON.stringify(before) ? after : tx.patch("product", id, { updated: tx.now });
  }),

  route("DELETE", "/v1/products/:id", {}, ({ tx, id }) => {
    productOf(tx, id);
    if (tx.where("price", "product", id).length > 0) {
      throw invalid("This product cannot be deleted because it has one or more user-created prices.");
    }
    tx.emit("product.deleted", "product", id);
    tx.remove("product", id);
    return tx.put("deleted", { id, object: "product", deleted: true });
  }),
];

export function productOf(tx: Tx, id: string, param = "id"): Tables["product"] {
  const row = tx.get("product", id);
  if (row === undefined) throw missingResource("product", id, param);
  return row;
}
