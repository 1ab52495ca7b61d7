import { Hono } from "hono";
import { challengeRoutes } from "./checkout/pages/challenge";
import { checkoutRoutes } from "./checkout/pages/checkout";
import type { Store } from "./core/store/store";
import type { Dispatcher } from "./core/webhooks/dispatcher";
import { dashboardRoutes } from "./dashboard/app";
import { invoiceRoutes } from "./invoices/pages/invoice";
import { receiptRoutes } from "./payments/pages/receipt";
import { portalRoutes } from "./portal/pages/app";
import { stripeJsRoutes } from "./stripe-js/routes";

/** The pages people see in a browser. */
export function hostedApp(store: Store, dispatcher: Dispatcher): Hono {
  const app = new Hono();
  checkoutRoutes(app, store, dispatcher);
  challengeRoutes(app, store, dispatcher);
  stripeJsRoutes(app, store);
  portalRoutes(app, store);
  invoiceRoutes(app, store);
  receiptRoutes(app, store);
  dashboardRoutes(app, store, dispatcher);
  return app;
}
