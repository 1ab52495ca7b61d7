// npm test: installs what is missing and runs everything. Each stage runs even when one before it failed; the last line
// is the sum of the tests and of the stages that are one check each.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { failuresOfPlaywright, failuresOfVitest, linesOf } from "./failed-tests.mjs";
import { checkNode, installIfNeeded } from "./install.mjs";
import { fingerprint, localStripeChanged, rememberLocalStripe } from "./local-stripe-tests.mjs";
import { npm } from "./npm.mjs";

checkNode();
process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const folder = mkdtempSync(join(tmpdir(), "refill-npm-test-"));
const reports = {
  vitest: join(folder, "vitest.json"),
  unhandled: join(folder, "unhandled.json"),
  playwright: join(folder, "playwright.json"),
};
const failures = [];
const failedTests = [];
let passed = 0;
let failed = 0;

if (installIfNeeded()) await runStages();
else count("install", 0, 1);
rmSync(folder, { recursive: true, force: true });

if (failedTests.length > 0) console.log(`\n${linesOf(failedTests).join("\n")}`);
if (failures.length > 0) console.log(`\nFailed: ${failures.join(", ")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runStages() {
  await check("types", ...script("check:types"));
  await check("lint", ...script("check:lint"));
  await check("imports", ...script("check:imports"));

  const reporters = ["default", "json", "./dev/unhandled-errors.mjs"].map((name) => `--reporter=${name}`);
  const localStripe = fingerprint(".");
  const runsLocalStripe = process.argv.includes("--all") || localStripeChanged(".");
  if (!runsLocalStripe)
    console.log("\nThe local Stripe has not changed since its tests passed: only test:all runs them.");
  const projects = runsLocalStripe ? [] : ["--project=app"];
  const vitest = ["node_modules/vitest/vitest.mjs", "run", ...projects, ...reporters];
  process.env.UNHANDLED_ERRORS_FILE = reports.unhandled;
  const unit = await stage(
    "unit and integration tests",
    process.execPath,
    ...vitest,
    `--outputFile.json=${reports.vitest}`,
  );
  count("unit and integration tests", ...atLeastOne(unit, countVitest(localStripe)));

  // Without any settings: a build must not need a database or a key.
  const built = await check("build", process.execPath, "--import", "tsx", "dev/build-app.ts");
  if (!built) return count("browser tests (not run: no build)", 0, 1);
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = reports.playwright;
  const browser = await stage("browser tests", process.execPath, "--import", "tsx", "dev/e2e.ts");
  count("browser tests", ...atLeastOne(browser, countPlaywright()));
}

/** The command of a script of package.json. */
function script(name) {
  return npm("run", "--silent", name).flat();
}

/** A stage that is one check. */
async function check(name, command, ...args) {
  const ok = (await stage(name, command, ...args)) === 0;
  count(name, ok ? 1 : 0, ok ? 0 : 1);
  return ok;
}

async function stage(name, command, ...args) {
  const started = performance.now();
  console.log(`\n── ${name}`);
  const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  const stop = (signal) => child.kill(signal);
  process.on("SIGTERM", stop);
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once("exit", (exitCode) => resolve(exitCode ?? 1));
  });
  process.off("SIGTERM", stop);
  console.log(`── ${name}: ${code === 0 ? "ok" : "failed"} (${((performance.now() - started) / 1000).toFixed(0)} s)`);
  return code;
}

function count(name, ok, notOk) {
  passed += ok;
  failed += notOk;
  if (notOk > 0) failures.push(name);
}

/** A runner that failed without a failed test, or that ran none, has failed. */
function atLeastOne(code, [ok, notOk]) {
  return [ok, notOk === 0 && (code !== 0 || ok === 0) ? 1 : notOk];
}

function countVitest(localStripe) {
  if (!existsSync(reports.vitest)) return [0, 0];
  const report = JSON.parse(readFileSync(reports.vitest, "utf8"));
  const unhandled = existsSync(reports.unhandled) ? JSON.parse(readFileSync(reports.unhandled, "utf8")) : [];
  const broken = [...failuresOfVitest(report), ...unhandled];
  failedTests.push(...broken);
  if (unhandled.length === 0) rememberLocalStripe(process.cwd(), report, localStripe);
  return [report.numPassedTests, broken.length];
}

/** One report for each half of the tests. */
function countPlaywright() {
  const files = readdirSync(folder).filter((name) => /^playwright\..+\.json$/.test(name));
  return files
    .map((name) => {
      const report = JSON.parse(readFileSync(join(folder, name), "utf8"));
      const broken = failuresOfPlaywright(report);
      failedTests.push(...broken);
      return [report.stats.expected, broken.length];
    })
    .reduce(([ok, notOk], [moreOk, moreNotOk]) => [ok + moreOk, notOk + moreNotOk], [0, 0]);
}
