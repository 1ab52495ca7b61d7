import type { Sql } from "@/lib/db";

/**
 * Plans for people whose accounts are loaded, all due at `at`: the free one for three of four, and for the others one that
 * is paid for a year from then on. The catalogue is loaded.
 */
export async function loadSubscribers(sql: Sql, at: Date): Promise<void> {
  await sql`UPDATE "user" SET email_verified = created_at`;
  await sql`
    INSERT INTO subscription (
      id, user_id, plan_version_id, status, anchor_at, current_period_start, next_refill_at, created_at, updated_at
    )
    SELECT gen_random_uuid(), "user".id, version.id, 'ACTIVE', at, at, at, at, at
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS nth FROM "user") AS "user"
    CROSS JOIN (
      SELECT version.id FROM plan_version AS version
      JOIN plan ON plan.id = version.plan_id AND plan.current_version = version.version
      WHERE plan.is_free
    ) AS version
    CROSS JOIN (SELECT ${at}::timestamptz) AS starts (at)
    WHERE nth % 4 <> 0`;
  await sql`
    INSERT INTO subscription (
      id, user_id, plan_version_id, price_id, stripe_subscription_id, status, anchor_at, current_period_start,
      current_period_end, paid_through, next_refill_at, created_at, updated_at
    )
    SELECT gen_random_uuid(), "user".id, sold.plan_version_id, sold.id, 'sub_' || "user".id, 'ACTIVE', at, at,
      at + interval '1 year', at + interval '1 year', at, at, at
    FROM "user"
    CROSS JOIN (SELECT id, plan_version_id FROM price WHERE interval = 'YEAR' ORDER BY amount_cents LIMIT 1) AS sold
    CROSS JOIN (SELECT ${at}::timestamptz) AS starts (at)
    WHERE NOT EXISTS (SELECT FROM subscription WHERE user_id = "user".id)`;
  await sql`
    INSERT INTO payment (
      id, user_id, kind, origin, status, description, amount_cents, currency, subscription_id, stripe_invoice_id, paid_at,
      created_at, updated_at
    )
    SELECT gen_random_uuid(), subscription.user_id, 'SUBSCRIPTION', 'INVOICE', 'SUCCEEDED', 'A year', price.amount_cents,
      price.currency, subscription.id, 'in_' || subscription.id, anchor_at, anchor_at, anchor_at
    FROM subscription JOIN price ON price.id = subscription.price_id`;
  await sql`
    INSERT INTO paid_period (
      id, subscription_id, plan_version_id, stripe_invoice_id, stripe_line_id, payment_id, start_at, end_at, anchor_at,
      paid_at, created_at
    )
    SELECT gen_random_uuid(), subscription.id, plan_version_id, payment.stripe_invoice_id, 'il_' || subscription.id,
      payment.id, anchor_at, current_period_end, anchor_at, anchor_at, anchor_at
    FROM subscription JOIN payment ON payment.subscription_id = subscription.id`;
  await sql`ANALYZE`;
}
