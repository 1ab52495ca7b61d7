import type { Hono } from "hono";
import { html } from "hono/html";
import { readForm } from "../../core/pages/forms";
import { alertBox, type Html, page } from "../../core/pages/layout";
import type { Store } from "../../core/store/store";
import { type CardProblems, readCard } from "../../payments/card-form";
import { cardFields, cardScript } from "../../payments/pages/card-fields";
import { addCard, cancelFromPortal, makeDefault, removeCard, resumeFromPortal } from "../actions";
import { act, afterFlow, confirmationPage, gone, home, ownSubscription, viewOf, wayBack } from "./frame";
import { cancelPage, portalPage } from "./home";
import { portalUpdateRoutes } from "./update";
import type { PortalView } from "./view";

/** The Customer Portal: anyone with the session's secret URL acts as its customer. */
export function portalRoutes(app: Hono, store: Store): void {
  app.get("/p/session/:token", (context) => {
    const view = viewOf(store, context);
    if (view === null) return gone(context);
    if (context.req.query("done") !== undefined) return context.html(confirmationPage(view));
    const { flow } = view.session;
    // A flow's deep link shows its page once; afterwards the address is the portal's home.
    if (context.req.query("home") === undefined && flow?.type === "payment_method_update") {
      return context.html(cardPage(view, {}, {}, null));
    }
    const wanted = store.get("subscription", flow?.subscription_cancel?.subscription ?? "");
    if (
      context.req.query("home") === undefined &&
      wanted !== undefined &&
      wanted.cancel_at === null &&
      wanted.ended_at === null
    ) {
      return context.redirect(`${view.session.url}/subscriptions/${wanted.id}/cancel`, 303);
    }
    const target = context.req.query("home") === undefined ? updateTarget(view) : null;
    if (target !== null) return context.redirect(`${view.session.url}/subscriptions/${target}`, 303);
    return context.html(portalPage(view));
  });
  portalUpdateRoutes(app, store);

  app.get("/p/session/:token/subscriptions/:id/cancel", (context) => {
    const view = viewOf(store, context);
    const row = ownSubscription(store, view, context.req.param("id"));
    if (view === null || row === null) return gone(context);
    return context.html(cancelPage(view, row));
  });
  app.post("/p/session/:token/subscriptions/:id/cancel", async (context) => {
    const form = await readForm(context);
    const view = viewOf(store, context);
    const row = ownSubscription(store, view, context.req.param("id"));
    if (view === null || row === null || !view.configuration.features.subscription_cancel.enabled) return gone(context);
    const { mode, proration_behavior: proration } = view.configuration.features.subscription_cancel;
    act(view, (tx) =>
      cancelFromPortal(tx, row, { mode, proration, comment: form.comment ?? null, feedback: form.feedback ?? null }),
    );
    return context.redirect(afterFlow(view), 303);
  });
  app.post("/p/session/:token/subscriptions/:id/resume", (context) => {
    const view = viewOf(store, context);
    const row = ownSubscription(store, view, context.req.param("id"));
    if (view === null || row === null) return gone(context);
    act(view, (tx) => resumeFromPortal(tx, row));
    return context.redirect(home(view), 303);
  });

  app.get("/p/session/:token/cards/new", (context) => {
    const view = viewOf(store, context);
    return view === null ? gone(context) : context.html(cardPage(view, {}, {}, null));
  });
  app.post("/p/session/:token/cards/new", async (context) => {
    const form = await readForm(context);
    const view = viewOf(store, context);
    if (view === null || !view.configuration.features.payment_method_update.enabled) return gone(context);
    const read = readCard(form, store.clock.now());
    if (!read.ok) return context.html(cardPage(view, form, read.problems, null));
    const added = act(view, (tx) => addCard(tx, view.customer.id, read.card, view.customer.email));
    if (added.kind === "declined") return context.html(cardPage(view, form, {}, added.message));
    return context.redirect(afterFlow(view), 303);
  });
  app.post("/p/session/:token/cards/:id/default", (context) => {
    const view = viewOf(store, context);
    const method = store.get("payment_method", context.req.param("id"));
    if (view === null || method?.customer !== view.customer.id) return gone(context);
    act(view, (tx) => makeDefault(tx, view.customer.id, method.id));
    return context.redirect(home(view), 303);
  });
  app.post("/p/session/:token/cards/:id/remove", (context) => {
    const view = viewOf(store, context);
    if (view === null) return gone(context);
    act(view, (tx) => removeCard(tx, view.customer.id, context.req.param("id")));
    return context.redirect(home(view), 303);
  });
}

function cardPage(view: PortalView, form: Record<string, string>, problems: CardProblems, error: string | null): Html {
  return page(
    "Add payment method",
    html`<nav class="top"><a href="${wayBack(view).href}">← ${wayBack(view).label}</a></nav>
<section class="card"><h1>Add payment method</h1>
<p class="soft">Your subscription will be charged to this card.</p>
${alertBox(error)}
<form method="post" action="${view.session.url}/cards/new" data-pay novalidate>${cardFields(form, problems)}
<button type="submit" class="full">Save card</button></form></section>`,
    { script: cardScript },
  );
}

/** Where a deep link for changing the plan leads: to the choice, or straight to its confirmation. */
function updateTarget({ session: { flow } }: PortalView): string | null {
  if (flow?.type === "subscription_update") return `${flow.subscription_update?.subscription}/update`;
  const confirm = flow?.type === "subscription_update_confirm" ? flow.subscription_update_confirm : null;
  const [item] = confirm?.items ?? [];
  if (!confirm || item === undefined) return null;
  const quantity: Record<string, string> = item.quantity === undefined ? {} : { quantity: String(item.quantity) };
  return `${confirm.subscription}/preview?${new URLSearchParams({ price: item.price ?? "", ...quantity })}`;
}
