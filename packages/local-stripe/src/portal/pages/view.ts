import type { Store } from "../../core/store/store";
import type { Tables } from "../../core/store/tables";
import type { PortalConfiguration } from "../object";
import { offersOf } from "../plan-change";

/** What a page of the portal is rendered from. */
export interface PortalView {
  store: Store;
  session: Tables["portal_session"];
  configuration: PortalConfiguration;
  customer: Tables["customer"];
  error: string | null;
}

/** Stripe's portal changes subscriptions of one item only. */
export function canChange(view: PortalView, row: Tables["subscription"]): boolean {
  const feature = view.configuration.features.subscription_update;
  return (
    feature.enabled &&
    row.items.data.length === 1 &&
    ["active", "trialing", "past_due"].includes(row.status) &&
    row.cancel_at === null &&
    offersOf(view.store, feature).length > 0
  );
}
