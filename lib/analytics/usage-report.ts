import { addDays, dayStarts, daysBetween, startOfDay } from "@/lib/analytics/calendar";
import type { Days } from "@/lib/analytics/daily-usage";
import type { Sql } from "@/lib/db";
import {
  type MeterUsage,
  type SpendFilter,
  spentBetween,
  spentByStretchAndMeter,
  totalsByMeter,
} from "@/lib/ledger/spent";
import { HOUR_MS } from "@/lib/time";

export type UsageReport = {
  /** What one bar stands for. */
  unit: StretchUnit;
  /** Oldest first, without gaps. */
  stretches: Stretch[];
  /** Largest first; without meters of which all was reversed within each stretch. */
  meters: MeterUsage[];
  total: bigint;
  before: PeriodBefore;
};

export type StretchUnit = "hour" | "day" | "week";

export type Stretch = {
  from: Date;
  /** Its calendar days, both inclusive. */
  first: string;
  last: string;
  /** Never below 0, as on the dashboard. */
  spent: bigint;
  /** By meter, without those that come to 0. What was reversed counts when it was reversed, so one can be below 0. */
  byMeter: ReadonlyMap<string | null, bigint>;
};

/** The period that a range is compared with: as long, and while the range goes on only as far as it has come. */
export type PeriodBefore = { first: string; last: string; total: bigint };

/** What to compare with: the days just before, or the same days of the month before. */
export type Comparison = "days_before" | "month_before";

// Longer ranges would have bars too narrow to tell apart.
const MOST_DAY_BARS = 92;

/**
 * An account's spend in some calendar days of its time zone, by stretch and by meter, with the total of the period before: of all
 * spends, or of those that a filter leaves.
 */
export async function usageReport(
  sql: Sql,
  { comparison, filter, ...days }: Days & { comparison: Comparison; filter?: SpendFilter },
  now: Date,
): Promise<UsageReport> {
  const { unit, bounds } = stretchesOf(days);
  const moments = bounds.map(({ at }) => at);
  const before = periodBefore(days, comparison, now);
  const [parts, [beforeTotal = 0n]] = await Promise.all([
    spentByStretchAndMeter(sql, days.accountId, moments, filter),
    spentBetween(sql, days.accountId, [before.from, before.until], filter),
  ]);
  const spends = parts.filter(({ spent }) => spent !== 0n);
  const stretches = bounds.slice(0, -1).map(({ at, day }, index): Stretch => {
    const own = spends.filter(({ stretch }) => stretch === index);
    const next = bounds[index + 1]?.day ?? day;
    return {
      from: at,
      first: day,
      last: unit === "hour" ? day : addDays(next, -1),
      spent: atLeastZero(sum(own)),
      byMeter: new Map(own.map(({ meter, spent }) => [meter, spent])),
    };
  });
  return {
    unit,
    stretches,
    meters: totalsByMeter(spends),
    total: sum(stretches),
    before: { first: before.first, last: before.last, total: beforeTotal },
  };
}

type Bound = { at: Date; day: string };

/** Where the stretches of a range begin, and where the last one ends. */
function stretchesOf({ first, last, timeZone }: Days): { unit: StretchUnit; bounds: Bound[] } {
  const length = daysBetween(first, last) + 1;
  const starts = dayStarts(first, length + 1, timeZone).map((at, index) => ({ at, day: addDays(first, index) }));
  if (length > MOST_DAY_BARS) return { unit: "week", bounds: starts.filter((_, n) => n % 7 === 0 || n === length) };
  const [start, end] = starts;
  if (length > 1 || !start || !end) return { unit: "day", bounds: starts };
  // A day has 23 or 25 hours when the clocks change.
  const hours = Math.ceil((end.at.getTime() - start.at.getTime()) / HOUR_MS);
  const hourly = Array.from({ length: hours }, (_, n) => ({
    at: new Date(start.at.getTime() + n * HOUR_MS),
    day: first,
  }));
  return { unit: "hour", bounds: [...hourly, end] };
}

function periodBefore({ first, last, timeZone }: Days, comparison: Comparison, now: Date) {
  const length = daysBetween(first, last) + 1;
  const start = comparison === "month_before" ? monthBefore(first) : addDays(first, -length);
  const end = addDays(start, length - 1);
  // The month before can be shorter than what has passed of this one.
  const lastDay = end < first ? end : addDays(first, -1);
  const [from, whole] = [startOfDay(start, timeZone), startOfDay(addDays(lastDay, 1), timeZone)];
  const passed = now.getTime() - startOfDay(first, timeZone).getTime();
  return { first: start, last: lastDay, from, until: new Date(Math.min(whole.getTime(), from.getTime() + passed)) };
}

/** The first of the month before. */
function monthBefore(first: string): string {
  return `${addDays(`${first.slice(0, 8)}01`, -1).slice(0, 8)}01`;
}

const atLeastZero = (credits: bigint): bigint => (credits > 0n ? credits : 0n);

const sum = (parts: readonly { spent: bigint }[]): bigint => parts.reduce((total, { spent }) => total + spent, 0n);
