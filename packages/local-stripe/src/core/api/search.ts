import { asJson } from "../store/diff";
import type { TableName } from "../store/tables";
import type { JsonObject } from "../wire";
import { invalid } from "./errors";
import { int, required, text } from "./params";
import { type Route, route } from "./route";
import { compileSearch, type SearchField } from "./search-query";

/** Source: https://docs.stripe.com/search#supported-query-fields-for-each-resource */
export const searchRoutes: Route[] = [
  search("customers", "customer", {
    created: "number",
    email: "string",
    metadata: "metadata",
    name: "string",
    phone: "string",
  }),
  search("payment_intents", "payment_intent", {
    amount: "number",
    created: "number",
    currency: "token",
    customer: "token",
    metadata: "metadata",
    status: "token",
  }),
  search("charges", "charge", {
    amount: "number",
    "billing_details.address.postal_code": "token",
    created: "number",
    currency: "token",
    customer: "token",
    disputed: "boolean",
    metadata: "metadata",
    "payment_method_details.card.brand": "token",
    "payment_method_details.card.exp_month": "number",
    "payment_method_details.card.exp_year": "number",
    "payment_method_details.card.fingerprint": "token",
    "payment_method_details.card.last4": "token",
    refunded: "boolean",
    status: "token",
  }),
  search("invoices", "invoice", {
    created: "number",
    currency: "token",
    customer: "token",
    metadata: "metadata",
    number: "string",
    receipt_number: "token",
    status: "token",
    subscription: "token",
    total: "number",
  }),
  search("subscriptions", "subscription", {
    canceled_at: "number",
    created: "number",
    metadata: "metadata",
    status: "token",
  }),
  search("prices", "price", {
    active: "boolean",
    currency: "token",
    lookup_key: "token",
    metadata: "metadata",
    product: "token",
    type: "token",
  }),
  search("products", "product", {
    active: "boolean",
    description: "string",
    metadata: "metadata",
    name: "string",
    shippable: "boolean",
    url: "string",
  }),
];

type Searched = Extract<
  TableName,
  "customer" | "payment_intent" | "charge" | "invoice" | "subscription" | "price" | "product"
>;

/** `GET /v1/…/search`, newest first. Pages are named by the last id shown. */
function search(plural: string, table: Searched, fields: Record<string, SearchField>): Route {
  const path = `/v1/${plural}/search`;
  return route("GET", path, { query: required(text), limit: int, page: text }, ({ tx, params }) => {
    const limit = params.limit ?? 10;
    if (limit < 1 || limit > 100) throw invalid("This value must be between 1 and 100.", "limit");
    const matches = compileSearch(params.query, fields);
    const rows = tx
      .rows(table)
      .reverse()
      .filter((row) => matches(searchable(asJson(row))));
    const start = params.page === undefined ? 0 : after(rows, params.page);
    const data = rows.slice(start, start + limit);
    const hasMore = start + limit < rows.length;
    const last = data.at(-1);
    return {
      object: "search_result",
      data,
      has_more: hasMore,
      next_page: hasMore && last !== undefined ? pageAfter(last.id) : null,
      url: path,
    };
  });
}

/** An invoice no longer carries its subscription at the top; search still finds it there. */
function searchable(row: JsonObject): JsonObject {
  if (row.object !== "invoice") return row;
  const { parent } = row;
  const details = typeof parent === "object" && parent !== null && !Array.isArray(parent) ? parent : {};
  const inner = details.subscription_details;
  const subscription =
    typeof inner === "object" && inner !== null && !Array.isArray(inner) ? (inner.subscription ?? null) : null;
  return { ...row, subscription };
}

function pageAfter(id: string): string {
  return Buffer.from(id).toString("base64url");
}

function after(rows: readonly { id: string }[], page: string): number {
  const id = Buffer.from(page, "base64url").toString();
  const index = rows.findIndex((row) => row.id === id);
  if (index === -1) throw invalid("The page is not one of this search.", "page");
  return index + 1;
}
