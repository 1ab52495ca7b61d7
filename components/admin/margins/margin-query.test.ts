import { expect, test } from "vitest";
import { parseMarginQuery } from "@/components/admin/margins/margin-query";

const NOW = new Date("2026-11-28T12:00:00Z");

test.each([
  [{}, "2026-10-30", "2026-11-28", false],
  [{ from: "2026-01-01", to: "2026-01-31" }, "2026-01-01", "2026-01-31", false],
  [{ from: "2026-01-01", to: "2026-02-01" }, "2026-01-02", "2026-02-01", true],
  [{ from: "never", to: "2026-02-01" }, "2026-10-30", "2026-11-28", false],
])("%j are the days %s to %s, shortened: %s", (params, first, last, isShortened) => {
  expect(parseMarginQuery(params, "UTC", NOW)).toEqual({ range: { first, last, timeZone: "UTC" }, isShortened });
});
