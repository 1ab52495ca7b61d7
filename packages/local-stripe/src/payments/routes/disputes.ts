import { invalid, missingResource } from "../../core/api/errors";
import { inRange, listPage } from "../../core/api/list";
import { bool, clearable, mergeMetadata, metadata, object, pagination, range, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { isOver, loseDispute, submitEvidence } from "../dispute";
import { bankSeconds } from "../record-charge";

const words = clearable(text);

const evidence = object({
  access_activity_log: words,
  billing_address: words,
  cancellation_policy: words,
  cancellation_policy_disclosure: words,
  cancellation_rebuttal: words,
  customer_communication: words,
  customer_email_address: words,
  customer_name: words,
  customer_purchase_ip: words,
  customer_signature: words,
  duplicate_charge_documentation: words,
  duplicate_charge_explanation: words,
  duplicate_charge_id: words,
  product_description: words,
  receipt: words,
  refund_policy: words,
  refund_policy_disclosure: words,
  refund_refusal_explanation: words,
  service_date: words,
  service_documentation: words,
  shipping_address: words,
  shipping_carrier: words,
  shipping_date: words,
  shipping_documentation: words,
  shipping_tracking_number: words,
  uncategorized_file: words,
  uncategorized_text: words,
});

export const disputeRoutes: Route[] = [
  route(
    "GET",
    "/v1/disputes",
    { ...pagination, charge: text, created: range, payment_intent: text },
    ({ tx, params }) => {
      const rows = tx
        .rows("dispute")
        .filter((row) => params.charge === undefined || row.charge === params.charge)
        .filter((row) => params.payment_intent === undefined || row.payment_intent === params.payment_intent)
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/disputes");
    },
  ),
  route("GET", "/v1/disputes/:id", {}, ({ tx, id }) => disputeOf(tx, id)),

  /** Evidence is kept until it is submitted; it is submitted unless `submit` says not to. */
  route("POST", "/v1/disputes/:id", { evidence, metadata, submit: bool }, ({ tx, params, id }) => {
    const before = disputeOf(tx, id);
    const sent = Object.entries(params.evidence ?? {}).filter(([, value]) => value !== undefined);
    if (sent.length > 0 && isOver(before)) throw closed(before);
    const isStaged = before.evidence_details.has_evidence || sent.length > 0;
    tx.put("dispute", {
      ...before,
      evidence: { ...before.evidence, ...Object.fromEntries(sent) },
      evidence_details: { ...before.evidence_details, has_evidence: isStaged },
      metadata: mergeMetadata(before.metadata, params.metadata),
    });
    if ((sent.length > 0 && params.submit !== false) || params.submit === true) {
      if (isOver(before)) throw closed(before);
      submitEvidence(tx, id);
      tx.schedule("dispute.decide", id, tx.now + bankSeconds);
    }
    return disputeOf(tx, id);
  }),

  route("POST", "/v1/disputes/:id/close", {}, ({ tx, id }) => {
    const before = disputeOf(tx, id);
    if (isOver(before)) throw closed(before);
    return loseDispute(tx, id);
  }),
];

function disputeOf(tx: Tx, id: string): Tables["dispute"] {
  const row = tx.get("dispute", id);
  if (row === undefined) throw missingResource("dispute", id);
  return row;
}

function closed(dispute: Tables["dispute"]): Error {
  return invalid(`This dispute is already closed (status: ${dispute.status}).`);
}
