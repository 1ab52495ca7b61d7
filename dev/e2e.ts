import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { freePort } from "./postgres/ports";
import { startCompanion } from "./processes";
import { localStack } from "./stack";

// npm run test:e2e: browser tests on a production build, each share of them with a database, a local Stripe and a clock of
// its own. Arguments go to Playwright, and then there is one run: npm run test:e2e -- subscribe.spec.ts --headed
const SHARDS = Math.min(4, Math.max(2, availableParallelism()));
const args = process.argv.slice(2);
const runs = args.length > 0 ? [args] : Array.from({ length: SHARDS }, (_, at) => [`--shard=${at + 1}/${SHARDS}`]);
const folder = mkdtempSync(join(tmpdir(), "refill-e2e-"));
const stacks: ReturnType<typeof localStack>[] = [];

async function end(code: number): Promise<void> {
  await Promise.all(stacks.map((stack) => stack.stop()));
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void end(1));

async function startStack(own: string) {
  const ports = { app: await freePort(), postgres: await freePort(), stripe: await freePort() };
  const stack = localStack({ folder: own, ports, durability: "none", onStep: (sentence) => console.log(sentence) });
  stacks.push(stack);
  return stack.start();
}

type Started = Awaited<ReturnType<typeof startStack>>;

/** Whether all tests passed. */
async function runTests({ url, settings, crashed }: Started, own: string, shardArgs: string[]): Promise<boolean> {
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
        ...(report && { PLAYWRIGHT_JSON_OUTPUT_FILE: report.replace(/\.json$/, `.${number}.json`) }),
      },
    },
  );
  const result = await Promise.race([playwright.exited, crashed]);
  await playwright.stop();
  if (typeof result === "string") console.error(result);
  return result === 0;
}

try {
  const results: Promise<boolean>[] = [];
  for (const [at, shardArgs] of runs.entries()) {
    const own = join(folder, String(at + 1));
    // One after the other, because the first builds the app for all if needed.
    results.push(runTests(await startStack(own), own, shardArgs));
  }
  const passed = await Promise.all(results);
  await end(passed.every(Boolean) ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
