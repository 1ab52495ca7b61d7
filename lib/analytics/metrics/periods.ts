import { addDays, dayOf, dayStarts, daysBetween } from "@/lib/analytics/calendar";

/** Calendar days in a time zone, both inclusive. */
export type Range = { first: string; last: string; timeZone: string };

/** A stretch of a chart: a day, or a month as far as it is in the range. */
export type Stretch = { name: string; from: Date; to: Date };

export type Periods = {
  range: Range;
  /** The range before it, of the same length: as many whole months, or as many days. */
  before: Range;
  /** When the range before begins, when the range begins, and when it ends. */
  beforeFrom: Date;
  from: Date;
  to: Date;
  /** The range in days, or in months when there are many days. */
  stretches: Stretch[];
};

/** More days than this are shown by month. */
const MOST_DAYS = 62;

/** A range with the one before it and its parts. */
export function periodsOf(range: Range): Periods {
  const before = rangeBefore(range);
  const start = (day: string): Date => dayStarts(day, 1, range.timeZone)[0] ?? new Date(day);
  const firsts = firstDays(range);
  const names = firsts.map((day) => (isByMonth(range) ? day.slice(0, 7) : day));
  const to = start(addDays(range.last, 1));
  const begins = firsts.map(start);
  const stretches = begins.map((from, nth) => ({ name: names[nth] ?? "", from, to: begins[nth + 1] ?? to }));
  return { range, before, beforeFrom: start(before.first), from: start(range.first), to, stretches };
}

/** The range of the last `days` days including today. */
export function lastDays(days: number, timeZone: string, now: Date): Range {
  const last = dayOf(now, timeZone);
  return { first: addDays(last, 1 - days), last, timeZone };
}

/**
 * The moments between which a query adds up: the range before, then each stretch. What is earlier is bucket 0, and what is
 * later has as many as there are moments.
 */
export function bounds({ beforeFrom, stretches, to }: Periods): Date[] {
  return [beforeFrom, ...stretches.map(({ from }) => from), to];
}

const isByMonth = ({ first, last }: Range): boolean => daysBetween(first, last) >= MOST_DAYS;

function firstDays(range: Range): string[] {
  const { first, last } = range;
  const days = Array.from({ length: daysBetween(first, last) + 1 }, (_, nth) => addDays(first, nth));
  return isByMonth(range) ? days.filter((day, nth) => nth === 0 || day.endsWith("-01")) : days;
}

function rangeBefore({ first, last, timeZone }: Range): Range {
  const isWholeMonths = first.endsWith("-01") && addDays(last, 1).endsWith("-01");
  const length = daysBetween(first, last) + 1;
  const begin = isWholeMonths ? monthsBefore(first, monthsBetween(first, addDays(last, 1))) : addDays(first, -length);
  return { first: begin, last: addDays(first, -1), timeZone };
}

const numberOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

const monthsBetween = (first: string, end: string): number => numberOf(end) - numberOf(first);

function monthsBefore(first: string, months: number): string {
  const month = numberOf(first) - months;
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}
