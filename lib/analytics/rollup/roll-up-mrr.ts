import type { Sql } from "@/lib/db";

/** Makes the movements of MRR of these UTC days again. They sum to the change of MRR. */
export async function rollUpMrr(sql: Sql, days: readonly string[]): Promise<void> {
  await sql`
    DELETE FROM metric_mrr USING unnest(${days}::date[]) AS stale (day)
    WHERE at >= day::timestamp AT TIME ZONE 'UTC' AND at < (day + 1)::timestamp AT TIME ZONE 'UTC'`;
  await sql`DELETE FROM metric_mrr_day WHERE day = ANY (${days}::date[])`;
  await sql`
    WITH added AS (
      INSERT INTO metric_mrr (at, currency, movement, cents, customers)
      SELECT date_bin('15 minutes', at, '2000-01-01'), currency, movement, sum(cents), count(*)
      FROM unnest(${days}::date[]) AS stale (day)
      CROSS JOIN LATERAL metric_mrr_moves(
        day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC'
      )
      GROUP BY 1, 2, 3
      RETURNING *
    )
    INSERT INTO metric_mrr_day (day, currency, movement, cents, customers)
    SELECT (at AT TIME ZONE 'UTC')::date, currency, movement, sum(cents), sum(customers)
    FROM added
    GROUP BY 1, 2, 3`;
}
