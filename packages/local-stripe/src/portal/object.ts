import type { Tables } from "../core/store/tables";

export type PortalConfiguration = Tables["portal_configuration"];
type PortalSession = Tables["portal_session"];

export function buildConfiguration(
  input: Pick<PortalConfiguration, "id" | "created" | "default_return_url" | "is_default" | "metadata" | "name"> &
    Pick<PortalConfiguration, "business_profile" | "features">,
): PortalConfiguration {
  return {
    id: input.id,
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: input.business_profile,
    created: input.created,
    default_return_url: input.default_return_url,
    features: input.features,
    is_default: input.is_default,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: input.metadata,
    name: input.name,
    updated: input.created,
  };
}

/** What a configuration allows by default: viewing invoices. */
export const noFeatures: PortalConfiguration["features"] = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: {
      enabled: false,
      feedback_options: null,
      options: [
        "too_expensive",
        "missing_features",
        "switched_service",
        "unused",
        "customer_service",
        "too_complex",
        "low_quality",
        "other",
      ],
    },
    enabled: false,
    mode: "at_period_end",
    proration_behavior: "none",
  },
  subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    products: null,
    proration_behavior: "none",
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: "end_trial",
  },
};

export function buildPortalSession(
  input: Pick<
    PortalSession,
    "id" | "configuration" | "created" | "customer" | "flow" | "locale" | "return_url" | "url"
  >,
): PortalSession {
  return {
    id: input.id,
    object: "billing_portal.session",
    configuration: input.configuration,
    created: input.created,
    customer: input.customer,
    customer_account: null,
    flow: input.flow,
    livemode: false,
    locale: input.locale,
    on_behalf_of: null,
    return_url: input.return_url,
    url: input.url,
  };
}
