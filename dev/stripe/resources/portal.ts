import { invalid, missingResource } from "../api/errors";
import { listPage } from "../api/list";
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
  required,
  text,
} from "../api/params";
import { type Route, route } from "../api/route";
import { newId, randomText } from "../ids";
import { buildConfiguration, buildPortalSession, noFeatures, type PortalConfiguration } from "../objects/portal";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { customerOf } from "./customers";
import { features, mergeFeatures } from "./portal-features";
import { subscriptionById } from "./subscriptions";

const configurationFields = {
  business_profile: object({ headline: clearable(text), privacy_policy_url: text, terms_of_service_url: text }),
  default_return_url: clearable(text),
  metadata,
  name: clearable(text),
};

export const portalRoutes: Route[] = [
  route(
    "POST",
    "/v1/billing_portal/configurations",
    { ...configurationFields, features: required(features) },
    ({ tx, params }) => {
      const isDefault = !tx.rows("portal_configuration").some((row) => row.is_default);
      return tx.put(
        "portal_configuration",
        buildConfiguration({
          id: newId("bpc"),
          created: tx.now,
          business_profile: {
            headline: params.business_profile?.headline ?? null,
            privacy_policy_url: params.business_profile?.privacy_policy_url ?? null,
            terms_of_service_url: params.business_profile?.terms_of_service_url ?? null,
          },
          default_return_url: params.default_return_url ?? null,
          features: mergeFeatures(noFeatures, params.features),
          is_default: isDefault,
          metadata: mergeMetadata({}, params.metadata),
          name: params.name ?? null,
        }),
      );
    },
  ),
  route(
    "GET",
    "/v1/billing_portal/configurations",
    { ...pagination, active: bool, is_default: bool },
    ({ tx, params }) => {
      const rows = tx
        .rows("portal_configuration")
        .filter((row) => params.active === undefined || row.active === params.active)
        .filter((row) => params.is_default === undefined || row.is_default === params.is_default);
      return listPage(rows, params, "/v1/billing_portal/configurations");
    },
  ),
  route("GET", "/v1/billing_portal/configurations/:id", {}, ({ tx, id }) => configurationOf(tx, id)),
  route(
    "POST",
    "/v1/billing_portal/configurations/:id",
    { ...configurationFields, active: bool, features },
    ({ tx, params, id }) => {
      const before = configurationOf(tx, id);
      return tx.put("portal_configuration", {
        ...before,
        active: params.active ?? before.active,
        business_profile: {
          headline: params.business_profile?.headline ?? before.business_profile.headline,
          privacy_policy_url: params.business_profile?.privacy_policy_url ?? before.business_profile.privacy_policy_url,
          terms_of_service_url:
            params.business_profile?.terms_of_service_url ?? before.business_profile.terms_of_service_url,
        },
        default_return_url:
          params.default_return_url === undefined ? before.default_return_url : params.default_return_url,
        features: mergeFeatures(before.features, params.features),
        metadata: mergeMetadata(before.metadata, params.metadata),
        name: params.name === undefined ? before.name : params.name,
        updated: tx.now,
      });
    },
  ),

  route(
    "POST",
    "/v1/billing_portal/sessions",
    {
      configuration: text,
      customer: required(text),
      flow_data: object({
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
          items: required(list(object({ id: required(text), price: text, quantity: int }))),
        }),
      }),
      locale: text,
      return_url: text,
    },
    ({ tx, params }) => {
      customerOf(tx, params.customer, "customer");
      const configuration =
        params.configuration === undefined
          ? defaultConfiguration(tx)
          : configurationOf(tx, params.configuration, "configuration");
      const flow = params.flow_data;
      if (flow?.type === "subscription_cancel") {
        const wanted = flow.subscription_cancel?.subscription;
        if (wanted === undefined)
          throw invalid("Missing subscription.", "flow_data[subscription_cancel][subscription]");
        subscriptionById(tx, wanted, "flow_data[subscription_cancel][subscription]");
      }
      if (flow !== undefined) requireUpdatable(tx, flow, configuration);
      return tx.put(
        "portal_session",
        buildPortalSession({
          id: newId("bps"),
          configuration: configuration.id,
          created: tx.now,
          customer: params.customer,
          flow: flow === undefined ? null : flowOf(flow),
          locale: params.locale ?? null,
          return_url: params.return_url ?? configuration.default_return_url,
          url: `${tx.baseUrl}/p/session/live_test_${randomText(40)}`,
        }),
      );
    },
  ),
];

type FlowParams = {
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

/** A deep link for changing the plan needs the feature, a subscription, and for confirming one of its items. */
function requireUpdatable(tx: Tx, flow: FlowParams, configuration: PortalConfiguration): void {
  if (flow.type !== "subscription_update" && flow.type !== "subscription_update_confirm") return;
  const name = `flow_data[${flow.type}]`;
  const wanted = flow[flow.type];
  if (wanted === undefined) throw invalid(`Missing required param: ${name}.`, name, "parameter_missing");
  const subscription = subscriptionById(tx, wanted.subscription, `${name}[subscription]`);
  if (!configuration.features.subscription_update.enabled) {
    throw invalid(
      "This subscription cannot be updated because the subscription update feature in the portal configuration is disabled.",
      `${name}[subscription]`,
    );
  }
  const ids = flow.subscription_update_confirm?.items.map((item) => item.id) ?? [];
  const unknown = ids.find((id) => !subscription.items.data.some((item) => item.id === id));
  if (unknown !== undefined) throw missingResource("subscription_item", unknown, `${name}[items][0][id]`);
}

function flowOf(flow: FlowParams): Tables["portal_session"]["flow"] {
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

function configurationOf(tx: Tx, id: string, param = "id"): PortalConfiguration {
  const row = tx.get("portal_configuration", id);
  if (row === undefined) throw missingResource("configuration", id, param);
  return row;
}

/** Stripe wants one saved in the dashboard first; here it is made on the spot, with everything useful allowed. */
function defaultConfiguration(tx: Tx): PortalConfiguration {
  const existing = tx.rows("portal_configuration").find((row) => row.is_default && row.active);
  if (existing !== undefined) return existing;
  return tx.put(
    "portal_configuration",
    buildConfiguration({
      id: newId("bpc"),
      created: tx.now,
      business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
      default_return_url: null,
      features: {
        ...noFeatures,
        invoice_history: { enabled: true },
        payment_method_update: { enabled: true, payment_method_configuration: null },
        subscription_cancel: { ...noFeatures.subscription_cancel, enabled: true },
      },
      is_default: true,
      metadata: {},
      name: null,
    }),
  );
}
