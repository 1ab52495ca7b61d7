import { Hono } from "hono";
import type { FaultKind, Faults } from "../api/faults";
import type { Engine } from "../engine/engine";
import { engineOrigin, type Store } from "../store/store";
import type { Delivery } from "../store/tables";
import type { Dispatcher } from "../webhooks/dispatcher";
import { Refused, readBody } from "./body";
import { flushHeld, resend } from "./deliveries";
import { localDunning } from "./dunning";
import { localPayments } from "./payments";
import { targetOf } from "./target";

/** `/_local`: what Stripe does not have. Time, faults, and a look inside; JSON in, JSON out, no key. */
export function localApp(store: Store, engine: Engine, dispatcher: Dispatcher, faults: Faults): Hono {
  const app = new Hono().basePath("/_local");

  const clock = () => ({ now: store.clock.now(), offsetMs: store.clock.offsetMs });

  app.get("/health", (context) => context.json({ ok: true, ...clock() }));
  app.get("/clock", (context) => context.json(clock()));
  app.post("/clock/advance", async (context) => {
    const before = store.emitted;
    await engine.advanceTo(targetOf(await readBody(context), store.clock.now()));
    return context.json({ ...clock(), events: store.emitted - before });
  });

  app.post("/reset", async (context) => {
    await dispatcher.settled();
    const endpoints = store.rows("webhook_endpoint");
    const secrets = store.rows("setting").filter((row) => row.id.startsWith("webhook_secret:"));
    store.clear();
    faults.set(null);
    // Endpoints stay: they say where the application lives, not what happened.
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

  app.get("/webhooks", (context) =>
    context.json({
      paused: store.setting("webhooks_paused") === true,
      held: store.rows("delivery").filter((row) => row.state === "held").length,
    }),
  );
  app.post("/webhooks", async (context) => {
    const body = await readBody(context);
    if (typeof body.paused !== "boolean") throw new Refused("Send {paused: true} or {paused: false}.");
    const paused = body.paused;
    store.write(engineOrigin, (tx) => tx.set("webhooks_paused", paused));
    if (!paused) await flushHeld(store, dispatcher, "emitted");
    return context.json({ ok: true, paused });
  });
  app.post("/webhooks/flush", async (context) => {
    const body = await readBody(context);
    const delivered = await flushHeld(store, dispatcher, orderOf(body.order));
    return context.json({ ok: true, delivered });
  });
  app.post("/webhooks/settle", async (context) => {
    await dispatcher.settled();
    return context.json({ ok: true });
  });

  app.post("/fail", async (context) => {
    const body = await readBody(context);
    const remaining = typeof body.next === "number" ? body.next : 1;
    const kind = kinds.find((known) => known === (body.kind ?? "before"));
    if (kind === undefined) throw new Refused(`kind is one of ${kinds.join(", ")}.`);
    if (body.status !== undefined && body.status !== 429 && body.status !== 500) {
      throw new Refused("status is 429 or 500.");
    }
    const delayMs = typeof body.delayMs === "number" ? body.delayMs : 1000;
    faults.set({ remaining, status: body.status ?? 500, kind, delayMs });
    return context.json({ ok: true, remaining, kind });
  });

  app.route("/", localPayments(store));
  app.route("/", localDunning(store));

  app.onError((error, context) => {
    if (error instanceof Refused) return context.json({ error: error.message }, 400);
    console.error("local stripe: /_local failed", error);
    return context.json({ error: error.message }, 500);
  });
  return app;
}

const kinds: readonly FaultKind[] = ["before", "after", "slow"];

function orderOf(order: unknown): "emitted" | "reversed" | "shuffled" | string[] {
  if (order === undefined || order === "emitted") return "emitted";
  if (order === "reversed" || order === "shuffled") return order;
  if (Array.isArray(order)) return order.map(String);
  throw new Refused('order is "emitted", "reversed", "shuffled" or a list of event ids.');
}
