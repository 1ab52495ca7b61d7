import type { Sql } from "@/lib/db";

/** Adds up the money of these UTC days ("2026-11-24") again, from payments and what went back of them. */
export async function rollUpMoney(sql: Sql, days: readonly string[]): Promise<void> {
  await sql`
    DELETE FROM metric_money USING unnest(${days}::date[]) AS stale (day)
    WHERE at >= day::timestamp AT TIME ZONE 'UTC' AND at < (day + 1)::timestamp AT TIME ZONE 'UTC'`;
  await sql`
    WITH stale AS (
      SELECT day::timestamp AT TIME ZONE 'UTC' AS begins, (day + 1)::timestamp AT TIME ZONE 'UTC' AS ends
      FROM unnest(${days}::date[]) AS stale (day)
    ), fact AS (
      SELECT id AS payment_id, paid_at AS at, 'PAYMENT'::money_fact AS fact, amount_cents AS cents
      FROM payment
      JOIN stale ON paid_at >= begins AND paid_at < ends
      WHERE status NOT IN ('PENDING', 'FAILED')
      UNION ALL
      SELECT id, paid_at, 'FEE', -fee_cents
      FROM payment
      JOIN stale ON paid_at >= begins AND paid_at < ends
      WHERE status NOT IN ('PENDING', 'FAILED') AND fee_cents <> 0
      UNION ALL
      SELECT payment_id, created_at, 'REFUND', -amount_cents
      FROM refund
      JOIN stale ON created_at >= begins AND created_at < ends
      WHERE status NOT IN ('FAILED', 'CANCELED')
      UNION ALL
      -- The bank holds the money from the day it is disputed; a dispute that is won took nothing.
      SELECT payment_id, created_at, 'DISPUTE', -amount_cents
      FROM dispute
      JOIN stale ON created_at >= begins AND created_at < ends
      WHERE status IN ('OPEN', 'LOST')
      UNION ALL
      SELECT payment_id, created_at, 'CREDIT', -out_of_band_cents
      FROM credit_note
      JOIN stale ON created_at >= begins AND created_at < ends
      WHERE status = 'ISSUED' AND out_of_band_cents > 0
    )
    INSERT INTO metric_money (at, currency, kind, item_id, fact, cents, count)
    SELECT
      date_bin('15 minutes', fact.at, '2000-01-01'),
      payment.currency,
      payment.kind,
      CASE payment.kind WHEN 'PACK' THEN coalesce(payment.pack_id::text, '') ELSE coalesce(plan.id::text, '') END,
      fact.fact,
      sum(fact.cents),
      count(*)
    FROM fact
    JOIN payment ON payment.id = fact.payment_id
    LEFT JOIN LATERAL (
      -- The plan that the invoice charges for: of a change, the new one.
      SELECT plan_version_id
      FROM paid_period
      WHERE paid_period.payment_id = payment.id AND NOT is_credit
      ORDER BY end_at DESC, start_at DESC, stripe_line_id
      LIMIT 1
    ) AS charged ON true
    LEFT JOIN subscription ON subscription.id = payment.subscription_id
    LEFT JOIN plan_version ON plan_version.id = coalesce(charged.plan_version_id, subscription.plan_version_id)
    LEFT JOIN plan ON plan.id = plan_version.plan_id
    GROUP BY 1, 2, 3, 4, 5`;
}
