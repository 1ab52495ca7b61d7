import { Hono } from "hono";
import { accountKey } from "../core/api/account";
import type { Faults } from "../core/api/faults";
import type { Engine } from "../core/clock/engine";
import { engineOrigin, type Store } from "../core/store/store";
import type { Delivery } from "../core/store/tables";
import type { Dispatcher } from "../core/webhooks/dispatcher";
import { isSecretKey } from "../core/webhooks/secrets";
import { Refused, readBody } from "./body";
import { resend } from "./deliveries";
import { localDunning } from "./dunning";
import { localFaults } from "./faults";
import { localPayments } from "./payments";
import { targetOf } from "./target";
import { localWebhooks } from "./webhooks";

/** `/_local`: what Stripe does not have. Control of time, faults and webhooks; JSON in, JSON out, no key. */
export function localApp(store: Store, engine: Engine, dispatcher: Dispatcher, faults: Faults): Hono {
  const app = new Hono().basePath("/_local");

  const clock = () => ({ now: store.clock.now(), offsetMs: store.clock.offsetMs });

  app.get("/health", (context) => context.json({ ok: true, ...clock() }));
  app.get("/clock", (context) => context.json(clock()));
  app.post("/clock/advance", async (context) => {
    const before = store.emitted;
    const body = await readBody(context);
    await engine.advanceTo(targetOf(body, store.clock.now()), { wait: body.wait !== false });
    return context.json({ ...clock(), events: store.emitted - before });
  });

  app.post("/reset", async (context) => {
    await dispatcher.settled();
    const endpoints = store.rows("webhook_endpoint");
    const secrets = store.rows("setting").filter((row) => isSecretKey(row.id) || row.id === accountKey);
    store.clear();
    faults.set([]);
    dispatcher.chaos.set(null);
    // The account stays, as when test data is deleted, and endpoints: they say where the application lives.
    store.write(engineOrigin, (tx) => {
      for (const row of endpoints) tx.put("webhook_endpoint", row);
      for (const row of secrets) tx.put("setting", row);
    });
    return context.json({ ok: true, ...clock() });
  });

  app.get("/events", (context) => {
    const type = context.req.query("type");
    const deliveries = new Map<string, Delivery[]>();
    for (const row of store.each("delivery")) deliveries.set(row.event, [...(deliveries.get(row.event) ?? []), row]);
    const data = store
      .rows("event")
      .filter((event) => type === undefined || event.type === type)
      .map((event) => ({ ...event, deliveries: deliveries.get(event.id) ?? [] }));
    return context.json({ data });
  });
  app.post("/events/:id/resend", async (context) => {
    const body = await readBody(context);
    const times = typeof body.times === "number" ? body.times : 1;
    const attempts = await resend(store, dispatcher, context.req.param("id"), times, body.concurrent === true);
    return context.json({ ok: true, attempts });
  });

  app.route("/", localWebhooks(store, dispatcher));
  app.route("/", localFaults(faults));
  app.route("/", localPayments(store));
  app.route("/", localDunning(store));

  app.onError((error, context) => {
    if (error instanceof Refused) return context.json({ error: error.message }, 400);
    console.error("local stripe: /_local failed", error);
    return context.json({ error: error.message }, 500);
  });
  return app;
}
