import { invalid, missingParameter, missingResource } from "../../core/api/errors";
import { inRange, listPage } from "../../core/api/list";
import { int, mergeMetadata, metadata, oneOf, pagination, range, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { cancelRefund, refundCharge } from "../refund";
import { intentOf } from "./payment-intents";

export const chargeRoutes: Route[] = [
  route(
    "GET",
    "/v1/charges",
    { ...pagination, created: range, customer: text, payment_intent: text },
    ({ tx, params }) => {
      const rows = tx
        .matching("charge", { intent: params.payment_intent, customer: params.customer })
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.payment_intent === undefined || row.payment_intent === params.payment_intent)
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/charges");
    },
  ),
  route("GET", "/v1/charges/:id", {}, ({ tx, id }) => chargeOf(tx, id)),
  route("POST", "/v1/charges/:id", { description: text, metadata, receipt_email: text }, ({ tx, params, id }) => {
    const before = chargeOf(tx, id);
    return tx.put("charge", {
      ...before,
      description: params.description ?? before.description,
      metadata: mergeMetadata(before.metadata, params.metadata),
      receipt_email: params.receipt_email ?? before.receipt_email,
    });
  }),

  route(
    "POST",
    "/v1/refunds",
    {
      amount: int,
      charge: text,
      metadata,
      payment_intent: text,
      reason: oneOf("duplicate", "fraudulent", "requested_by_customer"),
    },
    ({ tx, params }) => {
      const charge = chargeToRefund(tx, params.charge, params.payment_intent);
      return refundCharge(tx, {
        charge,
        amount: params.amount,
        reason: params.reason ?? null,
        metadata: mergeMetadata({}, params.metadata),
      });
    },
  ),
  route(
    "GET",
    "/v1/refunds",
    { ...pagination, charge: text, created: range, payment_intent: text },
    ({ tx, params }) => {
      const rows = tx
        .matching("refund", { charge: params.charge, intent: params.payment_intent })
        .filter((row) => params.charge === undefined || row.charge === params.charge)
        .filter((row) => params.payment_intent === undefined || row.payment_intent === params.payment_intent)
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/refunds");
    },
  ),
  route("GET", "/v1/refunds/:id", {}, ({ tx, id }) => refundOf(tx, id)),
  route("POST", "/v1/refunds/:id/cancel", {}, ({ tx, id }) => cancelRefund(tx, refundOf(tx, id))),
  route("POST", "/v1/refunds/:id", { metadata }, ({ tx, params, id }) => {
    const before = refundOf(tx, id);
    return tx.put("refund", { ...before, metadata: mergeMetadata(before.metadata, params.metadata) });
  }),
];

function chargeOf(tx: Tx, id: string, param = "id"): Tables["charge"] {
  const row = tx.get("charge", id);
  if (row === undefined) throw missingResource("charge", id, param);
  return row;
}

function refundOf(tx: Tx, id: string): Tables["refund"] {
  const row = tx.get("refund", id);
  if (row === undefined) throw missingResource("refund", id);
  return row;
}

function chargeToRefund(tx: Tx, charge: string | undefined, intent: string | undefined): Tables["charge"] {
  if (charge !== undefined) return chargeOf(tx, charge, "charge");
  if (intent === undefined) throw missingParameter("charge");
  const latest = intentOf(tx, intent).latest_charge;
  if (latest === null)
    throw invalid("This PaymentIntent does not have a successful charge to refund.", "payment_intent");
  return chargeOf(tx, latest, "charge");
}
