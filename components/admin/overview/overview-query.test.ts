import { expect, test } from "vitest";
import { periodsOf } from "@/lib/analytics/metrics/periods";
import { parseOverviewQuery, presets } from "./overview-query";

const NOW = new Date("2026-11-24T12:00:00Z");
const parse = (query: Record<string, string>) => parseOverviewQuery(query, "UTC", NOW).range;

test.each([
  [{}, "2026-10-26", "2026-11-24"],
  [{ from: "2026-11-01", to: "2026-11-30" }, "2026-11-01", "2026-11-30"],
  [{ from: "2026-11-30", to: "2026-11-01" }, "2026-10-26", "2026-11-24"],
  [{ from: "1999-01-01", to: "2026-11-01" }, "2026-10-26", "2026-11-24"],
  [{ from: "x", to: "2026-02-30" }, "2026-10-26", "2026-11-24"],
])("%j is %s to %s", (query, first, last) => {
  expect(parse(query)).toEqual({ first, last, timeZone: "UTC" });
});

test.each([
  ["2026-11-01", "2026-11-30", "2026-10-01", "2026-10-31"],
  ["2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31"],
  ["2026-03-01", "2026-03-30", "2026-01-30", "2026-02-28"],
  ["2026-11-24", "2026-11-24", "2026-11-23", "2026-11-23"],
])("%s to %s is compared with %s to %s", (first, last, ...before) => {
  const periods = periodsOf({ first, last, timeZone: "UTC" });
  expect([periods.before.first, periods.before.last]).toEqual(before);
});

test("few days are shown by day, many by month", () => {
  const names = (first: string, last: string) =>
    periodsOf({ first, last, timeZone: "Europe/Berlin" }).stretches.map(({ name }) => name);
  expect(names("2026-11-23", "2026-11-24")).toEqual(["2026-11-23", "2026-11-24"]);
  expect(names("2026-01-15", "2026-04-02")).toEqual(["2026-01", "2026-02", "2026-03", "2026-04"]);
});

test("the ranges one click away", () => {
  expect(presets("UTC", NOW).map(({ first, last }) => [first, last])).toEqual([
    ["2026-11-18", "2026-11-24"],
    ["2026-10-26", "2026-11-24"],
    ["2026-11-01", "2026-11-24"],
    ["2026-10-01", "2026-10-31"],
    ["2025-11-01", "2026-10-31"],
  ]);
});
