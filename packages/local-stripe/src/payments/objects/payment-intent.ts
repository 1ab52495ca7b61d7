import { randomText } from "../../core/ids";
import type { Tables } from "../../core/store/tables";
import { offeredTypes } from "../instruments";

type PaymentIntent = Tables["payment_intent"];

export interface IntentInput {
  id: string;
  created: number;
  amount: number;
  currency: string;
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  receiptEmail: string | null;
  setupFutureUsage: "off_session" | "on_session" | null;
  paymentMethod: string | null;
  captureMethod?: "automatic" | "automatic_async" | "manual";
  /** No method that leaves the page; set through `automatic_payment_methods[allow_redirects]`. */
  allowRedirects?: "always" | "never";
  allowedTypes?: string[] | null;
  excludedTypes?: string[] | null;
  statementDescriptor?: string | null;
}

export function buildPaymentIntent(input: IntentInput): PaymentIntent {
  return {
    id: input.id,
    object: "payment_intent",
    allowed_payment_method_types: input.allowedTypes ?? null,
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: input.allowRedirects ?? "always", enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.captureMethod ?? "automatic_async",
    client_secret: `${input.id}_secret_${randomText(25)}`,
    confirmation_method: "automatic",
    created: input.created,
    currency: input.currency,
    customer: input.customer,
    customer_account: null,
    description: input.description,
    excluded_payment_method_types: input.excludedTypes ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: input.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: offeredTypes({
      currency: input.currency,
      allowed: input.allowedTypes ?? null,
      excluded: input.excludedTypes ?? null,
      redirects: input.allowRedirects !== "never",
    }),
    payment_record: null,
    processing: null,
    receipt_email: input.receiptEmail,
    review: null,
    setup_future_usage: input.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: input.statementDescriptor ?? null,
    statement_descriptor_suffix: null,
    status: input.paymentMethod === null ? "requires_payment_method" : "requires_confirmation",
    transfer_data: null,
    transfer_group: null,
  };
}
