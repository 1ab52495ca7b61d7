import type { Sql } from "@/lib/db";

export type DayOfUsage = {
  /** The calendar day in the asked time zone, such as "2026-11-24". */
  day: string;
  /** Credits spent, less what was given back for failed work. */
  spent: bigint;
};

/**
 * What an account spent on each of the last `days` calendar days, today included, oldest first; days without use are
 * there with 0. `timeZone` is an IANA name and decides where a day begins.
 */
export async function dailyUsage(
  sql: Sql,
  { accountId, days, timeZone }: { accountId: string; days: number; timeZone: string },
  now: Date,
): Promise<DayOfUsage[]> {
  return sql<DayOfUsage>`
    WITH calendar AS (
      SELECT ((${now}::timestamptz AT TIME ZONE ${timeZone}::text)::date - offset_days) AS day
      FROM generate_series(0, ${days}::integer - 1) AS offset_days
    )
    SELECT to_char(calendar.day, 'YYYY-MM-DD') AS day, greatest(0, -coalesce(sum(entry.amount), 0))::bigint AS spent
    FROM calendar
    LEFT JOIN ledger_entry AS entry
      ON entry.account_id = ${accountId}::uuid
      AND entry.type IN ('USAGE', 'REVERSAL')
      AND entry.created_at >= calendar.day::timestamp AT TIME ZONE ${timeZone}::text
      AND entry.created_at < (calendar.day + 1)::timestamp AT TIME ZONE ${timeZone}::text
    GROUP BY calendar.day
    ORDER BY calendar.day`;
}
