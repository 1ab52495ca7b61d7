import type { Sql } from "@/lib/db";

/**
 * Makes the movements of MRR of these UTC days again. Each change of what a customer pays in a currency is one movement,
 * from what all their subscriptions came to before it to what they come to after it: so movements sum to the change of MRR.
 */
export async function rollUpMrr(sql: Sql, days: readonly string[]): Promise<void> {
  await sql`
    DELETE FROM metric_mrr USING unnest(${days}::date[]) AS stale (day)
    WHERE at >= day::timestamp AT TIME ZONE 'UTC' AND at < (day + 1)::timestamp AT TIME ZONE 'UTC'`;
  await sql`
    WITH stale AS (
      SELECT day::timestamp AT TIME ZONE 'UTC' AS begins, (day + 1)::timestamp AT TIME ZONE 'UTC' AS ends
      FROM unnest(${days}::date[]) AS stale (day)
    ), customer AS (
      SELECT DISTINCT subscription.user_id
      FROM subscription_change AS change
      JOIN stale ON change.at >= begins AND change.at < ends
      JOIN subscription ON subscription.id = change.subscription_id
    ), step AS (
      SELECT
        user_id,
        change.currency,
        change.at,
        mrr_cents - coalesce(lag(mrr_cents) OVER (PARTITION BY change.subscription_id ORDER BY change.at), 0) AS delta
      FROM customer
      JOIN subscription USING (user_id)
      JOIN subscription_change AS change ON change.subscription_id = subscription.id
    ), moment AS (
      SELECT user_id, currency, at, sum(delta) AS delta FROM step GROUP BY 1, 2, 3
    ), running AS (
      SELECT *, sum(delta) OVER (PARTITION BY user_id, currency ORDER BY at) AS after FROM moment
    ), moved AS (
      SELECT
        *,
        after - delta AS before,
        max(after) OVER (
          PARTITION BY user_id, currency ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS most
      FROM running
    )
    INSERT INTO metric_mrr (at, currency, movement, cents, customers)
    SELECT
      date_bin('15 minutes', at, '2000-01-01'),
      currency,
      (CASE
        WHEN before = 0 AND coalesce(most, 0) > 0 THEN 'REACTIVATION'
        WHEN before = 0 THEN 'NEW'
        WHEN after = 0 THEN 'CHURN'
        WHEN delta > 0 THEN 'EXPANSION'
        ELSE 'CONTRACTION'
      END)::mrr_movement,
      sum(delta),
      count(*)
    FROM moved
    JOIN stale ON at >= begins AND at < ends
    WHERE delta <> 0
    GROUP BY 1, 2, 3`;
}
