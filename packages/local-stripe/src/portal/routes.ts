import { missingResource } from "../core/api/errors";
import { customerOf } from "../core/api/existing";
import { listPage } from "../core/api/list";
import { bool, clearable, mergeMetadata, metadata, object, pagination, required, text } from "../core/api/params";
import { type Route, route } from "../core/api/route";
import { newId, randomText } from "../core/ids";
import type { Tx } from "../core/store/tx";
import { features, mergeFeatures } from "./features";
import { flowData, flowOf, requirePossible } from "./flows";
import { buildConfiguration, buildPortalSession, noFeatures, type PortalConfiguration } from "./object";

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
      flow_data: flowData,
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
      if (flow !== undefined) requirePossible(tx, flow, params.customer, configuration);
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

function configurationOf(tx: Tx, id: string, param = "id"): PortalConfiguration {
  const row = tx.get("portal_configuration", id);
  if (row === undefined) throw missingResource("configuration", id, param);
  return row;
}

/** The default configuration. At Stripe it must be saved in the dashboard first; here it is created when needed. */
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
