import type { Tables } from "../core/store/tables";
import { offeredTypes } from "../payments/instruments";
import { redirects, type SessionUi } from "./ui-mode";

type Session = Tables["checkout_session"];

export interface SessionInput {
  id: string;
  created: number;
  mode: "payment" | "setup" | "subscription";
  /** Minor units; null where nothing is sold. */
  amountTotal: number | null;
  currency: string | null;
  customer: string | null;
  customerEmail: string | null;
  customerCreation: "always" | "if_required" | null;
  clientReferenceId: string | null;
  metadata: Record<string, string>;
  expiresAt: number;
  allowPromotionCodes: boolean | null;
  billingAddressCollection: "auto" | "required" | null;
  locale: string | null;
  submitType: string | null;
  paymentMethodCollection: "always" | "if_required" | null;
  invoiceCreation: Session["invoice_creation"];
  savedPaymentMethodOptions: Session["saved_payment_method_options"];
  allowedPaymentMethodTypes: string[] | null;
  excludedPaymentMethodTypes: string[] | null;
  /** The text beside the button. */
  submitText: string | null;
  setupIntent: string | null;
  ui: SessionUi;
}

export function buildSession(input: SessionInput): Session {
  return {
    id: input.id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: input.allowPromotionCodes,
    allowed_payment_method_types: input.allowedPaymentMethodTypes,
    amount_subtotal: input.amountTotal,
    amount_total: input.amountTotal,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: input.billingAddressCollection,
    client_reference_id: input.clientReferenceId,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: input.created,
    currency: input.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: input.submitText ? { message: input.submitText } : null,
      terms_of_service_acceptance: null,
    },
    customer: input.customer,
    customer_account: null,
    customer_creation: input.customerCreation,
    customer_details:
      input.customerEmail === null
        ? null
        : {
            address: null,
            business_name: null,
            email: input.customerEmail,
            individual_name: null,
            name: null,
            phone: null,
            tax_exempt: "none",
            tax_ids: null,
          },
    customer_email: input.customer === null ? input.customerEmail : null,
    discounts: [],
    ...(input.excludedPaymentMethodTypes === null
      ? {}
      : { excluded_payment_method_types: input.excludedPaymentMethodTypes }),
    expires_at: input.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: input.invoiceCreation,
    livemode: false,
    locale: input.locale,
    managed_payments: null,
    metadata: input.metadata,
    mode: input.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: input.paymentMethodCollection,
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: offeredTypes({
      currency: input.currency ?? "",
      allowed: input.allowedPaymentMethodTypes,
      excluded: input.excludedPaymentMethodTypes,
      redirects: redirects(input.ui),
    }),
    payment_status: input.mode === "setup" ? "no_payment_required" : "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: input.savedPaymentMethodOptions,
    setup_intent: input.setupIntent,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: input.submitType,
    subscription: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ...input.ui,
    wallet_options: null,
  };
}

type LineItem = Tables["checkout_plan"]["lineItems"][number];

export function buildLineItem(input: {
  id: string;
  price: Tables["price"];
  description: string;
  quantity: number;
  amount: number;
  currency: string;
  adjustable: LineItem["adjustable_quantity"];
  metadata: Record<string, string>;
}): LineItem {
  return {
    id: input.id,
    object: "item",
    adjustable_quantity: input.adjustable,
    amount_discount: 0,
    amount_subtotal: input.amount,
    amount_tax: 0,
    amount_total: input.amount,
    currency: input.currency,
    description: input.description,
    metadata: input.metadata,
    price: input.price,
    quantity: input.quantity,
  };
}
