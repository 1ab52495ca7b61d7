import type { Context } from "hono";
import { type Html, notice } from "../../core/pages/layout";
import { writeFor } from "../../core/pages/write-for";
import type { Store } from "../../core/store/store";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import type { PortalView } from "./view";

/** What a session's secret address leads to. */
export function viewOf(store: Store, context: Context): PortalView | null {
  const token = context.req.param("token") ?? "";
  const session = store.rows("portal_session").find((row) => row.url.endsWith(`/p/session/${token}`));
  const customer = store.get("customer", session?.customer ?? "");
  const configuration = store.get("portal_configuration", session?.configuration ?? "");
  if (session === undefined || customer === undefined || configuration === undefined) return null;
  return { store, session, configuration, customer, error: null };
}

/** A write in the customer's name, on the customer's clock. */
export function act<T>(view: PortalView, body: (tx: Tx) => T): T {
  return writeFor(view.store, view.customer.id, body);
}

export function ownSubscription(store: Store, view: PortalView | null, id: string): Tables["subscription"] | null {
  const row = store.get("subscription", id);
  return row === undefined || row.customer !== view?.customer.id || row.ended_at !== null ? null : row;
}

export function home(view: PortalView): string {
  return view.session.flow === null ? view.session.url : `${view.session.url}?home`;
}

/** Where a finished flow leads: the application, a page that says so, or the portal. */
export function afterFlow(view: PortalView): string {
  const after = view.session.flow?.after_completion;
  if (after?.type === "hosted_confirmation") return `${view.session.url}?done`;
  return after?.redirect?.return_url ?? home(view);
}

/** The link out of a page: a flow does not lead to the rest of the portal. */
export function wayBack(view: PortalView): { href: string; label: string } {
  const { flow, return_url: target } = view.session;
  return flow !== null && target !== null
    ? { href: target, label: "Return to the application" }
    : { href: home(view), label: "Back" };
}

export function confirmationPage(view: PortalView): Html {
  const { flow } = view.session;
  const message = flow?.after_completion.hosted_confirmation?.custom_message;
  return notice(doneTitles[flow?.type ?? ""] ?? "Thank you", message ?? "Your changes are saved.", wayBack(view));
}

const doneTitles: Record<string, string> = {
  payment_method_update: "Your payment method has been updated",
  subscription_cancel: "Your subscription has been canceled",
  subscription_update: "Your subscription has been updated",
  subscription_update_confirm: "Your subscription has been updated",
};

export function gone(context: Context): Response | Promise<Response> {
  return context.html(
    notice("This link has expired", "Open the billing portal from your application again.", null),
    404,
  );
}
