// npm test: installs what is missing and runs the daily tests; npm run test:ci (--ci) adds those that take long, and npm run
// test:all (--all) those of the night, each proof in full. Each stage runs even if an earlier one failed; the last line is the total of the tests and of the
// stages that are a single check.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { failuresOfPlaywright, failuresOfVitest, linesOf } from "./failed-tests.mjs";
import { checkNode, installIfNeeded } from "./install.mjs";
import { fingerprint, localStripeChanged, rememberLocalStripe } from "./local-stripe-tests.mjs";
import { npm } from "./npm.mjs";
import { durationsOfPlaywright, durationsOfVitest, slowestOf } from "./slowest-tests.mjs";
import { runStage } from "./stages.mjs";

checkNode();
process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const run = ["all", "ci"].find((name) => process.argv.includes(`--${name}`)) ?? "daily";
const isDaily = run === "daily";
process.env.TEST_RUN = run;

const started = performance.now();
const folder = mkdtempSync(join(tmpdir(), "refill-npm-test-"));
const reports = {
  vitest: join(folder, "vitest.json"),
  unhandled: join(folder, "unhandled.json"),
  playwright: join(folder, "playwright.json"),
};
const failures = [];
const failedTests = [];
const durations = [];
let passed = 0;
let failed = 0;

if (installIfNeeded()) await runStages();
else count("install", 0, 1);
rmSync(folder, { recursive: true, force: true });

if (durations.length > 0) console.log(`\nSlowest test files:\n${slowestOf(durations).join("\n")}`);
console.log(`\nAll of it took ${((performance.now() - started) / 1000).toFixed(0)} s.`);
if (failedTests.length > 0) console.log(`\n${linesOf(failedTests).join("\n")}`);
if (failures.length > 0) console.log(`\nFailed: ${failures.join(", ")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * Two at a time: while one waits for a disk, a clock or a browser, the other can use the cores. Except in the daily
 * run, whose tests are short, the browser tests wait for the unit tests, which use every core.
 */
async function runStages() {
  // Types and tests need it, so it is generated first.
  const generated = await check("generate", node("node_modules/prisma/build/index.js", "generate"));
  if (!generated) return;
  const unit = runUnitTests();
  await checkAndBrowse(isDaily ? Promise.resolve() : unit);
  await unit;
}

/** The browser tests begin once `quiet` is over. */
async function checkAndBrowse(quiet) {
  await check("types", npm("run", "--silent", "check:types:generated").flat());
  await check("lint", npm("run", "--silent", "check:lint").flat());
  await check("imports", npm("run", "--silent", "check:imports").flat());
  await check("unused", npm("run", "--silent", "check:unused").flat());
  // Nothing to do before the first release has a tag.
  if (!isDaily) await check("previous", npm("run", "--silent", "check:previous").flat());
  // Without any settings: a build must not need a database or a key.
  const built = await check("build", node("--import", "tsx", "dev/build-app.ts"));
  await quiet;
  if (built) await runBrowserTests();
  else count("browser (not run: no build)", 0, 1);
  if (!isDaily && built) await check("demo", npm("run", "--silent", "check:demo").flat());
}

async function runUnitTests() {
  const reporters = ["default", "json", "./dev/unhandled-errors.mjs"].map((name) => `--reporter=${name}`);
  const localStripe = fingerprint(".");
  const runsLocalStripe = !isDaily || localStripeChanged(".");
  if (!runsLocalStripe) console.log("The local Stripe has not changed since its tests passed: only test:ci runs them.");
  const projects = runsLocalStripe ? [] : ["--project=app", "--project=sdk"];
  const tags = { daily: ["--tags-filter=!full && !nightly"], ci: ["--tags-filter=!nightly"], all: [] }[run];
  const args = ["run", ...projects, ...tags, ...reporters, `--outputFile.json=${reports.vitest}`];
  const code = await runStage("unit", node("node_modules/vitest/vitest.mjs", ...args), {
    UNHANDLED_ERRORS_FILE: reports.unhandled,
  });
  count("unit", ...atLeastOne(code, countVitest(localStripe)));
}

async function runBrowserTests() {
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: reports.playwright };
  const code = await runStage("browser", node("--import", "tsx", "dev/e2e.ts"), env);
  count("browser", ...atLeastOne(code, countPlaywright()));
}

function node(...args) {
  return [process.execPath, ...args];
}

/** A stage that is a single check. */
async function check(name, command) {
  const ok = (await runStage(name, command)) === 0;
  count(name, ok ? 1 : 0, ok ? 0 : 1);
  return ok;
}

function count(name, ok, notOk) {
  passed += ok;
  failed += notOk;
  if (notOk > 0) failures.push(name);
}

/** A runner has failed if it failed without a failed test, or ran no tests. */
function atLeastOne(code, [ok, notOk]) {
  return [ok, notOk === 0 && (code !== 0 || ok === 0) ? 1 : notOk];
}

function countVitest(localStripe) {
  if (!existsSync(reports.vitest)) return [0, 0];
  const report = JSON.parse(readFileSync(reports.vitest, "utf8"));
  const unhandled = existsSync(reports.unhandled) ? JSON.parse(readFileSync(reports.unhandled, "utf8")) : [];
  const broken = [...failuresOfVitest(report), ...unhandled];
  failedTests.push(...broken);
  durations.push(...durationsOfVitest(report));
  if (unhandled.length === 0) rememberLocalStripe(".", report, localStripe);
  return [report.numPassedTests, broken.length];
}

/** One report per share of the tests. */
function countPlaywright() {
  const files = readdirSync(folder).filter((name) => /^playwright\..+\.json$/.test(name));
  return files
    .map((name) => {
      const report = JSON.parse(readFileSync(join(folder, name), "utf8"));
      const broken = failuresOfPlaywright(report);
      failedTests.push(...broken);
      durations.push(...durationsOfPlaywright(report));
      return [report.stats.expected, broken.length];
    })
    .reduce(([ok, notOk], [moreOk, moreNotOk]) => [ok + moreOk, notOk + moreNotOk], [0, 0]);
}
