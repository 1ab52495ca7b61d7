import { html } from "hono/html";
import { type Html, page } from "../core/pages/layout";
import type { Store } from "../core/store/store";
import type { Tables } from "../core/store/tables";
import type { JsonObject } from "../core/wire";

export type Intent = Tables["payment_intent"] | Tables["setup_intent"];

/** Tells Stripe.js how an intent stands after the buyer answered the bank. */
export function answeredPage(store: Store, id: string): Html {
  const intent = store.get("payment_intent", id) ?? store.get("setup_intent", id);
  const told = intent === undefined ? { error: unknownIntent } : outcomeOf(intent);
  return toldPage({ kind: "answered", ...told });
}

/** A page of a frame that only says something to Stripe.js. */
export function toldPage(tells: { kind: string } & Record<string, unknown>): Html {
  return page("Stripe.js", html``, { tells });
}

/** What a page may know of an intent whose client secret it has; its failure as an error. */
export function outcomeOf(intent: Intent): JsonObject {
  const error = intent.object === "payment_intent" ? intent.last_payment_error : intent.last_setup_error;
  const shown = shownIntent(intent);
  if (intent.status !== "requires_payment_method" || error === null) return { intent: shown };
  const { type, code, decline_code: declineCode, message } = error;
  return {
    error: {
      type,
      ...(code === undefined ? {} : { code }),
      ...(declineCode === undefined ? {} : { decline_code: declineCode }),
      message: message ?? "",
      [intent.object]: shown,
    },
  };
}

export const unknownIntent = {
  type: "invalid_request_error",
  code: "resource_missing",
  message: "No such intent, or a client secret of another one.",
};

/** Source: https://docs.stripe.com/api/payment_intents/object, the fields that a publishable key can read. */
function shownIntent(intent: Intent): JsonObject {
  const { id, object, client_secret, created, description, livemode, status, next_action, payment_method } = intent;
  const next = next_action === null ? null : JSON.parse(JSON.stringify(next_action));
  const money = intent.object === "payment_intent" ? { amount: intent.amount, currency: intent.currency } : {};
  const method = typeof payment_method === "string" ? payment_method : null;
  return {
    id,
    object,
    client_secret,
    created,
    description,
    livemode,
    status,
    next_action: next,
    ...money,
    payment_method: method,
  };
}
