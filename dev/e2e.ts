import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./postgres/ports";
import { startCompanion } from "./processes";
import { localStack } from "./stack";

// npm run test:e2e: browser tests on a production build with an empty database of its own. Arguments go to Playwright,
// for instance: npm run test:e2e -- subscribe.spec.ts --headed
const folder = mkdtempSync(join(tmpdir(), "refill-e2e-"));
const ports = { app: await freePort(), postgres: await freePort(), stripe: await freePort() };
const stack = localStack({ folder, ports, durability: "none", onStep: (sentence) => console.log(sentence) });

async function end(code: number): Promise<void> {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void end(1));

try {
  const { url, settings, crashed } = await stack.start();
  const playwright = startCompanion(
    process.execPath,
    ["node_modules/@playwright/test/cli.js", "test", ...process.argv.slice(2)],
    {
      stdio: "inherit",
      env: { ...process.env, ...settings, E2E_BASE_URL: url, E2E_FOLDER: folder },
    },
  );
  const result = await Promise.race([playwright.exited, crashed]);
  await playwright.stop();
  if (typeof result === "string") console.error(result);
  await end(result === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
