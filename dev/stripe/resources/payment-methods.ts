import { invalid, missingResource } from "../api/errors";
import { listPage } from "../api/list";
import { int, mergeMetadata, metadata, object, oneOf, pagination, required, text } from "../api/params";
import { type Route, route } from "../api/route";
import { attachPaymentMethod, createCardMethod, paymentMethodOf } from "../payments/attach";
import { testCard } from "../payments/cards";
import { detach } from "../payments/detach";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { customerOf } from "./customers";

const billingDetails = object({ email: text, name: text, phone: text });
const redisplay = oneOf("always", "limited", "unspecified");

export const paymentMethodRoutes: Route[] = [
  route(
    "POST",
    "/v1/payment_methods",
    {
      type: required(oneOf("card")),
      card: required(object({ number: text, exp_month: int, exp_year: int, cvc: text, token: text })),
      billing_details: billingDetails,
      metadata,
      allow_redisplay: redisplay,
    },
    ({ tx, params }) => {
      const card = testCard(params.card.token === "tok_visa" ? "4242424242424242" : (params.card.number ?? ""));
      if (card === undefined) throw invalid("Only the published test card numbers work here.", "card[number]");
      return createCardMethod(tx, {
        card,
        expMonth: params.card.exp_month ?? 12,
        expYear: params.card.exp_year ?? new Date(tx.now * 1000).getUTCFullYear() + 3,
        billing: {
          address: null,
          email: params.billing_details?.email ?? null,
          name: params.billing_details?.name ?? null,
          phone: params.billing_details?.phone ?? null,
          tax_id: null,
        },
        metadata: mergeMetadata({}, params.metadata),
        allowRedisplay: params.allow_redisplay ?? "unspecified",
      });
    },
  ),
  route(
    "GET",
    "/v1/payment_methods",
    { ...pagination, customer: text, type: oneOf("card"), allow_redisplay: redisplay },
    ({ tx, params }) => {
      const rows = methodsOf(tx, params.customer).filter(
        (row) => params.allow_redisplay === undefined || row.allow_redisplay === params.allow_redisplay,
      );
      return listPage(rows, params, "/v1/payment_methods");
    },
  ),
  route("GET", "/v1/payment_methods/:id", {}, ({ tx, id }) => paymentMethodOf(tx, id)),
  route(
    "POST",
    "/v1/payment_methods/:id",
    { allow_redisplay: redisplay, billing_details: billingDetails, metadata },
    ({ tx, params, id }) => {
      const before = paymentMethodOf(tx, id);
      return tx.put("payment_method", {
        ...before,
        allow_redisplay: params.allow_redisplay ?? before.allow_redisplay ?? "unspecified",
        billing_details: {
          ...before.billing_details,
          email: params.billing_details?.email ?? before.billing_details.email,
          name: params.billing_details?.name ?? before.billing_details.name,
          phone: params.billing_details?.phone ?? before.billing_details.phone,
        },
        metadata: mergeMetadata(before.metadata, params.metadata),
      });
    },
  ),
  route("POST", "/v1/payment_methods/:id/attach", { customer: required(text) }, ({ tx, params, id }) => {
    customerOf(tx, params.customer, "customer");
    return attachPaymentMethod(tx, id, params.customer);
  }),
  route("POST", "/v1/payment_methods/:id/detach", {}, ({ tx, id }) => {
    if (paymentMethodOf(tx, id).customer === null) {
      throw invalid("The payment method you provided is not attached to a customer so detachment is impossible.");
    }
    return detach(tx, id);
  }),
  route(
    "GET",
    "/v1/customers/:id/payment_methods",
    { ...pagination, type: oneOf("card"), allow_redisplay: redisplay },
    ({ tx, params, id }) => {
      customerOf(tx, id);
      const rows = methodsOf(tx, id).filter(
        (row) => params.allow_redisplay === undefined || row.allow_redisplay === params.allow_redisplay,
      );
      return listPage(rows, params, `/v1/customers/${id}/payment_methods`);
    },
  ),
];

/** Without a customer the list is empty: Stripe lists only Treasury methods then. */
export function methodsOf(tx: Tx, customer: string | undefined): Tables["payment_method"][] {
  if (customer === undefined) return [];
  if (tx.get("customer", customer) === undefined) throw missingResource("customer", customer, "customer");
  return tx.where("payment_method", "customer", customer);
}
