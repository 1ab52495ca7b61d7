import { expect, it } from "vitest";
import { totalText } from "@/components/admin/overview/total-line";
import { coveredText } from "@/components/admin/overview/words";
import { periodsOf } from "@/lib/analytics/metrics/periods";

const january = periodsOf({ first: "2026-01-01", last: "2026-01-31", timeZone: "UTC" });
const later = new Date("2026-03-01T00:00:00Z");

it("names the range only of numbers that it decides", () => {
  expect(coveredText("range", january, later)).toBe("1 Jan 2026 to 31 Jan 2026, days in UTC.");
  expect(coveredText("end", january, later)).toBe("At the end of 31 Jan 2026, in UTC.");
  expect(coveredText("end", january, new Date("2026-01-15T00:00:00Z"))).toBe("As it is now.");
  expect(coveredText("now", january, later)).toBe("As it is now.");
  expect(coveredText("cohort", january, later)).toBe("");
});

it("counts one row as a row", () => {
  expect(totalText({ count: 1 })).toBe("1 row");
  expect(totalText({ credits: 1n, count: 2 })).toBe("1 credit · 2 rows");
});
