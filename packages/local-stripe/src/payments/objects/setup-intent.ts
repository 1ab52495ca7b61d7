import { randomText } from "../../core/ids";
import type { Tables } from "../../core/store/tables";
import { offeredTypes } from "../instruments";

type SetupIntent = Tables["setup_intent"];

export interface SetupInput {
  id: string;
  created: number;
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  paymentMethod: string | null;
  usage: "off_session" | "on_session";
  /** What the method will later pay in; decides which types fit. The default is US dollars. */
  currency?: string;
  allowRedirects?: "always" | "never";
  allowedTypes?: string[] | null;
  excludedTypes?: string[] | null;
}

export function buildSetupIntent(input: SetupInput): SetupIntent {
  return {
    id: input.id,
    object: "setup_intent",
    allowed_payment_method_types: input.allowedTypes ?? null,
    application: null,
    automatic_payment_methods: { allow_redirects: input.allowRedirects ?? "always", enabled: true },
    cancellation_reason: null,
    client_secret: `${input.id}_secret_${randomText(25)}`,
    created: input.created,
    customer: input.customer,
    customer_account: null,
    description: input.description,
    excluded_payment_method_types: input.excludedTypes ?? null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: input.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: "automatic" } },
    payment_method_types: offeredTypes({
      currency: input.currency ?? "usd",
      allowed: input.allowedTypes ?? null,
      excluded: input.excludedTypes ?? null,
      redirects: input.allowRedirects !== "never",
    }),
    single_use_mandate: null,
    status: input.paymentMethod === null ? "requires_payment_method" : "requires_confirmation",
    usage: input.usage,
  };
}
