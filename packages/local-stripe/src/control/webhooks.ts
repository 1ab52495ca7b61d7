import { Hono } from "hono";
import { engineOrigin, type Store } from "../core/store/store";
import type { Chaos } from "../core/webhooks/chaos";
import type { Dispatcher } from "../core/webhooks/dispatcher";
import { rollSecret } from "../core/webhooks/secrets";
import { Refused, readBody } from "./body";
import { type FlushOrder, flushHeld } from "./deliveries";
import { numberOf } from "./faults";

/** Deliveries: hold them, flush them in any order, make them fail on purpose, roll the secret they are signed with. */
export function localWebhooks(store: Store, dispatcher: Dispatcher): Hono {
  const app = new Hono();
  app.get("/webhooks", (context) =>
    context.json({
      paused: store.setting("webhooks_paused") === true,
      held: store.where("delivery", "unfinished", "held").length,
      chaos: dispatcher.chaos.mode,
    }),
  );
  app.post("/webhooks", async (context) => {
    const body = await readBody(context);
    if (typeof body.paused !== "boolean") throw new Refused("Send {paused: true} or {paused: false}.");
    const paused = body.paused;
    store.write(engineOrigin, (tx) => tx.set("webhooks_paused", paused));
    if (!paused) await flushHeld(store, dispatcher, "emitted", 0);
    return context.json({ ok: true, paused });
  });
  app.post("/webhooks/flush", async (context) => {
    const body = await readBody(context);
    const delivered = await flushHeld(store, dispatcher, orderOf(body.order), numberOf(body, "seed", 0));
    return context.json({ ok: true, delivered });
  });
  app.post("/webhooks/settle", async (context) => {
    await dispatcher.settled();
    return context.json({ ok: true });
  });
  app.post("/webhooks/chaos", async (context) => {
    const mode = chaosOf(await readBody(context));
    dispatcher.chaos.set(mode);
    return context.json({ ok: true, chaos: mode });
  });
  app.delete("/webhooks/chaos", (context) => {
    dispatcher.chaos.set(null);
    return context.json({ ok: true, chaos: null });
  });
  app.post("/webhook_endpoints/:id/roll_secret", async (context) => {
    const id = context.req.param("id");
    const overlap = numberOf(await readBody(context), "overlapSeconds", 0);
    if (store.get("webhook_endpoint", id) === undefined) throw new Refused(`No such webhook endpoint: ${id}`);
    return context.json(store.write(engineOrigin, (tx) => rollSecret(tx, id, overlap)));
  });
  return app;
}

function chaosOf(body: Record<string, unknown>): Chaos {
  return {
    seed: numberOf(body, "seed", 0),
    duplicate: shareOf(body, "duplicate"),
    drop: shareOf(body, "drop"),
    delay: shareOf(body, "delay"),
    delaySeconds: numberOf(body, "delaySeconds", 3600),
    shuffle: body.shuffle === true,
  };
}

/** `true` means all of them. */
function shareOf(body: Record<string, unknown>, name: string): number {
  const share = typeof body[name] === "boolean" ? Number(body[name]) : numberOf(body, name, 0);
  if (share > 1) throw new Refused(`${name} is true, or a share from 0 to 1.`);
  return share;
}

function orderOf(order: unknown): FlushOrder {
  if (order === undefined || order === "emitted") return "emitted";
  if (order === "reversed" || order === "shuffled") return order;
  if (Array.isArray(order)) return order.map(String);
  throw new Refused('order is "emitted", "reversed", "shuffled" or a list of event ids.');
}
