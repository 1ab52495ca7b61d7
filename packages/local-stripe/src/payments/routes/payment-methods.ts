import { invalid, missingResource } from "../../core/api/errors";
import { customerOf } from "../../core/api/existing";
import { listPage } from "../../core/api/list";
import { mergeMetadata, metadata, oneOf, pagination, required, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { attachPaymentMethod, paymentMethodOf } from "../attach";
import { detach } from "../detach";
import { billingDetails, methodFromData, methodShape, methodTypes, redisplay } from "../method-data";

export const paymentMethodRoutes: Route[] = [
  route("POST", "/v1/payment_methods", methodShape, ({ tx, params }) => methodFromData(tx, params)),
  route(
    "GET",
    "/v1/payment_methods",
    { ...pagination, customer: text, type: oneOf(...methodTypes), allow_redisplay: redisplay },
    ({ tx, params }) => {
      const rows = methodsOf(tx, params.customer).filter(
        (row) =>
          (params.type === undefined || row.type === params.type) &&
          (params.allow_redisplay === undefined || row.allow_redisplay === params.allow_redisplay),
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
      if (before.customer === null) {
        throw invalid("You must save this PaymentMethod to a customer before you can update it.");
      }
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
    { ...pagination, type: oneOf(...methodTypes), allow_redisplay: redisplay },
    ({ tx, params, id }) => {
      customerOf(tx, id);
      const rows = methodsOf(tx, id).filter(
        (row) =>
          (params.type === undefined || row.type === params.type) &&
          (params.allow_redisplay === undefined || row.allow_redisplay === params.allow_redisplay),
      );
      return listPage(rows, params, `/v1/customers/${id}/payment_methods`);
    },
  ),
  route("GET", "/v1/customers/:id/payment_methods/:child", {}, ({ tx, id, child }) => {
    customerOf(tx, id);
    const method = tx.get("payment_method", child);
    if (method?.customer !== id) throw missingResource("PaymentMethod", child);
    return method;
  }),
];

/** Without a customer the list is empty: Stripe lists only Treasury methods then. */
export function methodsOf(tx: Tx, customer: string | undefined): Tables["payment_method"][] {
  if (customer === undefined) return [];
  if (tx.get("customer", customer) === undefined) throw missingResource("customer", customer, "customer");
  return tx.where("payment_method", "customer", customer);
}
