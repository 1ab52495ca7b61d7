import { type ApiError, invalid, missingResource } from "../../core/api/errors";
import { customerOf } from "../../core/api/existing";
import { inRange, listPage } from "../../core/api/list";
import {
  bool,
  int,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  type Params,
  pagination,
  range,
  required,
  text,
} from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { currencyCode, requireChargeable } from "../../core/money/currencies";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { cancelIntent, captureIntent } from "../capture";
import { confirmIntent } from "../confirm";
import { createIntent } from "../intents";
import { methodFromData, methodShape } from "../method-data";
import { usableMethod } from "../usable";

const usage = oneOf("off_session", "on_session");

const confirmable = {
  payment_method: text,
  payment_method_data: object(methodShape),
  off_session: bool,
  error_on_requires_action: bool,
  return_url: text,
  use_stripe_sdk: bool,
  receipt_email: text,
  setup_future_usage: usage,
};

export const paymentIntentRoutes: Route[] = [
  route(
    "POST",
    "/v1/payment_intents",
    {
      ...confirmable,
      amount: required(int),
      currency: required(currencyCode),
      automatic_payment_methods: object({ enabled: required(bool), allow_redirects: oneOf("always", "never") }),
      allowed_payment_method_types: list(text),
      excluded_payment_method_types: list(text),
      capture_method: oneOf("automatic", "automatic_async", "manual"),
      confirm: bool,
      customer: text,
      description: text,
      metadata,
      statement_descriptor: text,
    },
    ({ tx, params }) => {
      if (params.customer !== undefined) customerOf(tx, params.customer, "customer");
      requireChargeable(params.amount, params.currency);
      if (params.off_session !== undefined && params.confirm !== true) {
        throw invalid("`off_session` can only be used when `confirm` is true.", "off_session");
      }
      const redirects = params.automatic_payment_methods?.allow_redirects;
      const allowed = params.allowed_payment_method_types ?? null;
      const excluded = params.excluded_payment_method_types ?? null;
      const method = methodIn(tx, params, params.customer) ?? null;
      const intent = createIntent(tx, {
        amount: params.amount,
        currency: params.currency,
        customer: params.customer ?? null,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        receiptEmail: params.receipt_email ?? null,
        setupFutureUsage: params.setup_future_usage ?? null,
        paymentMethod: method,
        captureMethod: params.capture_method ?? "automatic_async",
        allowedTypes: allowed,
        excludedTypes: excluded,
        ...(redirects === undefined ? {} : { allowRedirects: redirects }),
        statementDescriptor: params.statement_descriptor ?? null,
      });
      if (params.confirm !== true) return intent;
      return confirmIntent(tx, intent.id, {
        offSession: params.off_session ?? false,
        returnUrl: params.return_url ?? null,
        refuseAction: params.error_on_requires_action ?? false,
        useStripeSdk: params.use_stripe_sdk ?? false,
      });
    },
  ),

  route("GET", "/v1/payment_intents", { ...pagination, created: range, customer: text }, ({ tx, params }) => {
    const rows = tx
      .matching("payment_intent", { customer: params.customer })
      .filter((row) => params.customer === undefined || row.customer === params.customer)
      .filter((row) => inRange(row.created, params.created));
    return listPage(rows, params, "/v1/payment_intents");
  }),

  route("GET", "/v1/payment_intents/:id", { client_secret: text }, ({ tx, id }) => intentOf(tx, id)),

  route(
    "POST",
    "/v1/payment_intents/:id",
    {
      amount: int,
      currency: currencyCode,
      customer: text,
      description: text,
      metadata,
      payment_method: text,
      payment_method_data: object(methodShape),
      receipt_email: text,
      setup_future_usage: usage,
    },
    ({ tx, params, id }) => {
      const before = intentOf(tx, id);
      const isFixed = ["succeeded", "canceled", "processing", "requires_capture"].includes(before.status);
      if (isFixed && (params.amount ?? params.currency ?? params.payment_method ?? params.customer) !== undefined) {
        throw wrongState(before, "update");
      }
      if ((params.amount ?? params.currency) !== undefined) {
        requireChargeable(params.amount ?? before.amount, params.currency ?? before.currency);
      }
      if (params.customer !== undefined) customerOf(tx, params.customer, "customer");
      const customer = params.customer ?? before.customer;
      const method = methodIn(tx, params, customer ?? undefined);
      return tx.put("payment_intent", {
        ...before,
        amount: params.amount ?? before.amount,
        description: params.description ?? before.description,
        metadata: mergeMetadata(before.metadata, params.metadata),
        currency: params.currency ?? before.currency,
        customer,
        payment_method: method ?? before.payment_method,
        receipt_email: params.receipt_email ?? before.receipt_email,
        setup_future_usage: params.setup_future_usage ?? before.setup_future_usage,
        status:
          method !== undefined && before.status === "requires_payment_method" ? "requires_confirmation" : before.status,
      });
    },
  ),

  route("POST", "/v1/payment_intents/:id/confirm", confirmable, ({ tx, params, id }) => {
    const before = intentOf(tx, id);
    if (!["requires_payment_method", "requires_confirmation", "requires_action"].includes(before.status)) {
      throw wrongState(before, "confirm");
    }
    tx.put("payment_intent", {
      ...before,
      payment_method: methodIn(tx, params, before.customer ?? undefined) ?? before.payment_method,
      receipt_email: params.receipt_email ?? before.receipt_email,
      setup_future_usage: params.setup_future_usage ?? before.setup_future_usage,
    });
    return confirmIntent(tx, id, {
      offSession: params.off_session ?? false,
      returnUrl: params.return_url ?? null,
      refuseAction: params.error_on_requires_action ?? false,
      useStripeSdk: params.use_stripe_sdk ?? false,
    });
  }),

  route(
    "POST",
    "/v1/payment_intents/:id/cancel",
    { cancellation_reason: oneOf("abandoned", "duplicate", "fraudulent", "requested_by_customer") },
    ({ tx, params, id }) => {
      const before = intentOf(tx, id);
      if (["succeeded", "canceled", "processing"].includes(before.status)) throw wrongState(before, "cancel");
      return cancelIntent(tx, before, params.cancellation_reason ?? null);
    },
  ),

  route("POST", "/v1/payment_intents/:id/capture", { amount_to_capture: int, metadata }, ({ tx, params, id }) => {
    const before = intentOf(tx, id);
    if (before.status !== "requires_capture") throw wrongState(before, "capture");
    const marked = tx.patch("payment_intent", id, { metadata: mergeMetadata(before.metadata, params.metadata) });
    return captureIntent(tx, marked, params.amount_to_capture);
  }),
];

export function intentOf(tx: Tx, id: string): Tables["payment_intent"] {
  const row = tx.get("payment_intent", id);
  if (row === undefined) throw missingResource("payment_intent", id);
  return row;
}

/** The method that was named or described, if any was. */
function methodIn(
  tx: Tx,
  params: { payment_method: string | undefined; payment_method_data: Params<typeof methodShape> | undefined },
  customer: string | undefined,
): string | undefined {
  const { payment_method: id, payment_method_data: data } = params;
  if (id !== undefined && data !== undefined) {
    throw invalid(
      "You may only specify one of these parameters: payment_method, payment_method_data.",
      "payment_method",
      "parameters_exclusive",
    );
  }
  if (data !== undefined) return methodFromData(tx, data, "payment_method_data").id;
  return id === undefined ? undefined : usableMethod(tx, id, customer ?? null).id;
}

function wrongState(intent: Tables["payment_intent"], verb: string): ApiError {
  return invalid(
    `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    undefined,
    "payment_intent_unexpected_state",
  );
}
