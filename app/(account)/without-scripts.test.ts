import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

// Next streams what comes after a loading.tsx into a hidden element, which only a script shows.
test("a personal page arrives whole, so that it can be read without JavaScript", () => {
  const files = readdirSync("app/(account)", { recursive: true, encoding: "utf8" });
  expect(files.some((file) => file.endsWith("page.tsx"))).toBe(true);
  expect(files.filter((file) => file.endsWith("loading.tsx"))).toEqual([]);
});
