import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nameOf } from "@refill/local-stripe";
import { z } from "zod";

export type Ports = { app: number; postgres: number; stripe: number };

/** Where the demo keeps its data. */
export const demoFolder = (): string => process.env.DEMO_FOLDER || ".data";

export type Settings = Record<string, string> & {
  APP_URL: string;
  DATABASE_URL: string;
  STRIPE_API_BASE: string;
  STRIPE_WEBHOOK_SECRET: string;
};

/**
 * The app's settings for the services of this machine, with the app and the local Stripe listening on `host`. Secrets
 * are generated once per folder.
 */
export function localSettings(folder: string, ports: Ports, host: string): Settings {
  const secrets = readSecrets(folder);
  const app = `http://${nameOf(host)}:${ports.app}`;
  const stripe = `http://${nameOf(host)}:${ports.stripe}`;
  return {
    APP_URL: app,
    NEXTAUTH_URL: app,
    NEXTAUTH_SECRET: secrets.session,
    DATABASE_URL: `postgresql://refill:refill@127.0.0.1:${ports.postgres}/refill`,
    DATABASE_MIGRATE_URL: "",
    DATABASE_DIRECT_URL: "",
    DATABASE_REPLICA_URL: "",
    DATABASE_PREPARED_STATEMENTS: "",
    STRIPE_SECRET_KEY: "sk_test_local",
    STRIPE_API_BASE: stripe,
    STRIPE_PUBLISHABLE_KEY: "pk_test_local",
    STRIPE_JS_URL: `${stripe}/endive/stripe.js`,
    STRIPE_WEBHOOK_SECRET: secrets.webhook,
    CRON_SECRET: secrets.cron,
    METRICS_TOKEN: secrets.metrics,
    LOCAL_MODE: "true",
    LOCAL_CLOCK_URL: `${stripe}/_local/clock/advance`,
    WORKER: "inline",
    WEBHOOKS_ALLOW_PRIVATE: "true",
    SECURITY_CONTACT: "security@example.com",
  };
}

/** Lets commands in another terminal, such as `npm run time`, find what is running: see loadSettings. */
export function saveSettings(folder: string, settings: Settings): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, "settings.env"), lines.join(""), { mode: 0o600 });
}

/** Loads the settings of this folder's demo, unless the environment already names a database. */
export function loadSettings(folder: string): void {
  const file = join(folder, "settings.env");
  if (!process.env.DATABASE_URL && existsSync(file)) process.loadEnvFile(file);
}

const secretsSchema = z.object({ session: z.string(), webhook: z.string(), cron: z.string(), metrics: z.string() });

function readSecrets(folder: string): z.output<typeof secretsSchema> {
  const file = join(folder, "secrets.json");
  const known: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const complete = secretsSchema.safeParse(known);
  if (complete.success) return complete.data;
  const made = {
    session: randomBytes(32).toString("base64url"),
    webhook: `whsec_${randomBytes(24).toString("hex")}`,
    cron: randomBytes(24).toString("base64url"),
    metrics: randomBytes(24).toString("base64url"),
    // A folder of an earlier version keeps those that it has.
    ...secretsSchema.partial().parse(known),
  };
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}
