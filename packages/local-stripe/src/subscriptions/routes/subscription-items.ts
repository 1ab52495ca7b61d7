import { invalid, missingResource } from "../../core/api/errors";
import { subscriptionById } from "../../core/api/existing";
import { embedded, listPage } from "../../core/api/list";
import { bool, int, pagination, required, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { changeItems } from "../change";
import type { ItemChange } from "../change-plan";
import type { SubscriptionItem } from "../objects/subscription";
import { followChange } from "../schedules/follow";
import { itemShape } from "./subscription-item-params";
import { paymentBehavior, prorationBehavior } from "./subscription-params";

const billing = {
  payment_behavior: paymentBehavior,
  proration_behavior: prorationBehavior,
  proration_date: int,
};

export const subscriptionItemRoutes: Route[] = [
  route("GET", "/v1/subscription_items", { ...pagination, subscription: required(text) }, ({ tx, params }) => {
    const items = [...subscriptionById(tx, params.subscription, "subscription").items.data].reverse();
    return listPage(items, params, "/v1/subscription_items");
  }),

  route(
    "POST",
    "/v1/subscription_items",
    { ...itemShape, ...billing, subscription: required(text) },
    ({ tx, params }) => {
      const before = subscriptionById(tx, params.subscription, "subscription");
      const { price, price_data, quantity, metadata } = params;
      const change = { price, price_data, quantity, metadata, id: undefined, deleted: undefined };
      const after = changeOne(tx, before, change, params);
      const had = new Set(before.items.data.map((item) => item.id));
      const [added] = (after.pending_update?.subscription_items ?? after.items.data).filter(
        (item) => !had.has(item.id),
      );
      if (added === undefined) throw new Error(`subscription ${before.id} got no item`);
      return added;
    },
  ),

  route("GET", "/v1/subscription_items/:id", {}, ({ tx, id }) => ownerOf(tx, id).item),

  route("POST", "/v1/subscription_items/:id", { ...itemShape, ...billing, off_session: bool }, ({ tx, params, id }) => {
    const { owner } = ownerOf(tx, id);
    const { price, price_data, quantity, metadata } = params;
    changeOne(tx, owner, { price, price_data, quantity, metadata, id, deleted: undefined }, params);
    return ownerOf(tx, id).item;
  }),

  route("DELETE", "/v1/subscription_items/:id", { ...billing, clear_usage: bool }, ({ tx, params, id }) => {
    const { owner } = ownerOf(tx, id);
    changeOne(tx, owner, { ...blank, id, deleted: true }, params);
    return tx.put("deleted", { id, object: "subscription_item", deleted: true });
  }),

  route("GET", "/v1/customers/:id/subscriptions", pagination, ({ tx, id }) =>
    embedded(
      tx.where("subscription", "customer", id).filter((row) => row.status !== "canceled"),
      `/v1/customers/${id}/subscriptions`,
    ),
  ),
];

const blank = { price: undefined, price_data: undefined, quantity: undefined, metadata: undefined };

interface HowBilled {
  payment_behavior: ReturnType<typeof paymentBehavior>;
  proration_behavior: ReturnType<typeof prorationBehavior>;
  proration_date: number | undefined;
  off_session?: boolean | undefined;
}

function changeOne(tx: Tx, before: Tables["subscription"], change: ItemChange, how: HowBilled): Tables["subscription"] {
  if (before.ended_at !== null) throw invalid(`A canceled subscription cannot be changed. (${before.id})`);
  const refusal = changeItems(tx, before.id, {
    items: [change],
    behavior: how.proration_behavior ?? "create_prorations",
    date: how.proration_date ?? tx.now,
    paymentBehavior: how.payment_behavior ?? "allow_incomplete",
    offSession: how.off_session ?? false,
  });
  if (refusal !== null) throw refusal;
  if (before.schedule !== null) followChange(tx, before.schedule);
  return tx.need("subscription", before.id);
}

function ownerOf(tx: Tx, id: string): { owner: Tables["subscription"]; item: SubscriptionItem } {
  for (const owner of tx.each("subscription")) {
    const item = owner.items.data.find((row) => row.id === id);
    if (item !== undefined) return { owner, item };
  }
  throw missingResource("subscription_item", id);
}
