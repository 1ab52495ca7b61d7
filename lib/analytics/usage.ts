import { addDays, dayOf, daysBetween, startOfDay } from "@/lib/analytics/calendar";
import { type DayOfUsage, type Days, usageByDay } from "@/lib/analytics/daily-usage";
import type { Sql } from "@/lib/db";
import {
  type Dimension,
  type DimensionUsage,
  type MeterUsage,
  type SpendFilter,
  spentByDimension,
  spentByMeter,
  spentEver,
} from "@/lib/ledger/spent";

export type UsageRequest = {
  accountId: string;
  timeZone: string;
  /** Calendar days, `to` excluded. Without both, the days are the last 30, and without a filter the total is all-time. */
  from?: string;
  to?: string;
  /** What else to group the days by. */
  dimensions?: readonly Dimension[];
  /** Counts only the spends that it leaves. */
  filter?: SpendFilter;
};

export type Usage = {
  today: bigint;
  thisMonth: bigint;
  total: bigint;
  daily: DayOfUsage[];
  byMeter: MeterUsage[];
  /** By each dimension that was asked for. */
  byDimension: ReadonlyMap<Dimension, DimensionUsage[]>;
};

/** The longest range that is reported day by day. */
export const MAX_DAYS = 366;
const DEFAULT_DAYS = 30;

/** The requested days, both inclusive; null when there are none or too many. */
export function daysOf({ accountId, timeZone, from, to }: UsageRequest, now: Date): Days | null {
  const last = to === undefined ? dayOf(now, timeZone) : addDays(to, -1);
  const first = from ?? addDays(last, 1 - DEFAULT_DAYS);
  const days = daysBetween(first, last) + 1;
  return days >= 1 && days <= MAX_DAYS ? { accountId, first, last, timeZone } : null;
}

/** An account's spend today, this month and in the requested days, and by meter. */
export async function usage(sql: Sql, days: Days, request: UsageRequest, now: Date): Promise<Usage> {
  const { accountId, timeZone, dimensions = [], filter = {} } = request;
  const [from, until] = [startOfDay(days.first, timeZone), startOfDay(addDays(days.last, 1), timeZone)];
  const today = dayOf(now, timeZone);
  // What archived spends were for is no longer in the ledger.
  const allTime = request.from === undefined && request.to === undefined && Object.keys(filter).length === 0;
  const [daily, month, byMeter, ever, ...byDimension] = await Promise.all([
    usageByDay(sql, days, filter),
    usageByDay(sql, { accountId, first: `${today.slice(0, 8)}01`, last: today, timeZone }, filter),
    spentByMeter(sql, accountId, { from, until, filter }),
    allTime ? spentEver(sql, accountId) : null,
    ...dimensions.map(
      async (dimension) =>
        [dimension, await spentByDimension(sql, { accountId, dimension, from, until, filter })] as const,
    ),
  ]);
  return {
    today: month.at(-1)?.spent ?? 0n,
    thisMonth: sum(month),
    total: ever ?? sum(daily),
    daily,
    byMeter,
    byDimension: new Map(byDimension),
  };
}

const sum = (days: DayOfUsage[]): bigint => days.reduce((total, { spent }) => total + spent, 0n);
