import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { simulate, tableOf } from "./simulate";

test("the table of docs/scale-out.md is what the script prints", () => {
  expect(readFileSync("docs/scale-out.md", "utf8")).toContain(tableOf([1e6, 1e7, 1e8]));
});

test("ten times the customers need ten times of everything", () => {
  const { customers, ...small } = simulate(1e6);
  const large = simulate(1e7);
  for (const [what, value] of Object.entries(small)) {
    expect(large[what as keyof typeof large] / value, what).toBeCloseTo(10, 5);
  }
});
