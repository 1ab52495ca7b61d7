export type Interval = "day" | "week" | "month" | "year";

/** `months` later in UTC, at the same time of day, the day clamped to the month's end. Seconds in and out. */
export function addMonths(at: number, months: number): number {
  const date = new Date(at * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  date.setUTCDate(Math.min(day, daysInMonth(date.getUTCFullYear(), date.getUTCMonth())));
  return Math.floor(date.getTime() / 1000);
}

/**
 * The `n`th boundary from an anchor, always counted from the anchor itself: 31 Jan gives 28 Feb and then 31 Mar, never
 * a drift to the 28th.
 */
export function boundary(anchor: number, interval: Interval, count: number, n: number): number {
  switch (interval) {
    case "day":
      return anchor + n * count * 86_400;
    case "week":
      return anchor + n * count * 7 * 86_400;
    case "month":
      return addMonths(anchor, n * count);
    case "year":
      return addMonths(anchor, n * count * 12);
  }
}

/**
 * A stretch of so many intervals from `start`, which keeps to the anchor's day where `start` is one of its boundaries:
 * with an anchor on the 31st, a month from 28 Feb ends on 31 Mar.
 */
export function stretchEnd(anchor: number, start: number, interval: Interval, count: number): number {
  if (interval === "day" || interval === "week") return boundary(start, interval, count, 1);
  const months = count * (interval === "year" ? 12 : 1);
  const [from, to] = [new Date(anchor * 1000), new Date(start * 1000)];
  const between = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return addMonths(anchor, between) === start ? addMonths(anchor, between + months) : addMonths(start, months);
}

/** The first boundary after `at`. */
export function boundaryAfter(anchor: number, interval: Interval, count: number, at: number): number {
  let n = Math.floor((at - anchor) / (longestSeconds[interval] * count)) - 1;
  while (boundary(anchor, interval, count, n) <= at) n += 1;
  return boundary(anchor, interval, count, n);
}

/** The last boundary before `at`: where the period that ends there began. */
export function boundaryBefore(anchor: number, interval: Interval, count: number, at: number): number {
  let n = Math.ceil((at - anchor) / (shortestSeconds[interval] * count)) + 1;
  while (boundary(anchor, interval, count, n) >= at) n -= 1;
  return boundary(anchor, interval, count, n);
}

const shortestSeconds: Record<Interval, number> = {
  day: 86_400,
  week: 7 * 86_400,
  month: 28 * 86_400,
  year: 365 * 86_400,
};

const longestSeconds: Record<Interval, number> = {
  day: 86_400,
  week: 7 * 86_400,
  month: 31 * 86_400,
  year: 366 * 86_400,
};

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}
