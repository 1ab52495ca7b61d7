import { bool, clearable, count, list, object, oneOf, type Params, required, text } from "../core/api/params";
import type { PortalConfiguration } from "./object";

const prorationBehavior = oneOf("always_invoice", "create_prorations", "none");

/** What a portal configuration may allow, as sent. */
export const features = object({
  customer_update: object({
    allowed_updates: clearable(list(oneOf("address", "email", "name", "phone", "shipping", "tax_id"))),
    enabled: bool,
  }),
  invoice_history: object({ enabled: required(bool) }),
  payment_method_update: object({ enabled: required(bool) }),
  subscription_cancel: object({
    cancellation_reason: object({ enabled: required(bool), options: clearable(list(text)) }),
    enabled: bool,
    mode: oneOf("at_period_end", "immediately"),
    proration_behavior: prorationBehavior,
  }),
  subscription_update: object({
    billing_cycle_anchor: oneOf("now", "unchanged"),
    default_allowed_updates: clearable(list(oneOf("price", "promotion_code", "quantity"))),
    enabled: bool,
    products: clearable(
      list(
        object({
          product: required(text),
          prices: required(list(text)),
          adjustable_quantity: object({ enabled: required(bool), maximum: count, minimum: count }),
        }),
      ),
    ),
    proration_behavior: prorationBehavior,
    trial_update_behavior: oneOf("continue_trial", "end_trial"),
    schedule_at_period_end: object({
      conditions: list(object({ type: required(oneOf("decreasing_item_amount", "shortening_interval")) })),
    }),
  }),
});

type Features = PortalConfiguration["features"];

/** The features after a change; what was not sent stays. */
export function mergeFeatures(before: Features, sent: ReturnType<typeof features>): Features {
  if (sent === undefined) return before;
  const cancel = sent.subscription_cancel;
  const update = sent.subscription_update;
  return {
    customer_update: {
      allowed_updates: sent.customer_update?.allowed_updates ?? before.customer_update.allowed_updates,
      enabled: sent.customer_update?.enabled ?? before.customer_update.enabled,
    },
    invoice_history: sent.invoice_history ?? before.invoice_history,
    payment_method_update: {
      ...before.payment_method_update,
      enabled: sent.payment_method_update?.enabled ?? before.payment_method_update.enabled,
    },
    subscription_cancel: {
      cancellation_reason: {
        ...before.subscription_cancel.cancellation_reason,
        enabled: cancel?.cancellation_reason?.enabled ?? before.subscription_cancel.cancellation_reason.enabled,
        options: cancel?.cancellation_reason?.options ?? before.subscription_cancel.cancellation_reason.options,
      },
      enabled: cancel?.enabled ?? before.subscription_cancel.enabled,
      mode: cancel?.mode ?? before.subscription_cancel.mode,
      proration_behavior: cancel?.proration_behavior ?? before.subscription_cancel.proration_behavior,
    },
    subscription_pause: before.subscription_pause,
    subscription_update: {
      ...before.subscription_update,
      billing_cycle_anchor: update?.billing_cycle_anchor ?? before.subscription_update.billing_cycle_anchor,
      trial_update_behavior: update?.trial_update_behavior ?? before.subscription_update.trial_update_behavior,
      default_allowed_updates: update?.default_allowed_updates ?? before.subscription_update.default_allowed_updates,
      enabled: update?.enabled ?? before.subscription_update.enabled,
      products: update?.products === undefined ? (before.subscription_update.products ?? null) : productsOf(update),
      proration_behavior: update?.proration_behavior ?? before.subscription_update.proration_behavior,
      schedule_at_period_end: {
        conditions:
          update?.schedule_at_period_end?.conditions ?? before.subscription_update.schedule_at_period_end.conditions,
      },
    },
  };
}

type UpdateParams = NonNullable<Params<{ f: typeof features }>["f"]>["subscription_update"];

function productsOf(update: UpdateParams): Features["subscription_update"]["products"] {
  return (update?.products ?? []).map((entry) => ({
    adjustable_quantity: {
      enabled: entry.adjustable_quantity?.enabled ?? false,
      maximum: entry.adjustable_quantity?.maximum ?? null,
      minimum: entry.adjustable_quantity?.minimum ?? 1,
    },
    prices: entry.prices,
    product: entry.product,
  }));
}
