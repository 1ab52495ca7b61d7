import type { Sql } from "@/lib/db";

/**
 * A year of business for accounts that are loaded: a fifth of the users pay for a plan since some day of the year, and a third
 * of those left again; each paid once a month, one in fifty was refunded, and one in ten of all users bought a pack.
 */
export async function loadBusiness(sql: Sql): Promise<void> {
  await sql`
    WITH made AS (
      INSERT INTO plan (id, key, updated_at) VALUES (gen_random_uuid(), 'bench', now()) RETURNING id
    )
    INSERT INTO plan_version (id, plan_id, version, name, credits_per_month)
    SELECT gen_random_uuid(), id, 1, 'Bench', 1000 FROM made`;
  await sql`
    INSERT INTO subscription (
      id, user_id, plan_version_id, stripe_subscription_id, status, anchor_at, current_period_start, created_at, updated_at
    )
    SELECT gen_random_uuid(), "user".id, plan_version.id, "user".id::text,
      CASE WHEN random() < 0.33 THEN 'CANCELED' ELSE 'ACTIVE' END::subscription_status, begins, begins, begins, now()
    FROM "user"
    JOIN plan_version ON plan_version.name = 'Bench'
    CROSS JOIN LATERAL (SELECT now() - random() * interval '365 days' + 0 * length("user".email) * interval '1 day') AS chosen (begins)
    WHERE random() < 0.2`;
  await sql`
    INSERT INTO subscription_change (subscription_id, at, status, plan_version_id, quantity, interval, currency, mrr_cents)
    SELECT id, anchor_at, 'ACTIVE'::subscription_status, plan_version_id, 1, 'MONTH'::billing_interval, 'usd', 1900 FROM subscription
    UNION ALL
    SELECT id, anchor_at + (now() - anchor_at) * 0.7, 'CANCELED', plan_version_id, 1, 'MONTH', 'usd', 0
    FROM subscription WHERE status = 'CANCELED'`;
  await sql`
    INSERT INTO payment (
      id, user_id, kind, status, description, amount_cents, currency, fee_cents, subscription_id, paid_at, created_at, updated_at
    )
    SELECT gen_random_uuid(), user_id, 'SUBSCRIPTION'::payment_kind, 'SUCCEEDED'::payment_status, 'Bench', 1900, 'usd', 85, id, at, at, at
    FROM subscription
    CROSS JOIN generate_series(anchor_at, now(), interval '1 month') AS months (at)
    UNION ALL
    SELECT gen_random_uuid(), id, 'PACK', 'SUCCEEDED', 'A pack', 6000, 'usd', 204, NULL, at, at, at
    FROM "user"
    CROSS JOIN LATERAL (SELECT now() - random() * interval '365 days' + 0 * length("user".email) * interval '1 day') AS chosen (at)
    WHERE random() < 0.1`;
  await sql`
    INSERT INTO refund (id, payment_id, stripe_refund_id, status, amount_cents, currency, created_at)
    SELECT gen_random_uuid(), id, id::text, 'SUCCEEDED', 500, 'usd', paid_at + interval '1 hour'
    FROM payment WHERE random() < 0.02`;
}
