import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startLocalStripe } from "@refill/local-stripe";
import { HANDLED_EVENT_TYPES } from "@/lib/stripe/handled-event-types";
import { type App, type Mode, startApp } from "./app";
import { build, hashSources, isBuildCurrent } from "./build";
import { readCatalogue, settingsToAdopt } from "./demo-catalogue";
import { generateIfOutdated } from "./generate";
import { npm } from "./npm.mjs";
import { startPostgres } from "./postgres";
import { isPortFree } from "./postgres/ports";
import { run } from "./processes";
import { localSettings, type Ports, type Settings, saveSettings } from "./settings";
import { serveYear } from "./year/control";
import { runYear } from "./year/run-year";

export type StackOptions = {
  /** The directory for all data. */
  folder: string;
  ports: Ports;
  /** Where the app and the local Stripe listen; by default 127.0.0.1, where the database always listens. */
  host?: string;
  durability?: "full" | "none";
  mode?: Mode;
  /** When the clock of an empty folder begins; by default now. A folder with data keeps its time. */
  startsAt?: Date;
  /** More settings of the app. */
  settings?: Record<string, string>;
  /** Called when each part starts. */
  onStep?: (sentence: string) => void;
};

export type Stack = {
  /** Resolves once the app responds. If a part fails, those already started are stopped. */
  start(): Promise<Running>;
  /** Stops what is running, also during a start. */
  stop(): Promise<void>;
};

export type Running = {
  url: string;
  settings: Settings;
  crashed: App["crashed"];
  app: App;
  /** Of the database. */
  dataDir: string;
  /** Start a part again that was killed. */
  again: { app: () => Promise<App>; postgres: () => Promise<void> };
};

/**
 * The whole app on an embedded PostgreSQL and the local Stripe: starts them, migrates, seeds the catalogue and the
 * demo's people, and serves, unless told otherwise as in production, after a build when sources changed.
 */
export function localStack(options: StackOptions): Stack {
  const running: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    // Last started, first stopped: the app before its services.
    for (const end of running.splice(0).reverse()) await end();
  };
  return {
    stop,
    start: async () => {
      try {
        return await start(options, running);
      } catch (error) {
        await stop();
        throw error;
      }
    },
  };
}

async function start(
  {
    folder,
    ports,
    host = "127.0.0.1",
    durability,
    mode = "production",
    startsAt,
    settings: more,
    onStep = () => {},
  }: StackOptions,
  running: (() => Promise<void>)[],
): ReturnType<Stack["start"]> {
  await refuseTakenPorts(ports);
  mkdirSync(folder, { recursive: true });
  onStep("Starting PostgreSQL and the local Stripe");
  const dataDir = join(folder, "postgres");
  const openPostgres = async () => {
    const postgres = await startPostgres({ dataDir, port: ports.postgres, durability, socket: true });
    running.push(postgres.stop);
    return postgres;
  };
  const postgres = await openPostgres();
  const local = { ...localSettings(folder, ports, host), DATABASE_URL: postgres.url };
  const stripe = await startLocalStripe({
    port: ports.stripe,
    host,
    dataDir: join(folder, "stripe"),
    ...(startsAt && { startsAt: Math.floor(startsAt.getTime() / 1000) }),
    webhook: {
      url: `${local.APP_URL}/api/webhooks/stripe`,
      secret: local.STRIPE_WEBHOOK_SECRET,
      events: HANDLED_EVENT_TYPES,
    },
  });
  running.push(stripe.close);
  const adopted = { ...local, ...(await settingsToAdopt(local, await readCatalogue())) };
  const year = await serveYear((onDay) => runYear(adopted, onDay));
  running.push(year.close);
  const settings: Settings = { ...adopted, LOCAL_YEAR_URL: year.url, ...more };
  saveSettings(folder, settings);
  await prepareDatabase(folder, settings, onStep);
  if (mode === "production" && !isBuildCurrent()) {
    onStep("Building the app");
    await build(settings);
  }
  onStep("Starting the app");
  const openApp = async () => {
    const app = await startApp(folder, { host, port: ports.app }, settings, mode);
    running.push(app.stop);
    return app;
  };
  const app = await openApp();
  const again = { app: openApp, postgres: async () => void (await openPostgres()) };
  return { url: settings.APP_URL, settings, crashed: app.crashed, app, dataDir, again };
}

async function refuseTakenPorts(ports: Ports): Promise<void> {
  // The database's port is checked when it starts: the server of a killed run may still use it.
  for (const [port, what, variable] of [
    [ports.app, "the app", "PORT"],
    [ports.stripe, "the local Stripe", "STRIPE_LOCAL_PORT"],
  ] as const) {
    if (await isPortFree(port)) continue;
    throw new Error(
      `Port ${port}, meant for ${what}, is already in use: stop what listens there, or choose another port with ${variable}.`,
    );
  }
}

/** Migrates and seeds, unless that was done from the same sources, so that later changes are kept. */
async function prepareDatabase(folder: string, settings: Settings, onStep: (sentence: string) => void): Promise<void> {
  const stamp = join(folder, "prepared");
  const sources = `${hashSources()} ${process.env.CATALOGUE ?? ""}`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  onStep("Preparing the database");
  const env = { ...process.env, ...settings };
  await generateIfOutdated();
  await run(...npm("run", "--silent", "migrate"), { env });
  await run(process.execPath, ["--import", "tsx", "dev/fill-database.ts"], { env });
  writeFileSync(stamp, sources);
}
