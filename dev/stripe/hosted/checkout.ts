import type { Context, Hono } from "hono";
import { readBuyer, savedMethods, sessionTypes } from "../checkout/buyer";
import { type PayOutcome, paySession } from "../checkout/pay";
import { engineOrigin, type Store } from "../store/store";
import type { Tables } from "../store/tables";
import type { Dispatcher } from "../webhooks/dispatcher";
import { type CheckoutView, checkoutPage } from "./checkout-page";
import { readForm } from "./forms";
import { notice } from "./layout";

type Session = Tables["checkout_session"];

const webhookPatienceMs = 10_000;

/** Checkout: the page a buyer pays on. */
export function checkoutRoutes(app: Hono, store: Store, dispatcher: Dispatcher): void {
  app.get("/c/pay/:id", (context) => {
    const session = store.get("checkout_session", context.req.param("id"));
    if (session?.status !== "open") return over(context, session);
    const intent = store.get("payment_intent", store.get("checkout_plan", session.id)?.paymentIntent ?? "");
    const setup = store.get("setup_intent", session.setup_intent ?? "");
    const why = (intent?.last_payment_error ?? setup?.last_setup_error)?.message ?? null;
    const error = context.req.query("declined") === undefined ? null : why;
    return context.html(checkoutPage(view(store, session, { error })));
  });

  app.post("/c/pay/:id", async (context) => {
    const form = await readForm(context);
    const session = store.get("checkout_session", context.req.param("id"));
    if (session?.status !== "open") return over(context, session);
    const outcome = store.write(engineOrigin, (tx): PayOutcome | { kind: "refused"; view: CheckoutView } => {
      const read = readBuyer(tx, session, form);
      if (read.ok) return paySession(tx, session, read.buyer);
      return { kind: "refused", view: view(store, session, { form, problems: read.problems }) };
    });
    switch (outcome.kind) {
      case "refused":
        return context.html(checkoutPage(outcome.view));
      case "declined":
        return context.html(checkoutPage(view(store, session, { form, error: outcome.message })));
      case "challenge":
        return context.redirect(outcome.url, 303);
      case "completed":
        return leave(context, store, dispatcher, session, outcome.event);
    }
  });
}

/** Sends the buyer on, once the application has answered the completion or has had its time to. */
export async function leave(
  context: Context,
  store: Store,
  dispatcher: Dispatcher,
  session: Session,
  event: string,
): Promise<Response> {
  if (store.setting("webhooks_paused") !== true) await dispatcher.answered(event, webhookPatienceMs);
  return context.redirect(successUrl(session), 303);
}

function successUrl(session: Session): string {
  return (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}

function over(context: Context, session: Session | undefined): Response | Promise<Response> {
  if (session === undefined) {
    return context.html(notice("Not found", "There is no such checkout page.", null), 404);
  }
  if (session.status === "complete") {
    return context.html(
      notice("You're all done here", "This checkout was already completed. You have not been charged again.", {
        href: successUrl(session),
        label: "Continue",
      }),
    );
  }
  const back = session.cancel_url === null ? null : { href: session.cancel_url, label: "Go back" };
  return context.html(notice("This page has expired", "Nothing was charged. Please start again.", back));
}

function view(
  store: Store,
  session: Session,
  more: { form?: Record<string, string>; problems?: CheckoutView["problems"]; error?: string | null },
): CheckoutView {
  const plan = store.get("checkout_plan", session.id);
  if (plan === undefined) throw new Error(`session ${session.id} has no plan`);
  return {
    session: store.get("checkout_session", session.id) ?? session,
    plan,
    saved: savedMethods(store, session),
    offered: sessionTypes(session),
    form: more.form ?? {},
    problems: more.problems ?? {},
    error: more.error ?? null,
    now: store.clock.now(),
  };
}
