import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fingerprint, localStripeChanged, rememberLocalStripe } from "./local-stripe-tests.mjs";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "local-stripe-tests-"));
  write("packages/local-stripe/src/core/clock.ts", "export const tick = 1;");
  write("packages/local-stripe/src/core/clock.test.ts", "test");
  write("packages/local-stripe/src/start.test.ts", "test");
  write("package-lock.json", "{}");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("its tests run in a new clone, and not again after all of them have passed", () => {
  expect(localStripeChanged(root)).toBe(true);
  remember("passed", "passed");
  expect(localStripeChanged(root)).toBe(false);
});

test.each([
  "packages/local-stripe/src/core/clock.ts",
  "packages/local-stripe/src/core/new-rule.ts",
  "packages/local-stripe/README.md",
  "package-lock.json",
  "vitest.config.ts",
])("its tests run again when %s changes", (path) => {
  remember("passed", "passed");
  write(path, "changed");
  expect(localStripeChanged(root)).toBe(true);
});

test.each([
  "lib/ledger/spend.ts",
  "packages/local-stripe/dist/main.js",
  "packages/local-stripe/refill-local-stripe-0.1.0.tgz",
])("its tests do not run again when %s changes", (path) => {
  remember("passed", "passed");
  write(path, "changed");
  expect(localStripeChanged(root)).toBe(false);
});

test("its tests run again after one of them failed, was skipped or was edited during the run", () => {
  remember("passed", "failed");
  expect(localStripeChanged(root)).toBe(true);
  remember("passed");
  expect(localStripeChanged(root)).toBe(true);
  const before = fingerprint(root);
  write("packages/local-stripe/src/core/clock.ts", "export const tick = 2;");
  rememberLocalStripe(root, reportOf("passed", "passed"), before);
  expect(localStripeChanged(root)).toBe(true);
});

function remember(...outcomes: string[]): void {
  rememberLocalStripe(root, reportOf(...outcomes), fingerprint(root));
}

function reportOf(...outcomes: string[]) {
  const files = ["packages/local-stripe/src/core/clock.test.ts", "packages/local-stripe/src/start.test.ts"];
  const testResults = outcomes.map((status, index) => ({
    name: join(root, files[index] ?? ""),
    status,
    assertionResults: [{ status }],
  }));
  const other = { name: join(root, "lib/ledger/spend.test.ts"), status: "failed", assertionResults: [] };
  return { testResults: [...testResults, other] };
}

function write(path: string, content: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), content);
}
