import { missingResource } from "../api/errors";
import { embedded, listPage } from "../api/list";
import { pagination, required, text } from "../api/params";
import { type Route, route } from "../api/route";
import { subscriptionById } from "./subscriptions";

export const subscriptionItemRoutes: Route[] = [
  route("GET", "/v1/subscription_items", { ...pagination, subscription: required(text) }, ({ tx, params }) => {
    const items = [...subscriptionById(tx, params.subscription, "subscription").items.data].reverse();
    return listPage(items, params, "/v1/subscription_items");
  }),

  route("GET", "/v1/subscription_items/:id", {}, ({ tx, id }) => {
    const item = tx
      .rows("subscription")
      .flatMap((row) => row.items.data)
      .find((row) => row.id === id);
    if (item === undefined) throw missingResource("subscription_item", id);
    return item;
  }),

  route("GET", "/v1/customers/:id/subscriptions", pagination, ({ tx, id }) =>
    embedded(
      tx.where("subscription", "customer", id).filter((row) => row.status !== "canceled"),
      `/v1/customers/${id}/subscriptions`,
    ),
  ),
];
