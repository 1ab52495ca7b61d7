import { readdirSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";

test("a value is created once per process, and shared by modules that are evaluated again", async () => {
  const make = vi.fn(() => ({}));
  const first = (await import("@/lib/once-per-process")).oncePerProcess("test", make);
  vi.resetModules();
  const second = (await import("@/lib/once-per-process")).oncePerProcess("test", make);
  expect(first()).toBe(second());
  expect(make).toHaveBeenCalledOnce();
});

test("a value that could not be created is tried again", async () => {
  const { oncePerProcess } = await import("@/lib/once-per-process");
  const make = vi.fn(() => 1);
  make.mockImplementationOnce(() => {
    throw new Error("not yet");
  });
  const value = oncePerProcess("tried again", make);
  expect(value).toThrow("not yet");
  expect(value()).toBe(1);
});

test("what an earlier test file left running does not reach the values of the next", async () => {
  const load = async () => (await import("@/lib/once-per-process")).oncePerProcess;
  const earlier = await load();
  // As dev/testing/fresh-modules.ts does before each file.
  vi.resetModules();
  Reflect.deleteProperty(globalThis, "refillKept");
  const later = await load();
  expect(later("place", () => "later")()).toBe("later");
  expect(earlier("place", () => "earlier")()).toBe("earlier");
  expect(later("place", () => "again")()).toBe("later");
});

const sources = ["app", "components", "lib"]
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing\/|^lib\/generated\//.test(path));

const filesWith = (pattern: RegExp) => sources.filter((path) => pattern.test(readFileSync(path, "utf8")));

test("only oncePerProcess keeps a value for the process", () => {
  expect(filesWith(/\bglobalThis\b/)).toEqual(["lib/once-per-process.ts"]);
  // Every bundle reads the settings itself, before anything else is loaded. A browser has one bundle.
  const onServer = (path: string) => !path.startsWith("components/");
  expect(filesWith(/^let \w+(: [^;=]+)?( = [^;]+)?;$/m).filter(onServer)).toEqual(["lib/env.ts"]);
});

test("only lib/services.ts combines a database and Stripe", () => {
  expect(filesWith(/(?<!function )\bstripeClient\(/)).toEqual(["lib/services.ts"]);
});
