import { invalid, missingParameter } from "../api/errors";
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
} from "../api/params";
import { amountOf } from "../billing/money";
import { requireOneCadence } from "../billing/subscribe";
import { newId } from "../ids";
import { buildLineItem, buildSession } from "../objects/checkout-session";
import { customerOf } from "../resources/customers";
import { createPrice, inlineShape, priceOf } from "../resources/prices";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";

const day = 86_400;

const productData = object({
  name: required(text),
  description: text,
  images: list(text),
  metadata,
  tax_code: text,
  unit_label: text,
});

export const createSessionShape = {
  mode: required(oneOf("payment", "setup", "subscription")),
  line_items: list(
    object({
      price: text,
      price_data: object({ ...inlineShape, product: text, product_data: productData }),
      quantity: int,
      metadata,
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
  billing_address_collection: oneOf("auto", "required"),
  locale: text,
  submit_type: oneOf("auto", "book", "donate", "pay", "subscribe"),
  ui_mode: oneOf("hosted_page"),
  automatic_tax: object({ enabled: required(bool) }),
  tax_id_collection: object({ enabled: required(bool) }),
  phone_number_collection: object({ enabled: required(bool) }),
  allowed_payment_method_types: list(text),
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
    capture_method: oneOf("automatic", "automatic_async"),
    statement_descriptor: text,
  }),
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

type CreateParams = Params<typeof createSessionShape>;

/** Opens a Checkout session: its prices and sums are fixed now, everything else happens when the buyer pays. */
export function createSession(tx: Tx, params: CreateParams): Tables["checkout_session"] {
  const { mode } = params;
  if (mode === "setup") throw invalid("The local Stripe does not support `setup` mode yet.", "mode");
  refuseContradictions(params);
  if (params.customer !== undefined) customerOf(tx, params.customer, "customer");
  const lineItems = lineItemsOf(tx, params, mode);
  const currency = lineItems[0]?.currency ?? "usd";
  const id = newId("cs_test");
  const trialDays = params.subscription_data?.trial_period_days ?? null;
  const trialEnd = params.subscription_data?.trial_end ?? null;
  const hasTrial = trialDays !== null || trialEnd !== null;
  const total = lineItems.reduce((sum, item) => sum + (hasTrial && item.price?.recurring ? 0 : item.amount_total), 0);
  const customer = params.customer === undefined ? null : tx.need("customer", params.customer);

  tx.put("checkout_plan", {
    id,
    subscriptionMetadata: mergeMetadata({}, params.subscription_data?.metadata),
    subscriptionDescription: params.subscription_data?.description ?? null,
    trialEnd,
    trialPeriodDays: trialDays,
    trialMissingPaymentMethod: params.subscription_data?.trial_settings?.end_behavior.missing_payment_method ?? null,
    intentMetadata: mergeMetadata({}, params.payment_intent_data?.metadata),
    intentDescription: params.payment_intent_data?.description ?? null,
    receiptEmail: params.payment_intent_data?.receipt_email ?? null,
    setupFutureUsage: params.payment_intent_data?.setup_future_usage ?? null,
    customerUpdate: {
      name: params.customer_update?.name === "auto",
      address: params.customer_update?.address === "auto",
    },
    lineItems,
    paymentIntent: null,
  });
  const session = tx.put(
    "checkout_session",
    buildSession({
      id,
      created: tx.now,
      mode,
      amountTotal: total,
      currency,
      customer: customer?.id ?? null,
      customerEmail: customer?.email ?? params.customer_email ?? null,
      customerCreation:
        mode === "subscription" ? (customer === null ? "always" : null) : (params.customer_creation ?? "if_required"),
      clientReferenceId: params.client_reference_id ?? null,
      metadata: mergeMetadata({}, params.metadata),
      successUrl: params.success_url ?? null,
      cancelUrl: params.cancel_url ?? null,
      expiresAt: expiryOf(tx, params.expires_at),
      allowPromotionCodes: params.allow_promotion_codes ?? null,
      billingAddressCollection: params.billing_address_collection ?? null,
      locale: params.locale ?? null,
      submitType: params.submit_type ?? null,
      paymentMethodCollection: mode === "subscription" ? (params.payment_method_collection ?? "always") : "if_required",
      invoiceCreation: mode === "payment" ? invoiceCreationOf(params) : null,
      savedPaymentMethodOptions: savedOptionsOf(params, mode, customer !== null),
      allowedPaymentMethodTypes: params.allowed_payment_method_types ?? null,
      url: `${tx.baseUrl}/c/pay/${id}`,
    }),
  );
  tx.schedule("checkout.expire", id, session.expires_at);
  return session;
}

function refuseContradictions(params: CreateParams): void {
  if (params.success_url === undefined) throw missingParameter("success_url");
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw invalid(
      "You may only specify one of these parameters: customer, customer_email.",
      "customer",
      "parameters_exclusive",
    );
  }
  if (params.customer_update !== undefined && params.customer === undefined) {
    throw invalid("`customer_update` can only be used with `customer`.", "customer_update");
  }
  for (const name of ["success_url", "cancel_url"] as const) {
    const url = params[name]?.replace("{CHECKOUT_SESSION_ID}", "cs_test");
    if (url !== undefined && !URL.canParse(url)) throw invalid("Not a valid URL", name, "url_invalid");
  }
  const isPayment = params.mode === "payment";
  if (isPayment && params.subscription_data !== undefined) {
    throw invalid("You can not pass `subscription_data` in `payment` mode.", "subscription_data");
  }
  if (!isPayment && params.payment_intent_data !== undefined) {
    throw invalid("You can not pass `payment_intent_data` in `subscription` mode.", "payment_intent_data");
  }
  if (!isPayment && params.invoice_creation !== undefined) {
    throw invalid("`invoice_creation` can only be used in `payment` mode.", "invoice_creation");
  }
  if (!isPayment && params.customer_creation !== undefined) {
    throw invalid("`customer_creation` can only be used in `payment` and `setup` mode.", "customer_creation");
  }
  if (params.automatic_tax?.enabled === true) {
    throw invalid("The local Stripe has no tax; leave `automatic_tax` off.", "automatic_tax[enabled]");
  }
  const trial = params.subscription_data;
  if (trial?.trial_end !== undefined && trial.trial_period_days !== undefined) {
    throw invalid("You may only specify one of these parameters: trial_end, trial_period_days.", "subscription_data");
  }
  if (trial?.trial_period_days !== undefined && trial.trial_period_days < 1) {
    throw invalid("Invalid trial_period_days: must be at least 1.", "subscription_data[trial_period_days]");
  }
}

function lineItemsOf(
  tx: Tx,
  params: CreateParams,
  mode: "payment" | "subscription",
): Tables["checkout_plan"]["lineItems"] {
  if (params.line_items === undefined || params.line_items.length === 0) throw missingParameter("line_items");
  const items = params.line_items.map((item, index) => {
    const name = `line_items[${index}]`;
    const price = priceFor(tx, item, name);
    if (!price.active && item.price !== undefined) {
      throw invalid("The price specified is inactive. This field only accepts active prices.", `${name}[price]`);
    }
    if (price.recurring !== null && mode === "payment") {
      throw invalid(
        "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
        name,
      );
    }
    const quantity = item.quantity ?? missing(`${name}[quantity]`);
    if (quantity < 1) throw invalid("Invalid positive integer", `${name}[quantity]`, "parameter_invalid_integer");
    const description = tx.get("product", price.product)?.name ?? "Item";
    return buildLineItem({ id: newId("li"), price, description, quantity, amount: amountOf(price, quantity) });
  });
  const currencies = new Set(items.map((item) => item.currency));
  if (currencies.size > 1) throw invalid("All line items must have the same currency.", "line_items");
  const recurring = items.flatMap((item) => (item.price?.recurring ? [{ price: item.price }] : []));
  if (mode === "subscription") {
    if (recurring.length === 0) {
      throw invalid(
        "You must provide at least one recurring price in `subscription` mode when using prices.",
        "line_items",
      );
    }
    if (recurring.length !== items.length) {
      throw invalid("The local Stripe does not support one-time prices in `subscription` mode yet.", "line_items");
    }
    requireOneCadence(recurring);
  }
  return items;
}

type ItemParams = NonNullable<CreateParams["line_items"]>[number];

function priceFor(tx: Tx, item: ItemParams, name: string): Tables["price"] {
  if (item.price !== undefined && item.price_data !== undefined) {
    throw invalid("You may only specify one of these parameters: price, price_data.", name, "parameters_exclusive");
  }
  if (item.price !== undefined) return priceOf(tx, item.price, `${name}[price]`);
  if (item.price_data === undefined) throw missingParameter(`${name}[price]`);
  const { product_data: data, ...rest } = item.price_data;
  // Inline prices are made for one use: they exist, but are not for sale.
  return createPrice(tx, {
    ...rest,
    active: false,
    ...(data === undefined
      ? {}
      : {
          product_data: {
            name: data.name,
            active: true,
            id: undefined,
            metadata: data.metadata,
            statement_descriptor: undefined,
            tax_code: data.tax_code,
            unit_label: data.unit_label,
          },
        }),
  });
}

function expiryOf(tx: Tx, wanted: number | undefined): number {
  if (wanted === undefined) return tx.now + day;
  if (wanted < tx.now + 1800 - 60 || wanted > tx.now + day + 60) {
    throw invalid(
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
      "expires_at",
    );
  }
  return wanted;
}

function invoiceCreationOf(params: CreateParams): Tables["checkout_session"]["invoice_creation"] {
  const data = params.invoice_creation?.invoice_data;
  return {
    enabled: params.invoice_creation?.enabled ?? false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: data?.description ?? null,
      footer: data?.footer ?? null,
      issuer: null,
      metadata: mergeMetadata({}, data?.metadata),
      rendering_options: null,
    },
  };
}

function savedOptionsOf(
  params: CreateParams,
  mode: "payment" | "subscription",
  hasCustomer: boolean,
): Tables["checkout_session"]["saved_payment_method_options"] {
  const sent = params.saved_payment_method_options;
  if (sent === undefined && !(mode === "subscription" || hasCustomer)) return null;
  return {
    allow_redisplay_filters: sent?.allow_redisplay_filters ?? ["always"],
    payment_method_remove: sent?.payment_method_remove ?? "disabled",
    payment_method_save: sent?.payment_method_save ?? null,
  };
}

function missing(param: string): never {
  throw missingParameter(param);
}
