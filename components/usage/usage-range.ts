import { addDays, dayOf, daysBetween, isDay } from "@/lib/analytics/calendar";
import { MAX_DAYS } from "@/lib/analytics/usage";
import type { Comparison } from "@/lib/analytics/usage-report";

/** The ranges with a name; any other is given by its days. */
export const RANGES = ["today", "month", "30-days"] as const;
export type RangeName = (typeof RANGES)[number];

/** The calendar days that the usage page shows, both inclusive. */
export type UsageRange = { name: RangeName | "custom"; first: string; last: string; comparison: Comparison };

/**
 * The range in the address: `range` is one of the names, or `from` and `to` are days. Days in the wrong order are swapped,
 * days to come are left out, and of a range that is too long its end is shown. Invalid values mean the last 30 days.
 */
export function parseUsageRange(
  query: Record<string, string | string[] | undefined>,
  timeZone: string,
  now: Date,
): UsageRange {
  const today = dayOf(now, timeZone);
  const [from, to] = [dayIn(query.from), dayIn(query.to)];
  if (from || to) return customRange(from ?? to ?? today, to ?? today, today);
  switch (query.range) {
    case "today":
      return { name: "today", first: today, last: today, comparison: "days_before" };
    case "month":
      return { name: "month", first: `${today.slice(0, 8)}01`, last: today, comparison: "month_before" };
    default:
      return { name: "30-days", first: addDays(today, -29), last: today, comparison: "days_before" };
  }
}

function customRange(one: string, other: string, today: string): UsageRange {
  const [first = today, last = today] = [one, other].map((day) => (day > today ? today : day)).sort();
  const isTooLong = daysBetween(first, last) >= MAX_DAYS;
  return {
    name: "custom",
    first: isTooLong ? addDays(last, 1 - MAX_DAYS) : first,
    last,
    comparison: "days_before",
  };
}

/** The range as the query of an address. */
export function rangeQuery({ name, first, last }: Pick<UsageRange, "name" | "first" | "last">): string {
  return String(new URLSearchParams(name === "custom" ? { from: first, to: last } : { range: name }));
}

function dayIn(value: string | string[] | undefined): string | null {
  return typeof value === "string" && isDay(value) ? value : null;
}
