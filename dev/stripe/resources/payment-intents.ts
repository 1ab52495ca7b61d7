import { ApiError, invalid, missingResource } from "../api/errors";
import { inRange, listPage } from "../api/list";
import {
  bool,
  int,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  pagination,
  range,
  required,
  text,
} from "../api/params";
import { type Answer, type Route, route } from "../api/route";
import { settleInvoice } from "../billing/collect";
import { cardError, paymentMethodOf } from "../payments/attach";
import { attemptIntent, createIntent } from "../payments/intents";
import { toJson } from "../store/diff";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { customerOf } from "./customers";

const usage = oneOf("off_session", "on_session");

const confirmable = {
  payment_method: text,
  off_session: bool,
  return_url: text,
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
      currency: required(text),
      automatic_payment_methods: object({ enabled: required(bool), allow_redirects: oneOf("always", "never") }),
      allowed_payment_method_types: list(text),
      capture_method: oneOf("automatic", "automatic_async"),
      confirm: bool,
      customer: text,
      description: text,
      error_on_requires_action: bool,
      metadata,
      statement_descriptor: text,
    },
    ({ tx, params }) => {
      if (params.customer !== undefined) customerOf(tx, params.customer, "customer");
      if (params.amount < 1) {
        throw invalid("This value must be greater than or equal to 1.", "amount", "parameter_invalid_integer");
      }
      if (params.off_session !== undefined && params.confirm !== true) {
        throw invalid("`off_session` can only be used when `confirm` is true.", "off_session");
      }
      const method = params.payment_method === undefined ? null : usable(tx, params.payment_method, params.customer);
      const intent = createIntent(tx, {
        amount: params.amount,
        currency: params.currency.toLowerCase(),
        customer: params.customer ?? null,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        receiptEmail: params.receipt_email ?? null,
        setupFutureUsage: params.setup_future_usage ?? null,
        paymentMethod: method,
        captureMethod: params.capture_method ?? "automatic_async",
        statementDescriptor: params.statement_descriptor ?? null,
      });
      if (params.confirm !== true) return intent;
      return confirm(tx, intent.id, {
        offSession: params.off_session ?? false,
        returnUrl: params.return_url ?? null,
        refuseAction: params.error_on_requires_action ?? false,
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
    { amount: int, description: text, metadata, payment_method: text, receipt_email: text, setup_future_usage: usage },
    ({ tx, params, id }) => {
      const before = intentOf(tx, id);
      if (before.status === "succeeded" && params.amount !== undefined) throw wrongState(before, "update");
      const method = params.payment_method;
      return tx.put("payment_intent", {
        ...before,
        amount: params.amount ?? before.amount,
        description: params.description ?? before.description,
        metadata: mergeMetadata(before.metadata, params.metadata),
        payment_method: method === undefined ? before.payment_method : usable(tx, method, before.customer ?? undefined),
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
    const method = params.payment_method;
    tx.put("payment_intent", {
      ...before,
      payment_method: method === undefined ? before.payment_method : usable(tx, method, before.customer ?? undefined),
      receipt_email: params.receipt_email ?? before.receipt_email,
      setup_future_usage: params.setup_future_usage ?? before.setup_future_usage,
    });
    return confirm(tx, id, {
      offSession: params.off_session ?? false,
      returnUrl: params.return_url ?? null,
      refuseAction: false,
    });
  }),

  route(
    "POST",
    "/v1/payment_intents/:id/cancel",
    { cancellation_reason: oneOf("abandoned", "duplicate", "fraudulent", "requested_by_customer") },
    ({ tx, params, id }) => {
      const before = intentOf(tx, id);
      if (before.status === "succeeded" || before.status === "canceled") throw wrongState(before, "cancel");
      tx.put("payment_intent", {
        ...before,
        canceled_at: tx.now,
        cancellation_reason: params.cancellation_reason ?? null,
        next_action: null,
        status: "canceled",
      });
      tx.emit("payment_intent.canceled", "payment_intent", id);
      return intentOf(tx, id);
    },
  ),
];

interface Confirmation {
  offSession: boolean;
  returnUrl: string | null;
  /** Answer a needed challenge with 402 instead of a next action. */
  refuseAction: boolean;
}

function confirm(tx: Tx, id: string, input: Confirmation): Answer {
  const intent = tx.need("payment_intent", id);
  if (intent.payment_method === null) {
    throw invalid(
      "You cannot confirm this PaymentIntent because it's missing a payment method.",
      undefined,
      "payment_intent_unexpected_state",
    );
  }
  const attempt = attemptIntent(tx, id, {
    method: intent.payment_method,
    offSession: input.offSession,
    returnUrl: input.returnUrl,
  });
  if (attempt.kind === "succeeded") {
    settleInvoiceOf(tx, id);
    return tx.need("payment_intent", id);
  }
  if (attempt.kind === "declined") {
    return cardError(attempt.decline, {
      payment_intent: toJson(tx.need("payment_intent", id)),
      payment_method: toJson(tx.need("payment_method", intent.payment_method)),
      ...(attempt.charge === null ? {} : { charge: attempt.charge.id }),
    });
  }
  if (!input.offSession && !input.refuseAction) return tx.need("payment_intent", id);
  return authenticationRequired(tx, id, intent.payment_method);
}

/** Nobody is there to answer the bank: the intent goes back to wanting a method, and the answer says why. */
function authenticationRequired(tx: Tx, id: string, method: string): ApiError {
  const message =
    "Your card was declined. This transaction requires authentication. Please check your card details and try again.";
  const intent = tx.put("payment_intent", {
    ...tx.need("payment_intent", id),
    last_payment_error: {
      code: "authentication_required",
      decline_code: "authentication_required",
      message,
      payment_method: tx.need("payment_method", method),
      type: "card_error",
    },
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
  });
  tx.emit("payment_intent.payment_failed", "payment_intent", id);
  return new ApiError(402, {
    type: "card_error",
    code: "authentication_required",
    decline_code: "authentication_required",
    message,
    payment_intent: toJson(intent),
    payment_method: toJson(tx.need("payment_method", method)),
  });
}

/** Carries a payment that succeeded outside of collection to the invoice it belongs to. */
export function settleInvoiceOf(tx: Tx, intent: string): void {
  const payment = tx.where("invoice_payment", "intent", intent)[0];
  if (payment === undefined || payment.status === "paid") return;
  const invoice = tx.need("invoice", payment.invoice);
  const subscription = tx.get("subscription", invoice.parent?.subscription_details?.subscription ?? "");
  const method = tx.need("payment_intent", intent).payment_method;
  if (subscription?.payment_settings?.save_default_payment_method === "on_subscription" && method !== null) {
    tx.patch("subscription", subscription.id, { default_payment_method: method });
  }
  settleInvoice(tx, invoice.id);
}

export function intentOf(tx: Tx, id: string): Tables["payment_intent"] {
  const row = tx.get("payment_intent", id);
  if (row === undefined) throw missingResource("payment_intent", id);
  return row;
}

function usable(tx: Tx, method: string, customer: string | undefined): string {
  const row = paymentMethodOf(tx, method, "payment_method");
  if (row.customer !== null && row.customer !== customer) {
    throw invalid(
      `The provided PaymentMethod was attached to another customer; pass that customer to use it (${row.id}).`,
      "payment_method",
    );
  }
  return row.id;
}

function wrongState(intent: Tables["payment_intent"], verb: string): ApiError {
  return invalid(
    `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    undefined,
    "payment_intent_unexpected_state",
  );
}
