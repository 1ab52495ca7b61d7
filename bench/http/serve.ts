import { randomBytes } from "node:crypto";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/dev/postgres/ports";
import { startCompanion } from "@/dev/processes";
import { buildAppCopy } from "./app-copy";

export type Served = {
  port: number;
  pid: number;
  /** What its session cookies are sealed with. */
  secret: string;
  stop: () => Promise<void>;
};

type Serving = {
  /** Another process, whose secret this one gets. */
  beside?: Served;
  /** info, the default of an installation, writes a line per request. */
  logLevel?: "info" | "warn";
  /** Node's own settings. */
  nodeOptions?: string;
};

/** One production process of the app, with its own pool, on this database. */
export async function serveApp(
  databaseUrl: string,
  { beside, logLevel = "warn", nodeOptions }: Serving = {},
): Promise<Served> {
  const folder = await buildAppCopy();
  const port = await freePort();
  const secret = beside?.secret ?? random();
  const log = join(folder, `app-${port}.log`);
  const output = openSync(log, "w");
  const next = startCompanion(
    process.execPath,
    [...profiling(), resolve("node_modules/next/dist/bin/next"), "start", "-p", String(port)],
    {
      cwd: folder,
      stdio: ["ignore", output, output],
      env: {
        ...process.env,
        ...settings(databaseUrl, { port, secret }),
        LOG_LEVEL: logLevel,
        ...(nodeOptions && { NODE_OPTIONS: nodeOptions }),
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
      },
    },
  );
  for (const until = performance.now() + 30_000; performance.now() < until; await sleep(100)) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/live`).catch(() => undefined);
    if (answer?.ok) return { port, pid: next.child.pid ?? 0, secret, stop: () => next.stop() };
  }
  await next.stop();
  throw new Error(`The app does not answer. The end of ${log}:\n${readFileSync(log, "utf8").slice(-2_000)}`);
}

function settings(databaseUrl: string, { port, secret }: Pick<Served, "port" | "secret">): Record<string, string> {
  return {
    APP_URL: `http://127.0.0.1:${port}`,
    // Measured outside local mode, where secrets that can be guessed are refused.
    DATABASE_URL: withPassword(databaseUrl, random()),
    DATABASE_DIRECT_URL: "",
    DATABASE_REPLICA_URL: "",
    NEXTAUTH_SECRET: secret,
    STRIPE_SECRET_KEY: `sk_test_${random()}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${random()}`,
    // A service key ends with its admin's second factor, and this admin has none.
    ADMIN_REQUIRE_2FA: "false",
    // Where load matters, the worker is a separate process.
    WORKER: "separate",
    API_RATE_LIMIT_PER_MINUTE: "1000000000",
    API_RATE_LIMIT_PER_MINUTE_SERVICE: "1000000000",
    ANONYMOUS_RATE_LIMIT_PER_MINUTE: "100000000",
  };
}

/** The embedded server trusts this machine and accepts any password. */
function withPassword(databaseUrl: string, password: string): string {
  const url = new URL(databaseUrl);
  url.password = password;
  return url.href;
}

const random = (): string => randomBytes(32).toString("base64url");

/** With BENCH_PROFILE set, the app writes a CPU profile to that folder when it exits. */
function profiling(): string[] {
  const folder = process.env.BENCH_PROFILE;
  if (!folder) return [];
  mkdirSync(folder, { recursive: true });
  return ["--cpu-prof", `--cpu-prof-dir=${resolve(folder)}`];
}
