import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { knownSecrets } from "./known-secrets";
import { describeLeaks } from "./log-leaks";
import { freePort } from "./postgres/ports";
import { startCompanion } from "./processes";
import { localStack } from "./stack";
import { receiveTraces } from "./trace-receiver";

// npm run test:e2e: browser tests on a production build, each share of them with a database, a local Stripe and a clock of
// its own. A run fails too when the app's log or traces hold a secret or an address (log-leaks.ts). Arguments go to
// Playwright, and then there is one run: npm run test:e2e -- subscribe.spec.ts --headed
const SHARDS = Math.min(4, Math.max(2, availableParallelism()));
const args = process.argv.slice(2);
const runs = args.length > 0 ? [args] : Array.from({ length: SHARDS }, (_, at) => [`--shard=${at + 1}/${SHARDS}`]);
const folder = mkdtempSync(join(tmpdir(), "refill-e2e-"));
const stops: (() => Promise<void>)[] = [];

async function end(code: number): Promise<void> {
  await Promise.all(stops.map((stop) => stop()));
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void end(1));

// The daily run traces the first process only, so that both ways of running are tested.
async function startStack(own: string, at: number) {
  const ports = { app: await freePort(), postgres: await freePort(), stripe: await freePort() };
  // Where chat-example.spec.ts starts the example. Its cookies are for another host than the app's.
  const chat = `http://127.0.0.1:${await freePort()}`;
  const traces = at === 0 || process.env.TEST_RUN !== "daily" ? await receiveTraces(join(own, "traces.jsonl")) : null;
  const stack = localStack({
    folder: own,
    ports,
    durability: "none",
    settings: {
      LOG_LEVEL: "debug",
      ALLOWED_ORIGINS: chat,
      GIFT_CODES: "true",
      OTEL_EXPORTER_OTLP_ENDPOINT: traces?.url ?? "",
      OTEL_BSP_SCHEDULE_DELAY: "200",
    },
    onStep: (sentence) => console.log(sentence),
  });
  const stop = async () => {
    await stack.stop();
    await traces?.close();
  };
  stops.push(stop);
  return { ...(await stack.start()), chat, traces, stop };
}

type Started = Awaited<ReturnType<typeof startStack>>;

/** Stops everything, so that all is written, and searches what was logged and traced. Such a file is kept to look at. */
async function searchLogs({ settings, traces, stop }: Started, own: string): Promise<string[]> {
  const known = await knownSecrets(settings);
  await stop();
  return [join(own, "app.log"), ...(traces ? [traces.file] : [])].flatMap((file) => {
    const kept = join("test-results", `${basename(own)}.${basename(file)}`);
    const leaks = describeLeaks(file, known).map((sentence) => `${kept} ${sentence}`);
    if (leaks.length > 0) cpSync(file, kept);
    return leaks;
  });
}

/** Whether all tests passed. */
async function runTests(started: Started, own: string, shardArgs: string[]): Promise<boolean> {
  const { url, settings, crashed } = started;
  const number = basename(own);
  const report = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;
  const playwright = startCompanion(
    process.execPath,
    ["node_modules/@playwright/test/cli.js", "test", `--output=test-results/${number}`, ...shardArgs],
    {
      stdio: "inherit",
      env: {
        ...process.env,
        ...settings,
        E2E_BASE_URL: url,
        E2E_FOLDER: own,
        E2E_CHAT_URL: started.chat,
        E2E_TRACES: started.traces?.file ?? "",
        ...(report && { PLAYWRIGHT_JSON_OUTPUT_FILE: report.replace(/\.json$/, `.${number}.json`) }),
      },
    },
  );
  const result = await Promise.race([playwright.exited, crashed]);
  await playwright.stop();
  if (typeof result === "string") console.error(result);
  const leaks = await searchLogs(started, own);
  for (const leak of leaks) console.error(leak);
  return result === 0 && leaks.length === 0;
}

try {
  const results: Promise<boolean>[] = [];
  for (const [at, shardArgs] of runs.entries()) {
    const own = join(folder, String(at + 1));
    // One after the other, because the first builds the app for all if needed.
    results.push(runTests(await startStack(own, at), own, shardArgs));
  }
  const passed = await Promise.all(results);
  await end(passed.every(Boolean) ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
