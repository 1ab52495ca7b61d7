import { invalid, missingResource } from "../api/errors";
import { inRange, listPage } from "../api/list";
import { bool, list, mergeMetadata, metadata, object, oneOf, pagination, range, required, text } from "../api/params";
import { type Answer, type Route, route } from "../api/route";
import { newId } from "../ids";
import { buildSetupIntent } from "../objects/setup-intent";
import { attachQuietly, cardBehind, cardError, paymentMethodOf } from "../payments/attach";
import { toJson } from "../store/diff";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { customerOf } from "./customers";

export const setupIntentRoutes: Route[] = [
  route(
    "POST",
    "/v1/setup_intents",
    {
      automatic_payment_methods: object({ enabled: required(bool), allow_redirects: oneOf("always", "never") }),
      allowed_payment_method_types: list(text),
      confirm: bool,
      customer: text,
      description: text,
      metadata,
      payment_method: text,
      return_url: text,
      usage: oneOf("off_session", "on_session"),
    },
    ({ tx, params }) => {
      if (params.customer !== undefined) customerOf(tx, params.customer, "customer");
      const method =
        params.payment_method === undefined ? null : paymentMethodOf(tx, params.payment_method, "payment_method").id;
      const setup = tx.put(
        "setup_intent",
        buildSetupIntent({
          id: newId("seti"),
          created: tx.now,
          customer: params.customer ?? null,
          description: params.description ?? null,
          metadata: mergeMetadata({}, params.metadata),
          paymentMethod: method,
          usage: params.usage ?? "off_session",
        }),
      );
      tx.emit("setup_intent.created", "setup_intent", setup.id);
      return params.confirm === true ? confirm(tx, setup.id) : setup;
    },
  ),
  route(
    "GET",
    "/v1/setup_intents",
    { ...pagination, created: range, customer: text, payment_method: text },
    ({ tx, params }) => {
      const rows = tx
        .rows("setup_intent")
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.payment_method === undefined || row.payment_method === params.payment_method)
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/setup_intents");
    },
  ),
  route("GET", "/v1/setup_intents/:id", { client_secret: text }, ({ tx, id }) => setupOf(tx, id)),
  route("POST", "/v1/setup_intents/:id/confirm", { payment_method: text, return_url: text }, ({ tx, params, id }) => {
    setupOf(tx, id);
    if (params.payment_method !== undefined) {
      tx.patch("setup_intent", id, { payment_method: paymentMethodOf(tx, params.payment_method, "payment_method").id });
    }
    return confirm(tx, id);
  }),
];

function confirm(tx: Tx, id: string): Answer {
  const setup = setupOf(tx, id);
  const method = setup.payment_method;
  if (method === null) {
    throw invalid("You cannot confirm this SetupIntent because it's missing a payment method.", "payment_method");
  }
  const card = cardBehind(tx, method);
  if (card.attach !== null) {
    const failed = tx.put("setup_intent", {
      ...setup,
      last_setup_error: {
        code: card.attach.code,
        decline_code: card.attach.declineCode,
        message: card.attach.message,
        type: "card_error",
      },
      payment_method: null,
      status: "requires_payment_method",
    });
    tx.emit("setup_intent.setup_failed", "setup_intent", id);
    return cardError(card.attach, { setup_intent: toJson(failed) });
  }
  if (card.challenge !== "never" && card.challenge !== "off_session") {
    const waiting = tx.put("setup_intent", {
      ...setup,
      next_action: {
        redirect_to_url: { return_url: null, url: `${tx.baseUrl}/challenge/${id}` },
        type: "redirect_to_url",
      },
      status: "requires_action",
    });
    tx.emit("setup_intent.requires_action", "setup_intent", id);
    return waiting;
  }
  completeSetup(tx, id);
  return setupOf(tx, id);
}

/** The card is good for later use, and belongs to the customer from now on. */
export function completeSetup(tx: Tx, id: string): void {
  const setup = tx.need("setup_intent", id);
  const method = setup.payment_method ?? "";
  tx.patch("vault", method, { authenticated: true });
  tx.put("setup_intent", { ...setup, last_setup_error: null, next_action: null, status: "succeeded" });
  tx.emit("setup_intent.succeeded", "setup_intent", id);
  if (setup.customer !== null) attachQuietly(tx, method, setup.customer);
}

function setupOf(tx: Tx, id: string): Tables["setup_intent"] {
  const row = tx.get("setup_intent", id);
  if (row === undefined) throw missingResource("setupintent", id);
  return row;
}
