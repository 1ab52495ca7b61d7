import type { Sql } from "@/lib/db";

/** Adds up the money of these UTC days ("2026-11-24") again, from payments and what went back of them. */
export async function rollUpMoney(sql: Sql, days: readonly string[]): Promise<void> {
  await sql`
    DELETE FROM metric_money USING unnest(${days}::date[]) AS stale (day)
    WHERE at >= day::timestamp AT TIME ZONE 'UTC' AND at < (day + 1)::timestamp AT TIME ZONE 'UTC'`;
  await sql`DELETE FROM metric_money_day WHERE day = ANY (${days}::date[])`;
  await sql`
    WITH added AS (
      INSERT INTO metric_money (at, currency, kind, item_id, fact, cents, count)
      SELECT date_bin('15 minutes', at, '2000-01-01'), currency, kind, item_id, fact, sum(cents), count(*)
      FROM unnest(${days}::date[]) AS stale (day)
      CROSS JOIN LATERAL metric_money_facts(
        day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC'
      )
      GROUP BY 1, 2, 3, 4, 5
      RETURNING *
    )
    INSERT INTO metric_money_day (day, currency, kind, item_id, fact, cents, count)
    SELECT (at AT TIME ZONE 'UTC')::date, currency, kind, item_id, fact, sum(cents), sum(count)
    FROM added
    GROUP BY 1, 2, 3, 4, 5`;
}
