import { invalid, missingResource } from "../core/api/errors";
import { inRange, listPage } from "../core/api/list";
import { mergeMetadata, metadata, object, oneOf, pagination, range, required, text } from "../core/api/params";
import { type Route, route } from "../core/api/route";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { createSession } from "./create";
import { createSessionShape } from "./create-params";
import { expireSession } from "./expire";

export const checkoutSessionRoutes: Route[] = [
  route("POST", "/v1/checkout/sessions", createSessionShape, ({ tx, params }) => createSession(tx, params)),

  route(
    "GET",
    "/v1/checkout/sessions",
    {
      ...pagination,
      created: range,
      customer: text,
      customer_details: object({ email: required(text) }),
      payment_intent: text,
      status: oneOf("complete", "expired", "open"),
      subscription: text,
    },
    ({ tx, params }) => {
      const rows = tx
        .matching("checkout_session", { subscription: params.subscription, customer: params.customer })
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.payment_intent === undefined || row.payment_intent === params.payment_intent)
        .filter((row) => params.subscription === undefined || row.subscription === params.subscription)
        .filter((row) => params.status === undefined || row.status === params.status)
        .filter((row) => {
          const wanted = params.customer_details?.email;
          return wanted === undefined || row.customer_details?.email === wanted;
        })
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/checkout/sessions");
    },
  ),

  route("GET", "/v1/checkout/sessions/:id", {}, ({ tx, id }) => sessionOf(tx, id)),

  route("POST", "/v1/checkout/sessions/:id", { metadata }, ({ tx, params, id }) => {
    const before = sessionOf(tx, id);
    return tx.put("checkout_session", { ...before, metadata: mergeMetadata(before.metadata, params.metadata) });
  }),

  route("POST", "/v1/checkout/sessions/:id/expire", {}, ({ tx, id }) => {
    const session = sessionOf(tx, id);
    if (session.status !== "open") {
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      );
    }
    expireSession(tx, id);
    return sessionOf(tx, id);
  }),

  route("GET", "/v1/checkout/sessions/:id/line_items", pagination, ({ tx, params, id }) => {
    sessionOf(tx, id);
    // Line items are listed in the order they were given, unlike every other list.
    const items = [...tx.need("checkout_plan", id).lineItems].reverse();
    return listPage(items, params, `/v1/checkout/sessions/${id}/line_items`);
  }),
];

function sessionOf(tx: Tx, id: string): Tables["checkout_session"] {
  const row = tx.get("checkout_session", id);
  if (row === undefined) throw missingResource("checkout.session", id);
  return row;
}
