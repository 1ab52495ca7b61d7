import type { Context } from "hono";
import type { Store } from "../store/store";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { notice } from "./layout";
import type { PortalView } from "./portal-page";
import { writeFor } from "./write-for";

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

export function afterFlow(view: PortalView): string {
  return view.session.flow?.after_completion.redirect?.return_url ?? home(view);
}

export function gone(context: Context): Response | Promise<Response> {
  return context.html(
    notice("This link is no longer good", "Open the billing portal from your application again.", null),
    404,
  );
}
