import { ApiError, invalid, missingResource } from "../api/errors";
import { inRange, listPage } from "../api/list";
import {
  bool,
  clearable,
  int,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  pagination,
  range,
  required,
  text,
} from "../api/params";
import { type Route, route } from "../api/route";
import { cancelNow, forgetPlans } from "../billing/cancel";
import { changeItems } from "../billing/change";
import { createByApi } from "../billing/create-by-api";
import { planEnd } from "../billing/plan-end";
import { resumePaused } from "../billing/resume";
import { schedule } from "../billing/schedule";
import { requireOneCadence } from "../billing/subscribe";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { customerOf } from "./customers";
import { itemShape, wantedPrice } from "./subscription-item-params";
import {
  cancellation,
  paymentBehavior,
  paymentSettings,
  prorationBehavior,
  trialSettings,
} from "./subscription-params";

export const subscriptionRoutes: Route[] = [
  route(
    "POST",
    "/v1/subscriptions",
    {
      customer: required(text),
      items: required(list(object(itemShape))),
      cancel_at: int,
      cancel_at_period_end: bool,
      default_payment_method: text,
      description: text,
      metadata,
      off_session: bool,
      payment_behavior: paymentBehavior,
      payment_settings: paymentSettings,
      billing_mode: object({ type: required(oneOf("flexible")) }),
      collection_method: oneOf("charge_automatically"),
      trial_end: int,
      trial_period_days: int,
      trial_settings: trialSettings,
    },
    ({ tx, params }) => {
      customerOf(tx, params.customer, "customer");
      const trialEnd =
        params.trial_end ?? (params.trial_period_days ? tx.now + params.trial_period_days * 86_400 : null);
      const items = params.items.map((item, index) => ({
        price: wantedPrice(tx, item, `items[${index}]`),
        quantity: item.quantity ?? 1,
        metadata: mergeMetadata({}, item.metadata),
      }));
      requireOneCadence(items);
      return createByApi(tx, {
        customer: params.customer,
        items,
        status: "incomplete",
        trialEnd,
        trialMissingPaymentMethod: params.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
        cancelAt: params.cancel_at ?? null,
        cancelAtPeriodEnd: params.cancel_at_period_end ?? false,
        defaultPaymentMethod: ownMethod(tx, params.customer, params.default_payment_method),
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        pendingSetupIntent: null,
        saveDefaultPaymentMethod: params.payment_settings?.save_default_payment_method ?? "off",
        behavior: params.payment_behavior ?? "allow_incomplete",
        offSession: params.off_session ?? false,
      });
    },
  ),

  route(
    "GET",
    "/v1/subscriptions",
    {
      ...pagination,
      created: range,
      customer: text,
      price: text,
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
        .rows("subscription")
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.price === undefined || row.items.data.some((item) => item.price.id === params.price))
        .filter((row) => hasStatus(row.status, params.status))
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/subscriptions");
    },
  ),

  route("GET", "/v1/subscriptions/:id", {}, ({ tx, id }) => subscriptionById(tx, id)),

  route(
    "POST",
    "/v1/subscriptions/:id",
    {
      cancel_at: clearable(int),
      cancel_at_period_end: bool,
      cancellation_details: cancellation,
      default_payment_method: clearable(text),
      description: clearable(text),
      items: list(object({ ...itemShape, id: text, deleted: bool })),
      metadata,
      off_session: bool,
      payment_behavior: paymentBehavior,
      payment_settings: paymentSettings,
      proration_behavior: prorationBehavior,
      proration_date: int,
      trial_end: text,
      trial_settings: trialSettings,
    },
    ({ tx, params, id }) => {
      const before = subscriptionById(tx, id);
      refuseEnded(before);
      const endBehavior = params.trial_settings?.end_behavior;
      tx.put("subscription", {
        ...before,
        default_payment_method:
          params.default_payment_method === undefined
            ? before.default_payment_method
            : ownMethod(tx, before.customer, params.default_payment_method ?? undefined),
        description: params.description === undefined ? before.description : params.description,
        metadata: mergeMetadata(before.metadata, params.metadata),
        trial_settings:
          endBehavior === undefined
            ? before.trial_settings
            : { end_behavior: { billing_cycle_anchor: null, ...endBehavior } },
      });
      planEnd(tx, id, {
        cancelAt: params.cancel_at,
        cancelAtPeriodEnd: params.cancel_at_period_end,
        details: params.cancellation_details,
      });
      if (params.trial_end !== undefined) moveTrialEnd(tx, id, params.trial_end);
      if (params.items !== undefined) {
        const changed = changeItems(tx, id, {
          items: params.items,
          behavior: params.proration_behavior ?? "create_prorations",
          date: params.proration_date ?? tx.now,
          paymentBehavior: params.payment_behavior ?? "allow_incomplete",
          offSession: params.off_session ?? false,
        });
        if (changed instanceof ApiError) throw changed;
      }
      return tx.need("subscription", id);
    },
  ),

  route(
    "DELETE",
    "/v1/subscriptions/:id",
    { cancellation_details: cancellation, invoice_now: bool, prorate: bool },
    ({ tx, params, id }) => {
      refuseEnded(subscriptionById(tx, id));
      if (params.invoice_now === true || params.prorate === true) {
        throw invalid("The local Stripe does not support invoice_now and prorate on cancel yet.", "prorate");
      }
      const { comment, feedback } = params.cancellation_details ?? {};
      return cancelNow(tx, id, {
        ...(comment === undefined ? {} : { comment }),
        ...(feedback === undefined ? {} : { feedback }),
      });
    },
  ),

  route(
    "POST",
    "/v1/subscriptions/:id/resume",
    { billing_cycle_anchor: oneOf("now", "unchanged"), proration_behavior: prorationBehavior },
    ({ tx, id }) => {
      if (subscriptionById(tx, id).status !== "paused") throw invalid("Only paused subscriptions can be resumed.");
      return resumePaused(tx, id);
    },
  ),
];

export function subscriptionById(tx: Tx, id: string, param = "id"): Tables["subscription"] {
  const row = tx.get("subscription", id);
  if (row === undefined) throw missingResource("subscription", id, param);
  return row;
}

function hasStatus(status: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return status !== "canceled" && status !== "incomplete_expired";
  if (wanted === "all") return true;
  if (wanted === "ended") return status === "canceled" || status === "incomplete_expired";
  return status === wanted;
}

function refuseEnded(subscription: Tables["subscription"]): void {
  if (subscription.ended_at === null) return;
  throw invalid(
    `A canceled subscription can only update its cancellation_details and metadata. (${subscription.id})`,
    undefined,
    "invalid_canceled_subscription_fields",
  );
}

function ownMethod(tx: Tx, customer: string, method: string | undefined): string | null {
  if (method === undefined) return null;
  if (tx.get("payment_method", method)?.customer === customer) return method;
  throw invalid(
    `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
    "default_payment_method",
    "resource_missing",
  );
}

function moveTrialEnd(tx: Tx, id: string, sent: string): void {
  const subscription = tx.need("subscription", id);
  if (subscription.status !== "trialing") throw invalid("The subscription is not in its trial.", "trial_end");
  const at = sent === "now" ? tx.now : Number(sent);
  if (!Number.isInteger(at) || at < tx.now) throw invalid("Invalid timestamp: must be in the future.", "trial_end");
  const data = subscription.items.data.map((item) => ({ ...item, current_period_end: at }));
  const moved = tx.put("subscription", {
    ...subscription,
    billing_cycle_anchor: at,
    items: { ...subscription.items, data },
    trial_end: at,
  });
  forgetPlans(tx, id);
  schedule(tx, moved);
}
