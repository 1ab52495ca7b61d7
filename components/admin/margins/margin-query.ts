import { parseOverviewQuery } from "@/components/admin/overview/overview-query";
import { addDays, daysBetween } from "@/lib/analytics/calendar";
import type { Range } from "@/lib/analytics/metrics/periods";

/** The longest range: every entry of its days is read. */
export const MOST_DAYS = 31;

/** How many customers and models the page and the file have at most. */
export const MOST_ROWS = { page: 50, file: 1_000 };

export type MarginQuery = {
  range: Range;
  /** Whether the address asked for more days than are shown. */
  isShortened: boolean;
};

/** The range in an address; of one that is too long, its end. The last 30 days when it names none. */
export function parseMarginQuery(
  params: Record<string, string | string[] | undefined>,
  timeZone: string,
  now: Date,
): MarginQuery {
  const { range } = parseOverviewQuery(params, timeZone, now);
  const isShortened = daysBetween(range.first, range.last) >= MOST_DAYS;
  return { range: isShortened ? { ...range, first: addDays(range.last, 1 - MOST_DAYS) } : range, isShortened };
}
