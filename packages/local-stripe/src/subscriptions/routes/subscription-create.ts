import { invalid } from "../../core/api/errors";
import { customerOf } from "../../core/api/existing";
import { bool, int, list, mergeMetadata, metadata, object, type Params, required, text } from "../../core/api/params";
import { currencyCode } from "../../core/money/currencies";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { ownMethod } from "../../payments/own-method";
import { createByApi } from "../create-by-api";
import { planEnd } from "../plan-end";
import { requireTrialEnd, trialEndAfter } from "../trial-limits";
import { addItems, extrasShape, setDiscounts } from "./subscription-discounts";
import { itemShape, wantedPrice } from "./subscription-item-params";
import {
  anchorConfig,
  billingMode,
  cancelAt,
  collectionMethod,
  paymentBehavior,
  paymentSettings,
  prorationBehavior,
  trialEnd,
  trialSettings,
} from "./subscription-params";

export const createShape = {
  customer: required(text),
  items: required(list(object(itemShape))),
  ...extrasShape,
  backdate_start_date: int,
  billing_cycle_anchor: int,
  billing_cycle_anchor_config: anchorConfig,
  billing_mode: billingMode,
  cancel_at: cancelAt,
  cancel_at_period_end: bool,
  collection_method: collectionMethod,
  currency: currencyCode,
  days_until_due: int,
  default_payment_method: text,
  description: text,
  metadata,
  off_session: bool,
  payment_behavior: paymentBehavior,
  payment_settings: paymentSettings,
  proration_behavior: prorationBehavior,
  trial_end: trialEnd,
  trial_period_days: int,
  trial_settings: trialSettings,
};

/** `POST /v1/subscriptions` */
export function createSubscription(tx: Tx, params: Params<typeof createShape>): Tables["subscription"] {
  const customer = customerOf(tx, params.customer, "customer");
  refuseContradictions(params);
  const subscription = createByApi(tx, {
    customer: customer.id,
    items: params.items.map((item, index) => ({
      price: wantedPrice(tx, item, `items[${index}]`),
      quantity: item.quantity ?? 1,
      metadata: mergeMetadata({}, item.metadata),
    })),
    status: "incomplete",
    trialEnd: trialEndOf(tx, params),
    trialMissingPaymentMethod: params.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
    cancelAt: typeof params.cancel_at === "number" ? params.cancel_at : null,
    cancelAtPeriodEnd: params.cancel_at_period_end ?? false,
    defaultPaymentMethod: ownMethod(tx, customer.id, params.default_payment_method),
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    pendingSetupIntent: null,
    saveDefaultPaymentMethod: params.payment_settings?.save_default_payment_method ?? "off",
    startDate: params.backdate_start_date,
    anchor: params.billing_cycle_anchor,
    anchorConfig: params.billing_cycle_anchor_config,
    billingMode: params.billing_mode?.type,
    collectionMethod: params.collection_method,
    daysUntilDue: params.days_until_due,
    currency: params.currency,
    discounts: (started) => {
      addItems(tx, started, params.add_invoice_items);
      return setDiscounts(tx, started, params.discounts);
    },
    behavior: params.payment_behavior ?? "allow_incomplete",
    offSession: params.off_session ?? false,
    prorationBehavior: params.proration_behavior,
  });
  return typeof params.cancel_at === "string"
    ? planEnd(tx, subscription.id, { cancelAt: params.cancel_at })
    : subscription;
}

function refuseContradictions(params: Params<typeof createShape>): void {
  refuseBoth(params, "billing_cycle_anchor", "billing_cycle_anchor_config");
  refuseBoth(params, "trial_end", "trial_period_days");
  if (params.payment_behavior === "pending_if_incomplete") {
    throw invalid(
      "`payment_behavior=pending_if_incomplete` is only for updates of a subscription.",
      "payment_behavior",
    );
  }
  if (params.collection_method === "send_invoice" && params.days_until_due === undefined) {
    throw invalid("You must pass `days_until_due` when `collection_method` is `send_invoice`.", "days_until_due");
  }
  if (params.collection_method !== "send_invoice" && params.days_until_due !== undefined) {
    throw invalid("You can only set `days_until_due` if `collection_method` is `send_invoice`.", "days_until_due");
  }
}

function refuseBoth<K extends string>(params: { [P in K]?: unknown }, one: K, other: K): void {
  if (params[one] === undefined || params[other] === undefined) return;
  throw invalid(`You may only specify one of these parameters: ${one}, ${other}.`, one);
}

function trialEndOf(tx: Tx, params: Params<typeof createShape>): number | null {
  const { trial_end: at, trial_period_days: days } = params;
  if (at === "now") return null;
  if (at === undefined) return trialEndAfter(days, tx.now, "trial_period_days");
  requireTrialEnd(at, tx.now, params.billing_cycle_anchor ?? tx.now, "trial_end");
  return at;
}
