import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { amountOffIn } from "../../catalogue/amount-off";
import { isFramed, readForm } from "../../core/pages/forms";
import { type Html, notice, page } from "../../core/pages/layout";
import { writeFor } from "../../core/pages/write-for";
import type { Store } from "../../core/store/store";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import type { Dispatcher } from "../../core/webhooks/dispatcher";
import { readBuyer, savedMethods, sessionTypes } from "../buyer";
import { applyCode, changeQuantity, removeCode } from "../edit";
import { paySession } from "../pay";
import type { PayOutcome } from "../pay-outcome";
import { dueNow, needsMethod } from "../totals";
import { wayOut } from "../ui-mode";
import { type CheckoutView, checkoutPage } from "./checkout-page";
import { offerTerms } from "./checkout-summary";

type Session = Tables["checkout_session"];

const webhookPatienceMs = 10_000;

/** Checkout: the page a buyer pays on. */
export function checkoutRoutes(app: Hono, store: Store, dispatcher: Dispatcher): void {
  editRoutes(app, store);
  app.get("/c/pay/:id", (context) => {
    const session = store.get("checkout_session", context.req.param("id"));
    if (session?.status !== "open") return over(context, store, session);
    // Stripe.js names the session by its secret. To post the form, its address is enough.
    const secret = context.req.query("client_secret");
    if (secret !== undefined && secret !== session.client_secret) return over(context, store, undefined);
    const intent = store.get("payment_intent", store.get("checkout_plan", session.id)?.paymentIntent ?? "");
    const setup = store.get("setup_intent", session.setup_intent ?? "");
    const why = (intent?.last_payment_error ?? setup?.last_setup_error)?.message ?? null;
    const error = context.req.query("declined") === undefined ? null : why;
    return context.html(checkoutPage(view(store, session, { error })));
  });

  app.post("/c/pay/:id", async (context) => {
    const form = await readForm(context);
    const session = store.get("checkout_session", context.req.param("id"));
    if (session?.status !== "open") return over(context, store, session);
    const outcome = writeFor(store, session.customer, (tx): PayOutcome | { kind: "refused"; view: CheckoutView } => {
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
        return leave(context, store, dispatcher, session, outcome.event, isFramed(form));
    }
  });
}

/** The forms that change the order: the promotion code and the quantities. */
function editRoutes(app: Hono, store: Store): void {
  const edit = async (context: Context, change: (tx: Tx, session: Session, form: Record<string, string>) => More) => {
    const form = await readForm(context);
    const session = store.get("checkout_session", context.req.param("id") ?? "");
    if (session?.status !== "open") return over(context, store, session);
    const more = writeFor(store, session.customer, (tx) => change(tx, session, form));
    if (Object.keys(more).length > 0) return context.html(checkoutPage(view(store, session, more)));
    return context.redirect(`/c/pay/${session.id}`, 303);
  };
  app.post("/c/pay/:id/promotion", (context) =>
    edit(context, (tx, session, form) => {
      if (form.remove !== undefined) removeCode(tx, session);
      else {
        const typed = form.code ?? "";
        const applied = applyCode(tx, session, typed);
        if (!applied.ok) return { code: { typed, problem: applied.message } };
      }
      return {};
    }),
  );
  app.post("/c/pay/:id/quantity", (context) =>
    edit(context, (tx, session, form) => {
      const changed = changeQuantity(tx, session, form.item ?? "", Number(form.quantity));
      return changed.ok ? {} : { quantityProblem: changed.message };
    }),
  );
}

function offerOf(store: Store, session: Session, plan: Tables["checkout_plan"]): CheckoutView["offer"] {
  const coupon = store.get("coupon", plan.discount?.coupon ?? "");
  if (coupon === undefined) return null;
  const code = store.get("promotion_code", plan.discount?.promotionCode ?? "");
  const currency = session.currency ?? "usd";
  const terms = offerTerms(coupon, amountOffIn(store, coupon, currency), currency, session.mode === "subscription");
  return { name: code?.code ?? coupon.name ?? "Discount", terms };
}

/**
 * Redirects the buyer once the application has answered the completion's webhook or had its time to. From a frame, the page
 * around it is told where to go.
 */
export async function leave(
  context: Context,
  store: Store,
  dispatcher: Dispatcher,
  session: Session,
  event: string,
  framed: boolean,
): Promise<Response> {
  if (store.setting("webhooks_paused") !== true) await dispatcher.answered(event, webhookPatienceMs);
  const target = targetOf(store, session);
  if (framed) return context.html(completePage(target));
  if (target !== null) return context.redirect(target, 303);
  return context.html(notice("You're all done here", "The page that shows this checkout goes on.", null));
}

function completePage(url: string | null): Html {
  const text = "The page around this one goes on.";
  return page("Paid", html`<section class="card" role="status"><h1>Thank you</h1><p>${text}</p></section>`, {
    tells: { kind: "complete", url },
  });
}

function targetOf(store: Store, session: Session): string | null {
  const now = store.get("checkout_session", session.id) ?? session;
  const paidBy = store.get("payment_intent", now.payment_intent ?? "") ?? intentOfInvoice(store, now.invoice);
  return wayOut(now, store.get("payment_method", paidBy?.payment_method ?? "")?.type);
}

function intentOfInvoice(store: Store, invoice: string | null): Tables["payment_intent"] | undefined {
  const [payment] = store.where("invoice_payment", "invoice", invoice ?? "");
  return store.get("payment_intent", payment?.payment.payment_intent ?? "");
}

function over(context: Context, store: Store, session: Session | undefined): Response | Promise<Response> {
  if (session === undefined) {
    return context.html(notice("Not found", "There is no such checkout page.", null), 404);
  }
  if (session.status === "complete") {
    const href = targetOf(store, session);
    const text = "This checkout was already completed. You have not been charged again.";
    return context.html(notice("You're all done here", text, href === null ? null : { href, label: "Continue" }));
  }
  const back = session.cancel_url === null ? null : { href: session.cancel_url, label: "Go back" };
  return context.html(notice("This page has expired", "Nothing was charged. Please start again.", back));
}

interface More {
  form?: Record<string, string>;
  problems?: CheckoutView["problems"];
  error?: string | null;
  code?: CheckoutView["code"];
  quantityProblem?: string;
}

function view(store: Store, before: Session, more: More): CheckoutView {
  const session = store.get("checkout_session", before.id) ?? before;
  const plan = store.get("checkout_plan", session.id);
  if (plan === undefined) throw new Error(`session ${session.id} has no plan`);
  return {
    session,
    plan,
    fromBalance: (session.amount_total ?? 0) - dueNow(store, session),
    offer: offerOf(store, session, plan),
    code: more.code ?? { typed: "", problem: null },
    quantityProblem: more.quantityProblem ?? null,
    needsMethod: needsMethod(store, session),
    saved: savedMethods(store, session),
    offered: sessionTypes(session),
    form: more.form ?? {},
    problems: more.problems ?? {},
    error: more.error ?? null,
    now: store.clock.now(),
  };
}
