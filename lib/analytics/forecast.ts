import { dailyUsage } from "@/lib/analytics/daily-usage";
import type { Sql } from "@/lib/db";
import { DAY_MS } from "@/lib/time";

const DAYS = 14;
// A forecast further ahead would be meaningless.
const MAX_DAYS = 3650;

/**
 * When an account's credits run out at the rate of the last two weeks. Null when nothing was spent, or when the next
 * refill comes first.
 */
export async function runsOutAt(
  sql: Sql,
  { accountId, available, nextRefillAt }: { accountId: string; available: bigint; nextRefillAt: Date | null },
  now: Date,
): Promise<Date | null> {
  const days = await dailyUsage(sql, { accountId, days: DAYS, timeZone: "UTC" }, now);
  // An account that is three days old has a rate over three days.
  const begun = days.slice(days.findIndex(({ spent }) => spent > 0n));
  const spent = begun.reduce((total, day) => total + day.spent, 0n);
  if (spent === 0n) return null;
  const daysLeft = (Number(available) * begun.length) / Number(spent);
  if (daysLeft > MAX_DAYS) return null;
  const at = new Date(now.getTime() + daysLeft * DAY_MS);
  return nextRefillAt && nextRefillAt <= at ? null : at;
}
