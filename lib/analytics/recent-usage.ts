import { addDays, dayOf, dayStarts } from "@/lib/analytics/calendar";
import type { DayOfUsage } from "@/lib/analytics/daily-usage";
import type { Sql } from "@/lib/db";
import { type MeterUsage, spentByStretchAndMeter } from "@/lib/ledger/spent";

/** An account's usage of the last days: by day, oldest first, and by meter, largest first. */
export type RecentUsage = { days: DayOfUsage[]; meters: MeterUsage[] };

/** The usage of the last `days` calendar days including today, as `dailyUsage` and `spentByMeter` count it, in one read. */
export async function recentUsage(
  sql: Sql,
  { accountId, days, timeZone }: { accountId: string; days: number; timeZone: string },
  now: Date,
): Promise<RecentUsage> {
  const first = addDays(dayOf(now, timeZone), 1 - days);
  const parts = await spentByStretchAndMeter(sql, accountId, dayStarts(first, days + 1, timeZone));
  const byDay = Array.from({ length: days }, () => 0n);
  const byMeter = new Map<string | null, bigint>();
  for (const { stretch, meter, spent } of parts) {
    byDay[stretch] = (byDay[stretch] ?? 0n) + spent;
    byMeter.set(meter, (byMeter.get(meter) ?? 0n) + spent);
  }
  return {
    days: byDay.map((spent, nth) => ({ day: addDays(first, nth), spent: atLeastZero(spent) })),
    meters: [...byMeter]
      .map(([meter, spent]) => ({ meter, spent: atLeastZero(spent) }))
      .filter(({ spent }) => spent > 0n)
      .toSorted((a, b) => Number(b.spent - a.spent)),
  };
}

const atLeastZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);
