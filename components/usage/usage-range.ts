import { addDays, dayOf, daysBetween, isDay } from "@/lib/analytics/calendar";
import { MAX_DAYS } from "@/lib/analytics/usage";
import type { Comparison } from "@/lib/analytics/usage-report";

/** The ranges with a name; any other is given by its days. */
export const RANGES = ["today", "month", "30-days"] as const;
export type RangeName = (typeof RANGES)[number];

/** What was changed of the range that was asked for. */
export type RangeChange = "not_begun" | "to_come" | "shortened";

/** The calendar days that the usage page shows, both inclusive. */
export type UsageRange = {
  name: RangeName | "custom";
  first: string;
  last: string;
  comparison: Comparison;
  changes: RangeChange[];
};

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
      return { name: "today", first: today, last: today, comparison: "days_before", changes: [] };
    case "month":
      return { name: "month", first: `${today.slice(0, 8)}01`, last: today, comparison: "month_before", changes: [] };
    default:
      return { name: "30-days", first: addDays(today, -29), last: today, comparison: "days_before", changes: [] };
  }
}

function customRange(one: string, other: string, today: string): UsageRange {
  const [from = today, to = today] = [one, other].sort();
  const [first, last] = [from > today ? today : from, to > today ? today : to];
  const isTooLong = daysBetween(first, last) >= MAX_DAYS;
  const changes: RangeChange[] = from > today ? ["not_begun"] : to > today ? ["to_come"] : [];
  return {
    name: "custom",
    first: isTooLong ? addDays(last, 1 - MAX_DAYS) : first,
    last,
    comparison: "days_before",
    changes: isTooLong ? [...changes, "shortened"] : changes,
  };
}

/** The range as the query of an address. */
export function rangeQuery({ name, first, last }: Pick<UsageRange, "name" | "first" | "last">): string {
  return String(new URLSearchParams(name === "custom" ? { from: first, to: last } : { range: name }));
}

function dayIn(value: string | string[] | undefined): string | null {
  return typeof value === "string" && isDay(value) ? value : null;
}
