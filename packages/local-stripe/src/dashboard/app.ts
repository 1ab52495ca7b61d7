import type { Hono } from "hono";
import { resend } from "../control/deliveries";
import { ApiError } from "../core/api/errors";
import { readForm } from "../core/pages/forms";
import { notice } from "../core/pages/layout";
import { findById } from "../core/store/lookup";
import { engineOrigin, type Store } from "../core/store/store";
import type { Dispatcher } from "../core/webhooks/dispatcher";
import { atTimeOf } from "../payments/on-demand";
import { actionNamed } from "./actions";
import { objectPage } from "./object-page";
import { customerPage, overview } from "./overview";

/** The dashboard at `/`: customers, payments, events and deliveries, with buttons for what a bank would do. */
export function dashboardRoutes(app: Hono, store: Store, dispatcher: Dispatcher): void {
  app.get("/", (context) => context.html(overview(store)));

  app.get("/dashboard/objects/:id", (context) => {
    const found = findById(store, context.req.param("id"), store.clock.now());
    if (found === undefined) return context.html(notice("Not found", "There is no such object.", null), 404);
    const said = { done: context.req.query("done") ?? null, problem: context.req.query("problem") ?? null };
    const customer = store.get("customer", String(found.id));
    return context.html(customer === undefined ? objectPage(store, found, said) : customerPage(store, customer));
  });

  app.post("/dashboard/objects/:id/:action", async (context) => {
    const { id, action } = context.req.param();
    const form = await readForm(context);
    const back = (key: "done" | "problem", text: string) =>
      context.redirect(`/dashboard/objects/${id}?${key}=${encodeURIComponent(text)}`, 303);
    if (action === "resend" && store.get("event", id) !== undefined) {
      const attempts = await resend(store, dispatcher, id, 1, false);
      return back("done", attempts === 0 ? "There is no endpoint to deliver to." : "Delivered again.");
    }
    const wanted = actionNamed(action);
    if (wanted === undefined) return context.html(notice("Not found", "There is no such action.", null), 404);
    try {
      store.write(engineOrigin, (tx) => atTimeOf(tx, id, () => wanted.run(tx, id, form)));
    } catch (error) {
      if (error instanceof ApiError) return back("problem", error.message);
      throw error;
    }
    return back("done", wanted.done);
  });
}
