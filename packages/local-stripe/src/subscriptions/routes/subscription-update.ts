import { type ApiError, invalid } from "../../core/api/errors";
import {
  bool,
  clearable,
  int,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  type Params,
  required,
  text,
} from "../../core/api/params";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { ownMethod } from "../../payments/own-method";
import { changeItems } from "../change";
import { defaultMethodOf } from "../methods";
import { setPauseCollection } from "../pause-collection";
import { planEnd } from "../plan-end";
import { followChange } from "../schedules/follow";
import { extendTrial } from "../trial";
import { addItems, extrasShape, setDiscounts } from "./subscription-discounts";
import { itemShape } from "./subscription-item-params";
import {
  cancelAt,
  cancellation,
  collectionMethod,
  pauseCollection,
  paymentBehavior,
  paymentSettings,
  prorationBehavior,
  trialEnd,
  trialSettings,
} from "./subscription-params";

type Subscription = Tables["subscription"];

export const updateShape = {
  billing_cycle_anchor: object({ type: required(oneOf("now", "unchanged")) }),
  cancel_at: clearable(cancelAt),
  cancel_at_period_end: bool,
  cancellation_details: cancellation,
  collection_method: collectionMethod,
  ...extrasShape,
  days_until_due: int,
  default_payment_method: clearable(text),
  description: clearable(text),
  items: list(object({ ...itemShape, id: text, deleted: bool })),
  metadata,
  off_session: bool,
  pause_collection: clearable(pauseCollection),
  payment_behavior: paymentBehavior,
  payment_settings: paymentSettings,
  proration_behavior: prorationBehavior,
  proration_date: int,
  trial_end: trialEnd,
  trial_settings: trialSettings,
};

export type UpdateParams = Params<typeof updateShape>;

/** `POST /v1/subscriptions/:id` */
export function updateSubscription(tx: Tx, before: Subscription, params: UpdateParams): Subscription | ApiError {
  const { id } = before;
  refuseWhatIsScheduled(before, params);
  if (params.payment_behavior === "pending_if_incomplete") refuseNotPending(tx, before, params);
  tx.put("subscription", withSettings(tx, before, params));
  setDiscounts(tx, tx.need("subscription", id), params.discounts);
  addItems(tx, before, params.add_invoice_items);
  const { cancel_at: at, cancel_at_period_end: atEnd, cancellation_details: details } = params;
  if (at !== undefined || atEnd !== undefined || details !== undefined) {
    planEnd(tx, id, { cancelAt: at, cancelAtPeriodEnd: atEnd, details });
  }
  if (params.pause_collection !== undefined) setPauseCollection(tx, id, params.pause_collection);
  const behavior = params.proration_behavior ?? "create_prorations";
  const endsTrial = params.trial_end === "now" && before.status === "trialing";
  const anchorNow = params.billing_cycle_anchor?.type === "now";
  if (params.items !== undefined || endsTrial || anchorNow) {
    const refusal = changeItems(tx, id, {
      items: params.items ?? [],
      behavior,
      date: params.proration_date ?? tx.now,
      paymentBehavior: params.payment_behavior ?? "allow_incomplete",
      offSession: params.off_session ?? false,
      endsTrial,
      anchorNow,
    });
    if (refusal !== null) throw refusal;
  }
  const isChanged = params.items !== undefined || params.discounts !== undefined || endsTrial || anchorNow;
  if (before.schedule !== null && isChanged) followChange(tx, before.schedule);
  if (typeof params.trial_end === "number") extendTrial(tx, id, params.trial_end, behavior);
  return tx.need("subscription", id);
}

function withSettings(tx: Tx, before: Subscription, params: UpdateParams): Subscription {
  const endBehavior = params.trial_settings?.end_behavior;
  const method = params.collection_method ?? before.collection_method;
  if (method === "send_invoice" && (params.days_until_due ?? before.days_until_due) === null) {
    throw invalid("You must pass `days_until_due` when `collection_method` is `send_invoice`.", "days_until_due");
  }
  return {
    ...before,
    collection_method: method,
    days_until_due: method === "send_invoice" ? (params.days_until_due ?? before.days_until_due) : null,
    default_payment_method:
      params.default_payment_method === undefined
        ? before.default_payment_method
        : ownMethod(tx, before.customer, params.default_payment_method ?? undefined),
    description: params.description === undefined ? before.description : params.description,
    metadata: mergeMetadata(before.metadata, params.metadata),
    payment_settings:
      before.payment_settings === null
        ? null
        : {
            ...before.payment_settings,
            save_default_payment_method:
              params.payment_settings?.save_default_payment_method ??
              before.payment_settings.save_default_payment_method,
          },
    trial_settings:
      endBehavior === undefined
        ? before.trial_settings
        : { end_behavior: { billing_cycle_anchor: null, ...endBehavior } },
  };
}

function refuseWhatIsScheduled(before: Subscription, params: UpdateParams): void {
  if (before.schedule === null) return;
  for (const name of ["cancel_at", "cancel_at_period_end"] as const) {
    if (params[name] === undefined) continue;
    throw invalid(
      `The subscription is managed by the subscription schedule \`${before.schedule}\`, and updating any cancelation ` +
        "behavior directly is not allowed. Please update the schedule instead.",
      name,
    );
  }
}

/** Only what leads to an invoice can wait for it, and no bank debit. Source: docs.stripe.com/billing/subscriptions/pending-updates */
function refuseNotPending(tx: Tx, before: Subscription, params: UpdateParams): void {
  const name = notPending.find((field) => params[field] !== undefined);
  if (name !== undefined) {
    throw invalid(`You cannot pass \`${name}\` when \`payment_behavior=pending_if_incomplete\`.`, name);
  }
  if (before.collection_method === "send_invoice") {
    throw invalid("Pending updates are not supported when `collection_method` is `send_invoice`.", "payment_behavior");
  }
  const method = defaultMethodOf(tx, before);
  if (method?.type === "sepa_debit" || method?.type === "us_bank_account") {
    throw invalid(
      `Pending updates are not supported for the payment method type \`${method.type}\`.`,
      "payment_behavior",
    );
  }
}

const notPending = [
  "cancel_at",
  "cancel_at_period_end",
  "cancellation_details",
  "collection_method",
  "days_until_due",
  "default_payment_method",
  "description",
  "metadata",
  "pause_collection",
  "payment_settings",
  "trial_settings",
] as const;
