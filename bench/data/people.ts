import type { Sql } from "@/lib/db";

/**
 * What the list of users shows of people whose accounts are loaded: names, who is verified, locked or in debt, everyone's free
 * plan beside what they pay for, and three sign-ins of each within a year.
 */
export async function loadPeople(sql: Sql): Promise<void> {
  await sql`
    UPDATE "user" SET
      name = 'Person ' || substr(md5(email), 1, 8),
      email_verified = CASE WHEN random() < 0.9 THEN created_at END,
      locked_at = CASE WHEN random() < 0.001 THEN now() END,
      created_at = created_at + random() * interval '365 days'`;
  await sql`
    WITH made AS (
      INSERT INTO plan (id, key, is_free, updated_at) VALUES (gen_random_uuid(), 'bench_free', true, now()) RETURNING id
    ), versioned AS (
      INSERT INTO plan_version (id, plan_id, version, name, credits_per_month)
      SELECT gen_random_uuid(), id, 1, 'Bench free', 100 FROM made RETURNING id
    )
    INSERT INTO subscription (
      id, user_id, plan_version_id, status, anchor_at, current_period_start, created_at, updated_at
    )
    SELECT gen_random_uuid(), "user".id, versioned.id, 'ACTIVE'::subscription_status,
      "user".created_at, "user".created_at, "user".created_at, now()
    FROM "user" CROSS JOIN versioned`;
  await sql`
    INSERT INTO session (id, user_id, method, created_at, last_seen_at, authenticated_at)
    SELECT gen_random_uuid(), id, 'password', at, at, at
    FROM "user"
    CROSS JOIN generate_series(1, 3) AS nth
    CROSS JOIN LATERAL (SELECT now() - random() * interval '365 days' + 0 * nth * length(email) * interval '1 day') AS chosen (at)`;
}
