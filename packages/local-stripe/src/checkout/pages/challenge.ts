import type { Hono } from "hono";
import { html } from "hono/html";
import { formatMoney } from "../../core/money/money";
import { isFramed, readForm } from "../../core/pages/forms";
import { type Html, notice, page } from "../../core/pages/layout";
import { writeFor } from "../../core/pages/write-for";
import type { Store } from "../../core/store/store";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import type { Dispatcher } from "../../core/webhooks/dispatcher";
import { settleInvoiceOf } from "../../invoices/intent-outcome";
import { attemptIntent, failChallenge } from "../../payments/intents";
import { completeSetup, failSetupChallenge } from "../../payments/setup";
import { answeredPage } from "../../stripe-js/answered";
import { answerChallenge, sessionOfIntent } from "../pay";
import { leave } from "./checkout";

/** 3-D Secure: the bank's page, where the buyer authenticates or fails to. */
export function challengeRoutes(app: Hono, store: Store, dispatcher: Dispatcher): void {
  app.get("/challenge/:id", (context) => {
    const id = context.req.param("id");
    const intent = store.get("payment_intent", id) ?? store.get("setup_intent", id);
    if (intent?.status !== "requires_action") {
      return context.html(notice("Nothing to confirm", "This payment is not waiting for your confirmation.", null));
    }
    const isWallet = store.get("payment_method", intent.payment_method ?? "")?.type === "paypal";
    return context.html(isWallet ? walletPage(sumOf(intent)) : bankPage(sumOf(intent)));
  });

  app.post("/challenge/:id", async (context) => {
    const id = context.req.param("id");
    const form = await readForm(context);
    const passed = form.answer === "complete";
    const customer = (store.get("payment_intent", id) ?? store.get("setup_intent", id))?.customer ?? null;
    const outcome = writeFor(store, customer, (tx) => {
      const session = sessionOfIntent(tx, id);
      if (session === undefined) return { session, target: answerAlone(tx, id, passed) };
      return { session, paid: answerChallenge(tx, session, id, passed) };
    });
    if (outcome.session === undefined) {
      if (isFramed(form)) return context.html(answeredPage(store, id));
      if (outcome.target !== null) return context.redirect(outcome.target, 303);
      const text = passed ? "Your bank has confirmed." : "Your bank did not confirm. Nothing was charged.";
      return context.html(notice("Thank you", `${text} You can close this page.`, null));
    }
    if (outcome.paid.kind === "completed") {
      return leave(context, store, dispatcher, outcome.session, outcome.paid.event, isFramed(form));
    }
    return context.redirect(`/c/pay/${outcome.session.id}?declined=1`, 303);
  });
}

function bankPage(sum: string | null): Html {
  return page(
    "Confirm with your bank",
    html`<section class="card"><h1>Confirm with your bank</h1>${amount(sum)}
<p>This stands in for your bank's 3-D Secure page. Choose how it ends.</p>
<form method="post" class="actions split"><button type="submit" name="answer" value="complete">Complete authentication</button>
<button type="submit" class="plain" name="answer" value="fail">Fail authentication</button></form></section>`,
    { tells: { kind: "shown" } },
  );
}

function walletPage(sum: string | null): Html {
  return page(
    "PayPal test page",
    html`<section class="card"><h1>PayPal test page</h1>${amount(sum)}
<p>This stands in for PayPal's own page, where you would sign in and agree. Choose how it ends.</p>
<form method="post" class="actions split"><button type="submit" name="answer" value="complete">Authorize test payment</button>
<button type="submit" class="plain" name="answer" value="fail">Fail test payment</button></form></section>`,
    { tells: { kind: "shown" } },
  );
}

function amount(sum: string | null): Html {
  return sum === null ? html`` : html`<p class="amount">${sum}</p>`;
}

function sumOf(intent: Tables["payment_intent"] | Tables["setup_intent"]): string | null {
  return intent.object === "payment_intent" ? formatMoney(intent.amount, intent.currency) : null;
}

/** An intent outside Checkout: carries the answer through and says where the browser goes, if anywhere. */
function answerAlone(tx: Tx, id: string, passed: boolean): string | null {
  const setup = tx.get("setup_intent", id);
  if (setup?.status === "requires_action") {
    if (passed) completeSetup(tx, id);
    else failSetupChallenge(tx, id);
    return backFrom(tx.need("setup_intent", id), setup.next_action?.redirect_to_url?.return_url);
  }
  const intent = tx.get("payment_intent", id);
  if (intent?.status !== "requires_action") return null;
  if (passed) {
    const method = intent.payment_method ?? "";
    const attempt = attemptIntent(tx, id, { method, offSession: false, challengePassed: true });
    if (attempt.kind === "succeeded") settleInvoiceOf(tx, id);
  } else failChallenge(tx, id);
  return backFrom(tx.need("payment_intent", id), intent.next_action?.redirect_to_url?.return_url);
}

/**
 * The return_url as the browser gets to it: with the intent, its client secret and how it went.
 * Source: https://docs.stripe.com/payments/3d-secure/authentication-flow and
 * https://docs.stripe.com/js/payment_intents/confirm_payment#return_url
 */
function backFrom(
  intent: Tables["payment_intent"] | Tables["setup_intent"],
  target: string | null | undefined,
): string | null {
  if (target === null || target === undefined || !URL.canParse(target)) return target ?? null;
  const url = new URL(target);
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? "");
  url.searchParams.set("redirect_status", intent.status === "requires_payment_method" ? "failed" : "succeeded");
  return url.href;
}
