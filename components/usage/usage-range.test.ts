import { expect, test } from "vitest";
import { parseUsageRange, rangeQuery } from "@/components/usage/usage-range";
import { axisTop } from "@/components/usage/usage-series";

// In Berlin it is already the 29th.
const NOW = new Date("2026-11-28T23:30:00Z");
const read = (query: Record<string, string>) => parseUsageRange(query, "Europe/Berlin", NOW);

test.each([
  [{}, "30-days", "2026-10-31", "2026-11-29"],
  [{ range: "today" }, "today", "2026-11-29", "2026-11-29"],
  [{ range: "month" }, "month", "2026-11-01", "2026-11-29"],
  [{ range: "ages" }, "30-days", "2026-10-31", "2026-11-29"],
  [{ from: "2026-11-03", to: "2026-11-05" }, "custom", "2026-11-03", "2026-11-05"],
  [{ from: "2026-11-05", to: "2026-11-03" }, "custom", "2026-11-03", "2026-11-05"],
  [{ from: "2026-11-20" }, "custom", "2026-11-20", "2026-11-29"],
  [{ to: "2026-11-20" }, "custom", "2026-11-20", "2026-11-20"],
  [{ from: "2026-11-20", to: "2030-01-01" }, "custom", "2026-11-20", "2026-11-29"],
  [{ from: "2030-01-01", to: "2031-01-01" }, "custom", "2026-11-29", "2026-11-29"],
  [{ from: "2020-01-01", to: "2026-11-29" }, "custom", "2025-11-29", "2026-11-29"],
  [{ from: "yesterday", to: "2026-02-30" }, "30-days", "2026-10-31", "2026-11-29"],
])("%j are the days %s, %s to %s", (query, name, first, last) => {
  const range = read(query);
  expect(range).toMatchObject({ name, first, last });
  expect(read(Object.fromEntries(new URLSearchParams(rangeQuery(range))))).toEqual({ ...range, changes: [] });
});

test.each([
  [{ from: "2010-01-01", to: "2026-11-01" }, ["shortened"]],
  [{ from: "2025-11-29", to: "2026-11-29" }, []],
  [{ from: "2026-11-20", to: "2030-01-01" }, ["to_come"]],
  [{ from: "2030-01-01", to: "2010-01-01" }, ["to_come", "shortened"]],
  [{ from: "2030-01-01", to: "2031-01-01" }, ["not_begun"]],
  [{ from: "2026-11-05", to: "2026-11-03" }, []],
  [{ range: "month" }, []],
])("of %j it is said that it was changed: %j", (query, changes) => {
  expect(read(query).changes).toEqual(changes);
});

test("an axis ends at a round number that is not below the highest bar", () => {
  expect([0, 1, 3, 12, 50, 51, 730].map(axisTop)).toEqual([1, 1, 5, 20, 50, 100, 1_000]);
});
