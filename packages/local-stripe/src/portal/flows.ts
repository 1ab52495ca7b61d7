import { invalid, missingResource } from "../core/api/errors";
import { subscriptionById } from "../core/api/existing";
import { count, list, object, oneOf, required, text } from "../core/api/params";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import type { PortalConfiguration } from "./object";

export const flowData = object({
  type: required(
    oneOf("payment_method_update", "subscription_cancel", "subscription_update", "subscription_update_confirm"),
  ),
  after_completion: object({
    type: required(oneOf("hosted_confirmation", "portal_homepage", "redirect")),
    redirect: object({ return_url: required(text) }),
    hosted_confirmation: object({ custom_message: text }),
  }),
  subscription_cancel: object({ subscription: required(text) }),
  subscription_update: object({ subscription: required(text) }),
  subscription_update_confirm: object({
    subscription: required(text),
    items: required(list(object({ id: required(text), price: text, quantity: count }))),
  }),
});

export type FlowParams = {
  type: "payment_method_update" | "subscription_cancel" | "subscription_update" | "subscription_update_confirm";
  after_completion:
    | {
        type: string;
        redirect: { return_url: string } | undefined;
        hosted_confirmation: { custom_message: string | undefined } | undefined;
      }
    | undefined;
  subscription_cancel: { subscription: string } | undefined;
  subscription_update: { subscription: string } | undefined;
  subscription_update_confirm:
    | { subscription: string; items: { id: string; price: string | undefined; quantity: number | undefined }[] }
    | undefined;
};

/**
 * A deep link needs the feature that it leads to, and where it names a subscription, one that runs and is the customer's.
 * Source: https://docs.stripe.com/customer-management/portal-deep-links
 */
export function requirePossible(tx: Tx, flow: FlowParams, customer: string, { features }: PortalConfiguration): void {
  const name = `flow_data[${flow.type}]`;
  if (flow.type === "payment_method_update") {
    if (features.payment_method_update.enabled) return;
    throw featureIsOff("The payment method", "updated", "payment method update", "flow_data[type]");
  }
  const wanted = flow[flow.type];
  if (wanted === undefined) throw invalid(`Missing required param: ${name}.`, name, "parameter_missing");
  const param = `${name}[subscription]`;
  const subscription = subscriptionById(tx, wanted.subscription, param);
  if (subscription.customer !== customer) throw missingResource("subscription", subscription.id, param);
  if (flow.type === "subscription_cancel" && !features.subscription_cancel.enabled) {
    throw featureIsOff("This subscription", "canceled", "subscription cancellation", param);
  }
  if (flow.type !== "subscription_cancel" && !features.subscription_update.enabled) {
    throw featureIsOff("This subscription", "updated", "subscription update", param);
  }
  if (subscription.ended_at !== null) {
    throw invalid(
      `This subscription has ended and cannot be changed: ${subscription.id} is ${subscription.status}.`,
      param,
    );
  }
  const ids = flow.subscription_update_confirm?.items.map((item) => item.id) ?? [];
  const unknown = ids.find((id) => !subscription.items.data.some((item) => item.id === id));
  if (unknown !== undefined) throw missingResource("subscription_item", unknown, `${name}[items][0][id]`);
}

function featureIsOff(what: string, done: string, feature: string, param: string): Error {
  return invalid(
    `${what} cannot be ${done} because the ${feature} feature in the portal configuration is disabled.`,
    param,
  );
}

export function flowOf(flow: FlowParams): Tables["portal_session"]["flow"] {
  const after = flow.after_completion;
  return {
    after_completion: {
      hosted_confirmation:
        after?.hosted_confirmation === undefined
          ? null
          : { custom_message: after.hosted_confirmation.custom_message ?? null },
      redirect: after?.redirect ?? null,
      type: after?.type ?? "portal_homepage",
    },
    customer_update: null,
    subscription_cancel:
      flow.subscription_cancel === undefined
        ? null
        : { retention: null, subscription: flow.subscription_cancel.subscription },
    subscription_pause: null,
    subscription_update: flow.subscription_update ?? null,
    subscription_update_confirm:
      flow.subscription_update_confirm === undefined
        ? null
        : {
            discounts: null,
            items: flow.subscription_update_confirm.items.map((item) => ({
              id: item.id,
              price: item.price ?? null,
              ...(item.quantity === undefined ? {} : { quantity: item.quantity }),
            })),
            subscription: flow.subscription_update_confirm.subscription,
          },
    type: flow.type,
  };
}
