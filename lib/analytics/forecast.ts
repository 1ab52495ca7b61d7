import { type DayOfUsage, dailyUsage } from "@/lib/analytics/daily-usage";
import type { Sql } from "@/lib/db";
import type { Balance } from "@/lib/ledger/types";
import { DAY_MS } from "@/lib/time";

/** The days that a pace is taken from at most. */
export const PACE_DAYS = 14;
// A forecast further ahead would be meaningless.
const MAX_DAYS = 3650;

/** How long credits last. */
export type Forecast = {
  /** When the last of them is spent or expires; null when that is too far ahead, or when the next refill comes first. */
  runsOutAt: Date | null;
  /** The days that the pace is taken from; 0 when nothing was spent in the last two weeks. */
  paceDays: number;
};

type Prospect = { balance: Pick<Balance, "lots">; nextRefillAt: Date | null };

/**
 * How long the credits of a balance last at the rate of the last two weeks, of which `days` are the daily usage, oldest
 * first. An account that is three days old has a rate over three days.
 */
export function forecastOf(
  days: readonly Pick<DayOfUsage, "spent">[],
  { balance: { lots }, nextRefillAt }: Prospect,
  now: Date,
): Forecast {
  const recent = days.slice(-PACE_DAYS);
  const first = recent.findIndex(({ spent }) => spent > 0n);
  const begun = first < 0 ? [] : recent.slice(first);
  const spent = begun.reduce((total, day) => total + day.spent, 0n);
  const paceDays = spent > 0n ? begun.length : 0;
  const end = endOf(lots, paceDays > 0 ? Number(spent) / paceDays : 0, now.getTime());
  const isFar = end > now.getTime() + MAX_DAYS * DAY_MS;
  const isRefilled = nextRefillAt !== null && nextRefillAt.getTime() <= end;
  return { runsOutAt: isFar || isRefilled ? null : new Date(end), paceDays };
}

/** The same for an account whose usage was not read yet. `timeZone` determines where a day starts. */
export async function readForecast(
  sql: Sql,
  { accountId, timeZone, ...prospect }: Prospect & { accountId: string; timeZone: string },
  now: Date,
): Promise<Forecast> {
  return forecastOf(await dailyUsage(sql, { accountId, days: PACE_DAYS, timeZone }, now), prospect, now);
}

/** When the last lot is spent, one after the other in the order they burn, or expires; Infinity for never. */
function endOf(lots: Balance["lots"], perDay: number, now: number): number {
  return lots.reduce((end, { remaining, held, frozenAt, expiresAt }) => {
    const free = Number(remaining - held);
    if (free <= 0 || frozenAt) return end;
    const spentAt = perDay > 0 ? end + (free / perDay) * DAY_MS : Number.POSITIVE_INFINITY;
    return expiresAt ? Math.max(end, Math.min(spentAt, expiresAt.getTime())) : spentAt;
  }, now);
}
