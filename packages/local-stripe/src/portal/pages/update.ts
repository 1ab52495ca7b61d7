import type { Context, Hono } from "hono";
import { ApiError } from "../../core/api/errors";
import { isTooLarge } from "../../core/money/currencies";
import { amountOf } from "../../core/money/money";
import { readForm } from "../../core/pages/forms";
import type { Store } from "../../core/store/store";
import type { Tables } from "../../core/store/tables";
import { firstItem, periodOf } from "../../subscriptions/periods";
import { releaseSchedule } from "../../subscriptions/schedules/close";
import { changePlan, offersOf, type PlanChoice, previewPlan, waitsForPeriodEnd } from "../plan-change";
import { act, afterFlow, gone, home, ownSubscription, viewOf } from "./frame";
import { previewPage, updatePage } from "./update-page";
import { canChange, type PortalView } from "./view";

type Subscription = Tables["subscription"];

/** Changing the plan: choose, preview, confirm; and undoing a planned change. */
export function portalUpdateRoutes(app: Hono, store: Store): void {
  const base = "/p/session/:token/subscriptions/:id";
  const changeable = (context: Context): { view: PortalView; row: Subscription } | null => {
    const view = viewOf(store, context);
    const row = ownSubscription(store, view, context.req.param("id") ?? "");
    return view === null || row === null || !canChange(view, row) ? null : { view, row };
  };

  app.get(`${base}/update`, (context) => {
    const found = changeable(context);
    return found === null ? gone(context) : context.html(updatePage(found.view, found.row));
  });

  app.get(`${base}/preview`, (context) => {
    const found = changeable(context);
    if (found === null) return gone(context);
    const choice = choiceOf(found.view, found.row, context.req.query(), nowOf(found.view, store));
    if (typeof choice === "string") return context.html(updatePage({ ...found.view, error: choice }, found.row));
    return context.html(preview(found.view, found.row, choice));
  });

  app.post(`${base}/update`, async (context) => {
    const form = await readForm(context);
    const found = changeable(context);
    if (found === null) return gone(context);
    const { view, row } = found;
    const choice = choiceOf(view, row, form, nowOf(view, store));
    if (typeof choice === "string") return context.html(updatePage({ ...view, error: choice }, row));
    try {
      act(view, (tx) => changePlan(tx, view.configuration.features.subscription_update, row, choice));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return context.html(preview({ ...view, error: error.message }, row, choice));
    }
    return context.redirect(afterFlow(view), 303);
  });

  app.post(`${base}/keep`, (context) => {
    const view = viewOf(store, context);
    const row = ownSubscription(store, view, context.req.param("id"));
    if (view === null || row === null) return gone(context);
    const { schedule } = row;
    if (schedule !== null) act(view, (tx) => releaseSchedule(tx, schedule));
    return context.redirect(home(view), 303);
  });
}

function preview(view: PortalView, row: Subscription, choice: PlanChoice) {
  const feature = view.configuration.features.subscription_update;
  const isLater = waitsForPeriodEnd(feature, row, choice);
  const invoice = act(view, (tx) => previewPlan(tx, feature, row, choice));
  return previewPage(view, row, { choice, invoice, isLater, isNow: invoice.billing_reason === "subscription_update" });
}

/** The chosen plan, or the reason it is refused. */
function choiceOf(view: PortalView, row: Subscription, sent: Record<string, string>, now: number): PlanChoice | string {
  const feature = view.configuration.features.subscription_update;
  const offer = offersOf(view.store, feature).find(({ price }) => price.id === sent.price);
  if (offer === undefined) return "Choose one of the plans.";
  const item = firstItem(row);
  const quantity = offer.quantity === null ? (item.quantity ?? 1) : Number(sent.quantity ?? item.quantity ?? 1);
  const { least, most } = offer.quantity ?? { least: 1, most: Number.POSITIVE_INFINITY };
  if (!Number.isInteger(quantity) || quantity < least || quantity > most) {
    return `The quantity must be between ${least} and ${most}.`;
  }
  if (isTooLarge(amountOf(offer.price, quantity), row.currency)) return "This quantity is too large.";
  if (offer.price.id === item.price.id && quantity === item.quantity) return "This is your current plan.";
  const { start } = periodOf(row);
  const shown = Number(sent.date ?? now);
  const isFresh = Number.isInteger(shown) && shown >= start && shown <= now && now - shown < 3600;
  return { price: offer.price, quantity, date: isFresh ? shown : now };
}

function nowOf(view: PortalView, store: Store): number {
  return store.get("test_clock", view.customer.test_clock ?? "")?.frozen_time ?? store.clock.now();
}
