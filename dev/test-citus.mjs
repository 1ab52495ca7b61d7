// Runs the tests of the ledger, of billing and of the worker on the Citus cluster that CITUS_URL leads to: npm run test:citus
// Arguments are test files or folders to run instead.
import { spawnSync } from "node:child_process";

const PLACES = ["lib/ledger", "lib/billing", "lib/jobs"];

if (process.env.CITUS_URL) {
  const asked = process.argv.slice(2);
  const args = ["run", "--project", "app", ...(asked.length > 0 ? asked : PLACES)];
  const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} else {
  console.log("CITUS_URL is not set: no test runs on a cluster.");
}
