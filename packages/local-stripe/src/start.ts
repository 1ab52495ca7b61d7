import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { keepFaults } from "./control/kept-faults";
import { localApp } from "./control/routes";
import { Faults } from "./core/api/faults";
import { apiApp } from "./core/api/serve";
import { Clock } from "./core/clock/clock";
import { Engine } from "./core/clock/engine";
import type { LocalStripe, LocalStripeOptions } from "./core/public-types";
import { engineOrigin, Store } from "./core/store/store";
import { Dispatcher } from "./core/webhooks/dispatcher";
import { createEndpoint } from "./core/webhooks/endpoints";
import { secretKey } from "./core/webhooks/secrets";
import { handleDue } from "./due-handlers";
import { guard } from "./guard";
import { nameOf } from "./host";
import { setDunning } from "./invoices/dunning";
import { hostedApp } from "./pages";
import { reactions } from "./reactions";
import { routes } from "./routes";

/** Starts a local Stripe; rejects when the port is taken (the error's code is EADDRINUSE). */
export async function startLocalStripe(options: LocalStripeOptions): Promise<LocalStripe> {
  const store = new Store(new Clock(0), reactions, options.dataDir);
  if (options.startsAt !== undefined && store.isEmpty) beginAt(store, options.startsAt);
  const dispatcher = new Dispatcher(store, options.webhookTimeoutMs);
  const faults = new Faults();
  if (options.webhook !== undefined) ensureEndpoint(store, options.webhook);
  const { dunning } = options;
  if (dunning !== undefined) store.write(engineOrigin, (tx) => setDunning(tx, dunning));
  keepFaults(store, faults, dispatcher.chaos);
  const engine = new Engine(store, dispatcher, handleDue);

  const app = new Hono();
  app.use(guard(() => store.baseUrl || "http://localhost"));
  app.route("/", localApp(store, engine, dispatcher, faults));
  app.route("/", apiApp(store, routes, faults));
  app.route("/", hostedApp(store, dispatcher));

  const { host = "127.0.0.1" } = options;
  const listening = await listen(app, options.port, host).catch(async (error: unknown) => {
    dispatcher.close();
    await engine.close();
    store.close();
    throw error;
  });
  const url = `http://${nameOf(host)}:${listening.port}`;
  store.baseUrl = options.publicUrl?.replace(/\/$/, "") ?? url;
  dispatcher.resume();

  return {
    url,
    port: listening.port,
    advanceTo: (at) => engine.advanceTo(at),
    onEvent: (listener) => store.onCommit((commit) => commit.events.forEach(listener)),
    looked: () => store.looked,
    now: () => store.clock.now(),
    close: async () => {
      dispatcher.close();
      await engine.close();
      await listening.close();
      store.close();
    },
  };
}

interface Listening {
  port: number;
  close(): Promise<void>;
}

function listen(app: Hono, port: number, hostname: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, (address: AddressInfo) =>
      resolve({
        port: address.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      }),
    );
    server.once("error", reject);
  });
}

function beginAt(store: Store, seconds: number): void {
  store.clock.offsetMs = seconds * 1000 - store.clock.wall();
  store.write(engineOrigin, (tx) => tx.set("clock_offset_ms", store.clock.offsetMs));
}

/** Exactly one endpoint with this address and secret. */
function ensureEndpoint(store: Store, webhook: NonNullable<LocalStripeOptions["webhook"]>): void {
  const enabledEvents = [...(webhook.events ?? ["*"])];
  store.write(engineOrigin, (tx) => {
    const [kept, ...surplus] = tx.rows("webhook_endpoint").filter((row) => row.url === webhook.url);
    for (const row of surplus) tx.remove("webhook_endpoint", row.id);
    if (kept !== undefined) {
      tx.put("webhook_endpoint", { ...kept, enabled_events: enabledEvents, status: "enabled" });
      tx.set(secretKey(kept.id), webhook.secret);
      return;
    }
    createEndpoint(tx, {
      url: webhook.url,
      enabledEvents,
      secret: webhook.secret,
      description: "Set at start",
      metadata: {},
      apiVersion: null,
    });
  });
}
