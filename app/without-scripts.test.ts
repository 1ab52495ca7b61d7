import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

// Next streams what comes after a loading.tsx into a hidden element, which only a script shows.
test("a page arrives whole, so that it can be read without JavaScript", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  for (const part of ["(account)", "admin"]) {
    expect(files.some((file) => file.startsWith(part) && file.endsWith("page.tsx"))).toBe(true);
  }
  expect(files.filter((file) => file.endsWith("loading.tsx"))).toEqual([]);
});
