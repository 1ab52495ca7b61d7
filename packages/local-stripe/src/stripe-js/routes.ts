import type { Hono } from "hono";
import { html } from "hono/html";
import { ApiError } from "../core/api/errors";
import { readForm } from "../core/pages/forms";
import { type Html, inBrowser, page } from "../core/pages/layout";
import { writeFor } from "../core/pages/write-for";
import type { Store } from "../core/store/store";
import type { Tx } from "../core/store/tx";
import type { JsonObject } from "../core/wire";
import { confirmIntent } from "../payments/confirm";
import { type MethodType, offeredTypes } from "../payments/instruments";
import { createMethod, readMethod } from "../payments/method-form";
import { cardScript } from "../payments/pages/card-fields";
import { methodFields } from "../payments/pages/method-fields";
import { confirmSetup } from "../payments/setup";
import { type Intent, outcomeOf, toldPage, unknownIntent } from "./answered";
import { paymentFrame } from "./browser/payment-frame";
import { stripeJs } from "./script";

/** Stripe.js, and the pages of its frames. Every one needs the client secret of what it is about. */
export function stripeJsRoutes(app: Hono, store: Store): void {
  app.get("/endive/stripe.js", (context) =>
    context.body(stripeJs, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" }),
  );

  app.get("/elements/payment", (context) => {
    const intent = intentBy(store, context.req.query("client_secret"));
    const theme = context.req.query("theme");
    if (intent === undefined) return context.html(toldPage({ kind: "loaderror", error: unknownIntent }), 404);
    return context.html(paymentPage(intent, theme === "dark" || theme === "light" ? theme : undefined));
  });

  app.post("/elements/confirm", async (context) => {
    const form = await readForm(context);
    const intent = intentBy(store, form.client_secret);
    if (intent === undefined) return context.json({ error: unknownIntent });
    const read = readMethod(form, typesOf(intent), store.clock.now());
    if (!read.ok) return context.json({ error: incomplete, problems: read.problems });
    if (form.step !== "confirm") return context.json({});
    if (!confirmable.includes(intent.status)) return context.json({ error: wrongState(intent) });
    const { method } = read;
    return context.json(
      writeFor(store, intent.customer, (tx): JsonObject => {
        const made = createMethod(tx, method, { email: null, allowRedisplay: "limited" }).id;
        return confirmed(tx, intent, made, form.return_url ?? "");
      }),
    );
  });

  app.get("/elements/next-action", (context) => {
    const intent = intentBy(store, context.req.query("client_secret"));
    if (intent === undefined) return context.html(toldPage({ kind: "answered", error: unknownIntent }), 404);
    if (intent.status !== "requires_action") {
      const name = intent.object === "setup_intent" ? "SetupIntent" : "PaymentIntent";
      const misuse = `The ${name} supplied is not in the requires_action state.`;
      return context.html(toldPage({ kind: "answered", misuse }));
    }
    const { next_action: next } = intent;
    if (next?.redirect_to_url) return context.html(toldPage({ kind: "answered", leave: next.redirect_to_url.url }));
    return context.redirect(`/challenge/${intent.id}`, 303);
  });
}

function intentBy(store: Store, secret: string | undefined): Intent | undefined {
  const [id = ""] = (secret ?? "").split("_secret_");
  const intent = store.get("payment_intent", id) ?? store.get("setup_intent", id);
  return intent?.client_secret === secret ? intent : undefined;
}

function paymentPage(intent: Intent, theme: "light" | "dark" | undefined): Html {
  return page(
    "Payment details",
    html`<form data-element novalidate><input type="hidden" name="client_secret" value="${intent.client_secret}">
${methodFields({ offered: typesOf(intent), saved: [], form: {}, problems: {} })}</form>`,
    { script: html`${cardScript}${inBrowser(paymentFrame, null)}`, theme, bare: true },
  );
}

function confirmed(tx: Tx, intent: Intent, method: string, returnUrl: string): JsonObject {
  const how = { returnUrl, useStripeSdk: true };
  try {
    if (intent.object === "setup_intent") {
      tx.patch("setup_intent", intent.id, { payment_method: method });
      confirmSetup(tx, intent.id, how);
      return outcomeOf(tx.need("setup_intent", intent.id));
    }
    tx.patch("payment_intent", intent.id, { payment_method: method });
    confirmIntent(tx, intent.id, { offSession: false, refuseAction: false, ...how });
    return outcomeOf(tx.need("payment_intent", intent.id));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { error: JSON.parse(JSON.stringify(error.body)) };
  }
}

const confirmable = ["requires_payment_method", "requires_confirmation", "requires_action"];

function wrongState({ object, status }: Intent): JsonObject {
  const name = object === "setup_intent" ? "SetupIntent" : "PaymentIntent";
  return {
    type: "invalid_request_error",
    code: `${object}_unexpected_state`,
    message: `You cannot confirm this ${name} because it has a status of ${status}.`,
  };
}

/** Source: https://docs.stripe.com/js/errors */
const incomplete = {
  type: "validation_error",
  code: "incomplete_payment_details",
  message: "Please check your payment details.",
};

function typesOf(intent: Intent): MethodType[] {
  return offeredTypes({
    currency: intent.object === "payment_intent" ? intent.currency : "usd",
    allowed: intent.allowed_payment_method_types,
    excluded: intent.excluded_payment_method_types,
    redirects: intent.automatic_payment_methods?.allow_redirects !== "never",
  });
}
