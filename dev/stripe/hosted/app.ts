import { Hono } from "hono";
import type { Store } from "../store/store";
import type { Dispatcher } from "../webhooks/dispatcher";
import { challengeRoutes } from "./challenge";
import { checkoutRoutes } from "./checkout";
import { dashboardRoutes } from "./dashboard";
import { invoiceRoutes } from "./invoice";
import { portalRoutes } from "./portal";
import { receiptRoutes } from "./receipt";

/** The pages people see in a browser. */
export function hostedApp(store: Store, dispatcher: Dispatcher): Hono {
  const app = new Hono();
  checkoutRoutes(app, store, dispatcher);
  challengeRoutes(app, store, dispatcher);
  portalRoutes(app, store);
  invoiceRoutes(app, store);
  receiptRoutes(app, store);
  dashboardRoutes(app, store, dispatcher);
  return app;
}
