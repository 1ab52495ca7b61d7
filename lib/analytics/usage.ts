import { addDays, dayOf, daysBetween, startOfDay } from "@/lib/analytics/calendar";
import { type DayOfUsage, type Days, usageByDay } from "@/lib/analytics/daily-usage";
import type { Sql } from "@/lib/db";
import {
  type Dimension,
  type DimensionUsage,
  type MeterUsage,
  spentByDimension,
  spentByMeter,
  spentEver,
} from "@/lib/ledger/spent";

export type UsageRequest = {
  accountId: string;
  timeZone: string;
  /** Calendar days, `to` excluded. Without `from`, the days are the last 30 and the total is all-time. */
  from?: string;
  to?: string;
  /** What else to group the days by. */
  dimensions?: readonly Dimension[];
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
  const { accountId, timeZone, dimensions = [] } = request;
  const [from, until] = [startOfDay(days.first, timeZone), startOfDay(addDays(days.last, 1), timeZone)];
  const today = dayOf(now, timeZone);
  const allTime = request.from === undefined && request.to === undefined;
  const [daily, month, byMeter, ever, ...byDimension] = await Promise.all([
    usageByDay(sql, days),
    usageByDay(sql, { accountId, first: `${today.slice(0, 8)}01`, last: today, timeZone }),
    spentByMeter(sql, accountId, from, until),
    allTime ? spentEver(sql, accountId) : null,
    ...dimensions.map(
      async (dimension) => [dimension, await spentByDimension(sql, { accountId, dimension, from, until })] as const,
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
