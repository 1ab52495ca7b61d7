import { addDays, dayOf, dayStarts, daysBetween } from "@/lib/analytics/calendar";
import type { Sql } from "@/lib/db";

export type DayOfUsage = {
  /** The calendar day in the requested time zone, such as "2026-11-24". */
  day: string;
  /** Credits spent, minus refunds for failed work. */
  spent: bigint;
};

/**
 * An account's spend on each of the last `days` calendar days including today, oldest first; days without spend are 0.
 * `timeZone` is an IANA name and determines where a day starts.
 */
export async function dailyUsage(
  sql: Sql,
  { accountId, days, timeZone }: { accountId: string; days: number; timeZone: string },
  now: Date,
): Promise<DayOfUsage[]> {
  const today = dayOf(now, timeZone);
  return usageByDay(sql, { accountId, first: addDays(today, 1 - days), last: today, timeZone });
}

/** A range of calendar days in a time zone, both inclusive. */
export type Days = { accountId: string; first: string; last: string; timeZone: string };

/** An account's spend on each of these days, as in `dailyUsage`. */
export async function usageByDay(sql: Sql, { accountId, first, last, timeZone }: Days): Promise<DayOfUsage[]> {
  const length = daysBetween(first, last) + 1;
  const days = Array.from({ length }, (_, index) => addDays(first, index));
  const starts = dayStarts(first, length + 1, timeZone);
  const rows = await sql<{ day: string; spent: string }>`
    WITH spending AS (
      SELECT width_bucket(created_at, ${starts}::timestamptz[]) AS day_number, -sum(amount) AS spent
      FROM ledger_entry
      WHERE account_id = ${accountId}::uuid
        AND type IN ('USAGE', 'REVERSAL')
        AND created_at >= ${starts[0] ?? null}::timestamptz
        AND created_at < ${starts[length] ?? null}::timestamptz
      GROUP BY 1
    )
    SELECT calendar.day, greatest(0, coalesce(spending.spent, 0))::text AS spent
    FROM unnest(${days}::text[]) WITH ORDINALITY AS calendar (day, number)
    LEFT JOIN spending ON spending.day_number = calendar.number
    ORDER BY calendar.number`;
  return rows.map(({ day, spent }) => ({ day, spent: BigInt(spent) }));
}
