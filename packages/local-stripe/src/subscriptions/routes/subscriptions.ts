import { invalid, missingResource } from "../../core/api/errors";
import { subscriptionById } from "../../core/api/existing";
import { inRange, listPage } from "../../core/api/list";
import { bool, mergeMetadata, object, oneOf, pagination, range, required, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { cancelByApi } from "../cancel-by-api";
import { pauseSubscription } from "../pause";
import { resumePaused } from "../resume";
import { createShape, createSubscription } from "./subscription-create";
import { billingModeFlexible, cancellation, collectionMethod, prorationBehavior } from "./subscription-params";
import { type UpdateParams, updateShape, updateSubscription } from "./subscription-update";

type Subscription = Tables["subscription"];

export const subscriptionRoutes: Route[] = [
  route("POST", "/v1/subscriptions", createShape, ({ tx, params }) => createSubscription(tx, params)),

  route(
    "GET",
    "/v1/subscriptions",
    {
      ...pagination,
      collection_method: collectionMethod,
      created: range,
      customer: text,
      price: text,
      test_clock: text,
      status: oneOf(
        "active",
        "all",
        "canceled",
        "ended",
        "incomplete",
        "incomplete_expired",
        "past_due",
        "paused",
        "trialing",
        "unpaid",
      ),
    },
    ({ tx, params }) => {
      const rows = tx
        .matching("subscription", { customer: params.customer })
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.price === undefined || row.items.data.some((item) => item.price.id === params.price))
        .filter((row) => params.collection_method === undefined || row.collection_method === params.collection_method)
        .filter((row) => params.test_clock === undefined || row.test_clock === params.test_clock)
        .filter((row) => hasStatus(row.status, params.status))
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/subscriptions");
    },
  ),

  route("GET", "/v1/subscriptions/:id", {}, ({ tx, id }) => subscriptionById(tx, id)),

  route("POST", "/v1/subscriptions/:id", updateShape, ({ tx, params, id }) => {
    const before = subscriptionById(tx, id);
    refuseEnded(before, params);
    return before.ended_at === null ? updateSubscription(tx, before, params) : updateEnded(tx, before, params);
  }),

  route(
    "DELETE",
    "/v1/subscriptions/:id",
    { cancellation_details: cancellation, invoice_now: bool, prorate: bool },
    ({ tx, params, id }) => {
      // Stripe answers as if it did not exist (github.com/stripe/stripe-go/issues/1887).
      if (subscriptionById(tx, id).ended_at !== null) throw missingResource("subscription", id);
      const { comment, feedback } = params.cancellation_details ?? {};
      const why = {
        ...(comment === undefined ? {} : { comment }),
        ...(feedback === undefined ? {} : { feedback }),
      };
      return cancelByApi(tx, id, { why, invoiceNow: params.invoice_now ?? false, prorate: params.prorate ?? false });
    },
  ),

  route(
    "POST",
    "/v1/subscriptions/:id/pause",
    {
      bill_for: object({
        outstanding_usage_through: object({ type: required(oneOf("none", "now")) }),
        unused_time_from: object({ type: required(oneOf("item_current_period_start", "none", "now")) }),
      }),
      invoicing_behavior: oneOf("invoice", "pending_invoice_item"),
      type: oneOf("subscription"),
    },
    ({ tx, params, id }) => {
      const before = subscriptionById(tx, id);
      refuseEnded(before, params);
      const from = params.bill_for?.unused_time_from?.type ?? "now";
      return pauseSubscription(tx, id, {
        creditsFrom: from === "none" ? null : from,
        invoicesNow: params.invoicing_behavior === "invoice",
      });
    },
  ),

  route(
    "POST",
    "/v1/subscriptions/:id/resume",
    {
      billing_cycle_anchor: object({ type: required(oneOf("now", "unchanged")) }),
      payment_behavior: oneOf("resume_on_payment_attempt", "resume_on_payment_success"),
      proration_behavior: prorationBehavior,
    },
    ({ tx, params, id }) => {
      if (subscriptionById(tx, id).status !== "paused") throw invalid("Only paused subscriptions can be resumed.");
      return resumePaused(tx, id, {
        anchor: params.billing_cycle_anchor?.type ?? "now",
        behavior: params.proration_behavior ?? "create_prorations",
        payment: params.payment_behavior ?? "resume_on_payment_attempt",
      });
    },
  ),

  route(
    "POST",
    "/v1/subscriptions/:id/migrate",
    { billing_mode: required(object({ type: required(oneOf("flexible")), flexible: billingModeFlexible })) },
    ({ tx, id }) => {
      const before = subscriptionById(tx, id);
      if (before.ended_at !== null) throw invalid("A canceled subscription cannot be migrated.");
      if (before.billing_mode.type === "flexible") {
        throw invalid("This subscription already uses `billing_mode[type]=flexible`.", "billing_mode");
      }
      return tx.patch("subscription", id, {
        billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible", updated_at: tx.now },
      });
    },
  ),
];

function hasStatus(status: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return status !== "canceled" && status !== "incomplete_expired";
  if (wanted === "all") return true;
  if (wanted === "ended") return status === "canceled" || status === "incomplete_expired";
  return status === wanted;
}

/** What is canceled keeps only its notes open. */
function refuseEnded(subscription: Subscription, params: object): void {
  if (subscription.ended_at === null) return;
  const allowed = new Set(["cancellation_details", "metadata"]);
  const sent = Object.entries(params).filter(([, value]) => value !== undefined);
  if (sent.length > 0 && sent.every(([name]) => allowed.has(name)) && "metadata" in params) return;
  throw invalid(
    `A canceled subscription can only update its cancellation_details and metadata. (${subscription.id})`,
    undefined,
    "invalid_canceled_subscription_fields",
  );
}

function updateEnded(tx: Tx, before: Subscription, params: UpdateParams): Subscription {
  const details = before.cancellation_details;
  return tx.put("subscription", {
    ...before,
    cancellation_details: {
      comment: params.cancellation_details?.comment ?? details?.comment ?? null,
      feedback: params.cancellation_details?.feedback ?? details?.feedback ?? null,
      feedback_option: null,
      reason: details?.reason ?? null,
    },
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
}
