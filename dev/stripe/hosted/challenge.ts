import type { Hono } from "hono";
import { html } from "hono/html";
import { answerChallenge, sessionOfIntent } from "../checkout/pay";
import { attemptIntent, failChallenge } from "../payments/intents";
import { settleInvoiceOf } from "../resources/payment-intents";
import { completeSetup } from "../resources/setup-intents";
import { engineOrigin, type Store } from "../store/store";
import type { Tx } from "../store/tx";
import type { Dispatcher } from "../webhooks/dispatcher";
import { leave } from "./checkout";
import { readForm } from "./forms";
import { notice, page } from "./layout";

/** 3-D Secure: the bank's page, where the buyer confirms or does not. */
export function challengeRoutes(app: Hono, store: Store, dispatcher: Dispatcher): void {
  app.get("/challenge/:id", (context) => {
    const id = context.req.param("id");
    const intent = store.get("payment_intent", id) ?? store.get("setup_intent", id);
    if (intent?.status !== "requires_action") {
      return context.html(notice("Nothing to confirm", "This payment is not waiting for your confirmation.", null));
    }
    return context.html(
      page(
        "Confirm with your bank",
        html`<section class="card"><h1>Confirm with your bank</h1>
<p>This stands in for your bank's 3-D Secure page. Choose how it ends.</p>
<form method="post" class="actions"><button type="submit" name="answer" value="complete">Complete authentication</button>
<button type="submit" class="plain" name="answer" value="fail">Fail authentication</button></form></section>`,
      ),
    );
  });

  app.post("/challenge/:id", async (context) => {
    const id = context.req.param("id");
    const passed = (await readForm(context)).answer === "complete";
    const outcome = store.write(engineOrigin, (tx) => {
      const session = sessionOfIntent(tx, id);
      if (session === undefined) return { session, target: answerAlone(tx, id, passed) };
      return { session, paid: answerChallenge(tx, session, id, passed) };
    });
    if (outcome.session === undefined) {
      if (outcome.target !== null) return context.redirect(outcome.target, 303);
      const text = passed ? "Your bank has confirmed." : "Your bank did not confirm. Nothing was charged.";
      return context.html(notice("Thank you", `${text} You can close this page.`, null));
    }
    if (outcome.paid.kind === "completed") {
      return leave(context, store, dispatcher, outcome.session, outcome.paid.event);
    }
    return context.redirect(`/c/pay/${outcome.session.id}?declined=1`, 303);
  });
}

/** An intent outside Checkout: carries the answer through and says where the browser goes, if anywhere. */
function answerAlone(tx: Tx, id: string, passed: boolean): string | null {
  const setup = tx.get("setup_intent", id);
  if (setup?.status === "requires_action") {
    if (passed) completeSetup(tx, id);
    else {
      tx.patch("setup_intent", id, { next_action: null, payment_method: null, status: "requires_payment_method" });
      tx.emit("setup_intent.setup_failed", "setup_intent", id);
    }
    return setup.next_action?.redirect_to_url?.return_url ?? null;
  }
  const intent = tx.get("payment_intent", id);
  if (intent?.status !== "requires_action") return null;
  const back = intent.next_action?.redirect_to_url?.return_url ?? null;
  if (passed) {
    attemptIntent(tx, id, { method: intent.payment_method ?? "", offSession: false, challengePassed: true });
    settleInvoiceOf(tx, id);
  } else failChallenge(tx, id);
  return back;
}
