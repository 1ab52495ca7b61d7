import { mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startCompanion } from "./processes";
import type { Settings } from "./settings";

export type App = {
  /** Resolves with the reason when the app exits unexpectedly. */
  crashed: Promise<string>;
  /** Asks it to exit, and kills it after `patienceMs`. */
  stop(patienceMs?: number): Promise<void>;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
};

export type Mode = "production" | "development";

/** Serves the production build, or the sources with reloading, and resolves once it is ready. It logs to `app.log`. */
export async function startApp(
  folder: string,
  { host, port }: { host: string; port: number },
  settings: Settings,
  mode: Mode,
): Promise<App> {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, "app.log");
  const output = openSync(log, "w");
  const next = startCompanion(
    process.execPath,
    ["node_modules/next/dist/bin/next", mode === "production" ? "start" : "dev", "-H", host, "-p", String(port)],
    {
      stdio: ["ignore", output, output],
      env: { ...process.env, ...settings, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: "1" },
    },
  );
  const crashed = next.exited.then((code) => `The app ended (${code}). The end of ${log}:\n${lastLines(log)}`);
  const ready = await Promise.race([becomesReady(`${settings.APP_URL}/api/health/ready`), crashed]);
  if (ready !== "ready") {
    await next.stop();
    throw new Error(ready === "silent" ? `The app is not ready. The end of ${log}:\n${lastLines(log)}` : ready);
  }
  return { crashed, stop: next.stop, kill: next.kill };
}

async function becomesReady(url: string): Promise<"ready" | "silent"> {
  for (const until = performance.now() + 60_000; performance.now() < until; await sleep(100)) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return "ready";
  }
  return "silent";
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-20).join("\n");
}
