import { offerOf } from "../catalogue/redeem";
import { invalid } from "../core/api/errors";
import { customerOf } from "../core/api/existing";
import { mergeMetadata } from "../core/api/params";
import { newId } from "../core/ids";
import { requireChargeable } from "../core/money/currencies";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { expiryOf, refuseContradictions } from "./contradictions";
import type { CreateParams } from "./create-params";
import { createSetupSession } from "./create-setup";
import { lineItemsOf, sumName } from "./line-items";
import { buildSession } from "./object";
import { retotal } from "./totals";
import { uiOf } from "./ui-mode";

/** Opens a Checkout session: its prices and sums are fixed now, everything else happens when the buyer pays. */
export function createSession(tx: Tx, params: CreateParams): Tables["checkout_session"] {
  const { mode } = params;
  if (mode === "setup") return createSetupSession(tx, params);
  refuseContradictions(tx, params);
  if (params.customer !== undefined) customerOf(tx, params.customer, "customer");
  const lineItems = lineItemsOf(tx, params, mode);
  const currency = lineItems[0]?.currency ?? "usd";
  const id = newId("cs_test");
  const trialDays = params.subscription_data?.trial_period_days ?? null;
  const trialEnd = params.subscription_data?.trial_end ?? null;
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
    captureMethod: params.payment_intent_data?.capture_method ?? null,
    customerUpdate: {
      name: params.customer_update?.name === "auto",
      address: params.customer_update?.address === "auto",
    },
    lineItems,
    discount: null,
    paymentIntent: null,
  });
  const session = tx.put(
    "checkout_session",
    buildSession({
      id,
      created: tx.now,
      mode,
      amountTotal: 0,
      currency,
      customer: customer?.id ?? null,
      customerEmail: customer?.email ?? params.customer_email ?? null,
      customerCreation:
        mode === "subscription" ? (customer === null ? "always" : null) : (params.customer_creation ?? "if_required"),
      clientReferenceId: params.client_reference_id ?? null,
      metadata: mergeMetadata({}, params.metadata),
      expiresAt: expiryOf(tx, params.expires_at),
      allowPromotionCodes: params.allow_promotion_codes ?? null,
      billingAddressCollection: params.billing_address_collection ?? null,
      locale: params.locale ?? null,
      submitType: params.submit_type ?? null,
      paymentMethodCollection: mode === "subscription" ? (params.payment_method_collection ?? "always") : "if_required",
      invoiceCreation: mode === "payment" ? invoiceCreationOf(params) : null,
      savedPaymentMethodOptions: savedOptionsOf(params, mode, customer !== null),
      allowedPaymentMethodTypes: params.allowed_payment_method_types ?? null,
      excludedPaymentMethodTypes: params.excluded_payment_method_types ?? null,
      submitText: params.custom_text?.submit?.message ?? null,
      setupIntent: null,
      ui: uiOf(params, id, `${tx.baseUrl}/c/pay/${id}`),
    }),
  );
  tx.schedule("checkout.expire", id, session.expires_at);
  const totalled = retotal(tx, id);
  const opened = params.discounts === undefined ? totalled : discounted(tx, totalled, params.discounts);
  const total = opened.amount_total ?? 0;
  if (mode === "payment" && total > 0) requireChargeable(total, currency, sumName, "line_items");
  return opened;
}

/** Takes the merchant's coupon off; Checkout has room for one. */
function discounted(
  tx: Tx,
  session: Tables["checkout_session"],
  wanted: NonNullable<CreateParams["discounts"]>,
): Tables["checkout_session"] {
  const [only, ...more] = wanted;
  if (more.length > 0) throw invalid("You can pass at most one discount.", "discounts");
  if (only === undefined || (only.coupon === undefined && only.promotion_code === undefined)) return session;
  const { customer, currency, amount_subtotal: subtotal } = session;
  const { coupon, code } = offerOf(tx, only, { customer, currency: currency ?? "usd", subtotal }, "discounts[0]");
  tx.patch("checkout_plan", session.id, { discount: { coupon: coupon.id, promotionCode: code?.id ?? null } });
  return retotal(tx, session.id);
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
