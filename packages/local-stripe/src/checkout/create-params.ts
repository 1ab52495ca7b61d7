import { inlineShape } from "../catalogue/routes/prices";
import {
  bool,
  clearable,
  count,
  int,
  list,
  metadata,
  object,
  oneOf,
  type Params,
  required,
  text,
} from "../core/api/params";
import { currencyCode } from "../core/money/currencies";

const productData = object({
  name: required(text),
  description: text,
  images: list(text),
  metadata,
  tax_code: text,
  unit_label: text,
});

const customText = clearable(object({ message: required(text) }));

export const createSessionShape = {
  mode: required(oneOf("payment", "setup", "subscription")),
  line_items: list(
    object({
      price: text,
      price_data: object({ ...inlineShape, product: text, product_data: productData }),
      quantity: count,
      metadata,
      adjustable_quantity: object({ enabled: required(bool), maximum: count, minimum: count }),
    }),
  ),
  success_url: text,
  cancel_url: text,
  customer: text,
  customer_email: text,
  customer_creation: oneOf("always", "if_required"),
  customer_update: object({
    address: oneOf("auto", "never"),
    name: oneOf("auto", "never"),
    shipping: oneOf("auto", "never"),
  }),
  client_reference_id: text,
  metadata,
  expires_at: int,
  allow_promotion_codes: bool,
  discounts: list(object({ coupon: text, promotion_code: text })),
  billing_address_collection: oneOf("auto", "required"),
  locale: text,
  custom_text: object({ submit: customText }),
  submit_type: oneOf("auto", "book", "donate", "pay", "subscribe"),
  ui_mode: oneOf("embedded_page", "hosted_page"),
  redirect_on_completion: oneOf("always", "if_required", "never"),
  return_url: text,
  automatic_tax: object({ enabled: required(bool) }),
  tax_id_collection: object({ enabled: required(bool) }),
  phone_number_collection: object({ enabled: required(bool) }),
  allowed_payment_method_types: list(text),
  excluded_payment_method_types: list(text),
  currency: currencyCode,
  payment_method_collection: oneOf("always", "if_required"),
  invoice_creation: object({
    enabled: required(bool),
    invoice_data: object({ description: text, footer: text, metadata }),
  }),
  payment_intent_data: object({
    description: text,
    metadata,
    receipt_email: text,
    setup_future_usage: oneOf("off_session", "on_session"),
    capture_method: oneOf("automatic", "automatic_async", "manual"),
    statement_descriptor: text,
  }),
  setup_intent_data: object({ description: text, metadata }),
  saved_payment_method_options: object({
    allow_redisplay_filters: list(oneOf("always", "limited", "unspecified")),
    payment_method_remove: oneOf("disabled", "enabled"),
    payment_method_save: oneOf("disabled", "enabled"),
  }),
  subscription_data: object({
    description: text,
    metadata,
    trial_end: int,
    trial_period_days: int,
    trial_settings: object({
      end_behavior: required(object({ missing_payment_method: required(oneOf("cancel", "create_invoice", "pause")) })),
    }),
    billing_mode: object({
      type: required(oneOf("flexible")),
      flexible: object({ proration_discounts: clearable(text) }),
    }),
  }),
};

export type CreateParams = Params<typeof createSessionShape>;
