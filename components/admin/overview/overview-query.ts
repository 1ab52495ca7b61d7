import { addDays, dayOf, daysBetween, isDay } from "@/lib/analytics/calendar";
import { lastDays, type Range } from "@/lib/analytics/metrics/periods";
import { dateFormat } from "@/lib/format/formats";

/** The longest range: ten years. */
const MOST_DAYS = 3_660;

export type OverviewQuery = { range: Range; currency: string | undefined };

type Params = Record<string, string | string[] | undefined>;

/** The range and currency in an address; the last 30 days when it names none, or none that can be shown. */
export function parseOverviewQuery({ from, to, currency }: Params, timeZone: string, now: Date): OverviewQuery {
  return {
    range: rangeOf(from, to, timeZone) ?? lastDays(30, timeZone, now),
    currency: textOf(currency)?.toLowerCase(),
  };
}

function rangeOf(from: Params[string], to: Params[string], timeZone: string): Range | null {
  const [first, last] = [textOf(from), textOf(to)];
  if (!first || !last || !isDay(first) || !isDay(last)) return null;
  const days = daysBetween(first, last) + 1;
  return days >= 1 && days <= MOST_DAYS ? { first, last, timeZone } : null;
}

const textOf = (value: Params[string]): string | undefined => (typeof value === "string" ? value : undefined);

/** The ranges one click away. */
export function presets(timeZone: string, now: Date): { name: string; first: string; last: string }[] {
  const today = dayOf(now, timeZone);
  const month = `${today.slice(0, 8)}01`;
  const lastOfBefore = addDays(month, -1);
  const yearAgo = `${Number(today.slice(0, 4)) - 1}${month.slice(4)}`;
  return [
    { name: "7 days", first: addDays(today, -6), last: today },
    { name: "30 days", first: addDays(today, -29), last: today },
    { name: "This month", first: month, last: today },
    { name: "Last month", first: `${lastOfBefore.slice(0, 8)}01`, last: lastOfBefore },
    { name: "12 full months", first: yearAgo, last: lastOfBefore },
  ];
}

/** "1 Nov 2026 to 30 Nov 2026". */
export const rangeText = ({ first, last }: Pick<Range, "first" | "last">): string =>
  first === last ? dayText(first) : `${dayText(first)} to ${dayText(last)}`;

const dayText = (day: string): string =>
  dateFormat({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(day));
