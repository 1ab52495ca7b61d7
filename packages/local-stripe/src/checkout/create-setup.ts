import { invalid, missingParameter } from "../core/api/errors";
import { customerOf } from "../core/api/existing";
import { mergeMetadata } from "../core/api/params";
import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { buildSetupIntent } from "../payments/objects/setup-intent";
import { expiryOf, refuseContradictions } from "./contradictions";
import type { CreateParams } from "./create-params";
import { buildSession } from "./object";
import { uiOf } from "./ui-mode";

/** `setup` mode: a page that saves a method and takes no money. Its setup intent is there from the start. */
export function createSetupSession(tx: Tx, params: CreateParams): Tables["checkout_session"] {
  refuseContradictions(tx, params);
  for (const name of ["line_items", "submit_type"] as const) {
    if (params[name] !== undefined) throw invalid(`You can not pass \`${name}\` in \`setup\` mode.`, name);
  }
  if (params.currency === undefined && params.allowed_payment_method_types === undefined) {
    throw missingParameter("currency");
  }
  const customer = params.customer === undefined ? null : customerOf(tx, params.customer, "customer");
  const currency = params.currency?.toLowerCase() ?? "usd";
  const id = newId("cs_test");
  const allowed = params.allowed_payment_method_types ?? null;
  const excluded = params.excluded_payment_method_types ?? null;
  const setup = tx.put(
    "setup_intent",
    buildSetupIntent({
      id: newId("seti"),
      created: tx.now,
      customer: customer?.id ?? null,
      description: params.setup_intent_data?.description ?? null,
      metadata: mergeMetadata({}, params.setup_intent_data?.metadata),
      paymentMethod: null,
      usage: "off_session",
      currency,
      allowedTypes: allowed,
      excludedTypes: excluded,
    }),
  );
  tx.emit("setup_intent.created", "setup_intent", setup.id);
  tx.put("checkout_plan", nothingToSell(id));
  const session = tx.put(
    "checkout_session",
    buildSession({
      id,
      created: tx.now,
      mode: "setup",
      amountTotal: null,
      currency,
      customer: customer?.id ?? null,
      customerEmail: customer?.email ?? params.customer_email ?? null,
      customerCreation: customer === null ? (params.customer_creation ?? "if_required") : null,
      clientReferenceId: params.client_reference_id ?? null,
      metadata: mergeMetadata({}, params.metadata),
      expiresAt: expiryOf(tx, params.expires_at),
      allowPromotionCodes: null,
      billingAddressCollection: params.billing_address_collection ?? null,
      locale: params.locale ?? null,
      submitType: null,
      paymentMethodCollection: "always",
      invoiceCreation: null,
      savedPaymentMethodOptions: null,
      allowedPaymentMethodTypes: allowed,
      excludedPaymentMethodTypes: excluded,
      submitText: params.custom_text?.submit?.message ?? null,
      setupIntent: setup.id,
      ui: uiOf(params, id, `${tx.baseUrl}/c/pay/${id}`),
    }),
  );
  tx.schedule("checkout.expire", id, session.expires_at);
  return session;
}

function nothingToSell(id: string): Tables["checkout_plan"] {
  return {
    id,
    subscriptionMetadata: {},
    subscriptionDescription: null,
    trialEnd: null,
    trialPeriodDays: null,
    trialMissingPaymentMethod: null,
    intentMetadata: {},
    intentDescription: null,
    receiptEmail: null,
    setupFutureUsage: null,
    captureMethod: null,
    customerUpdate: { name: false, address: false },
    lineItems: [],
    paymentIntent: null,
  };
}
