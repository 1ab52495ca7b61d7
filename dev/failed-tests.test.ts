// @module-tag full
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { type Failure, failuresOfPlaywright, failuresOfVitest, linesOf } from "./failed-tests.mjs";

vi.setConfig({ testTimeout: 60_000 });

const vitest = join(process.cwd(), "node_modules/vitest/vitest.mjs");

// Inside the project, so that imports are found.
mkdirSync(".data", { recursive: true });
const folder = mkdtempSync(join(process.cwd(), ".data", "failed-tests-"));
const report = join(folder, "report.json");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const file = (name: string) => relative(process.cwd(), join(folder, name));

async function run(args: string[]): Promise<unknown> {
  const { NODE_OPTIONS: _options, ...rest } = process.env;
  const env = { ...rest, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: "ignore" });
  await new Promise((resolve) => child.once("exit", resolve));
  return JSON.parse(readFileSync(report, "utf8"));
}

test("failed Vitest tests are listed with their file and error, as are files that cannot be loaded", async () => {
  write("vitest.config.mjs", "export default { test: { globals: true, include: ['*.case.mjs'] } };");
  write(
    "sums.case.mjs",
    "describe('sums', () => { it('add up', () => expect(1 + 1).toBe(3)); it('hold', () => {}); });",
  );
  write("broken.case.mjs", "throw new Error('no such setting');");
  const lines = linesOf(failuresOfVitest(await run([vitest, "run", "--reporter=json", `--outputFile=${report}`])));
  expect(lines).toHaveLength(4);
  expect(lines).toEqual(
    expect.arrayContaining([
      `✗ ${file("sums.case.mjs")} > sums add up`,
      expect.stringMatching(/^ {4}AssertionError: expected 2 to be 3/),
      `✗ ${file("broken.case.mjs")} > (could not be loaded)`,
      expect.stringContaining("no such setting"),
    ]),
  );
});

test("an error outside of tests, which fails the run, is listed with the test it occurred in", async () => {
  write("vitest.config.mjs", "export default { test: { globals: true, include: ['*.late.mjs'] } };");
  write(
    "late.late.mjs",
    `it("ends", async () => {
       void Promise.reject(new Error("came too late"));
       await new Promise((resolve) => setTimeout(resolve, 50));
     });`,
  );
  const reporter = join(process.cwd(), "dev/unhandled-errors.mjs");
  process.env.UNHANDLED_ERRORS_FILE = report;
  const failures = (await run([vitest, "run", `--reporter=${reporter}`])) as Failure[];
  expect(linesOf(failures)).toEqual([
    `✗ ${file("late.late.mjs")} > (outside of tests, during "ends")`,
    "    Error: came too late",
  ]);
});

test("failed and flaky Playwright tests are listed with their file and error", { tags: ["full"] }, async () => {
  write(
    "playwright.config.mjs",
    "export default { testMatch: '*.browser.mjs', outputDir: 'results', retries: 1, workers: 1, reporter: 'json' };",
  );
  write(
    "pages.browser.mjs",
    `import { expect, test } from "@playwright/test";
     test.describe("pages", () => {
       test("open", () => expect(1 + 1).toBe(3));
       test("stay", ({}, { retry }) => expect(retry).toBe(1));
       test("hold", () => {});
     });`,
  );
  const playwright = join(process.cwd(), "node_modules/@playwright/test/cli.js");
  const failures = failuresOfPlaywright(await run([playwright, "test"]));
  expect(failures.map(({ name }) => name)).toEqual(["pages open", "pages stay (flaky)"]);
  const lines = linesOf(failures);
  expect(lines[0]).toBe(`✗ ${file("pages.browser.mjs")} > pages open`);
  expect(lines[1]).toContain("expect(received).toBe(expected)");
  for (const line of lines) expect(line).not.toContain("\u001b");
});

test.each([1, 8, 13, 39, 40, 41, 500])(
  "%i failures are listed in at most 40 lines, with as much detail as fits",
  (count) => {
    const failure: Failure = { file: "a.test.ts", name: "n", error: "one\n    at x (y)\ntwo\n\nthree\nfour\nfive" };
    const lines = linesOf(Array.from({ length: count }, () => failure));
    expect(lines.length).toBeLessThanOrEqual(40);
    const named = lines.filter((line) => line.startsWith("✗")).length;
    expect(named).toBe(count <= 40 ? count : 39);
    expect(lines.at(-1) === `… and ${count - 39} more`).toBe(count > 40);
    if (count === 1) expect(lines).toEqual(["✗ a.test.ts > n", "    one", "    two", "    three", "    four"]);
  },
);
