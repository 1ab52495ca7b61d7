import { BLANK, type PageWish, pageOf, type RowPage } from "@/lib/analytics/rows/row";
import type { Sql } from "@/lib/db";
import { timeInKeyset } from "@/lib/keyset";

/** Who signed up in a UTC month, "2026-11"; or of them, who paid for a plan at the end of the nth month since. */
export type CohortFilter = { month: string; nth: number | null };

/** The users of a cohort, the newest first. The present month ends now. */
export async function cohortRows(
  sql: Sql,
  { month, nth }: CohortFilter,
  now: Date,
  { after: place, limit }: PageWish,
): Promise<RowPage> {
  const after = place && timeInKeyset(place) ? place : null;
  const rows = await sql<{ id: string; email: string; external_id: string | null; at: Date }>`
    WITH cohort AS (
      SELECT begins, least(begins + make_interval(months => ${nth ?? 0}::integer + 1), ${now}::timestamptz) AS until
      FROM (SELECT (${`${month}-01`}::date)::timestamp AT TIME ZONE 'UTC') AS first (begins)
    )
    SELECT id::text, email, external_id, created_at AS at
    FROM cohort
    JOIN "user" ON created_at >= begins
      AND created_at < least(begins + interval '1 month', ${now}::timestamptz)
    WHERE (${after?.value ?? null}::timestamptz IS NULL
        OR (created_at, id) < (${after?.value ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      AND (${nth}::integer IS NULL OR EXISTS (
        SELECT
        FROM subscription
        CROSS JOIN LATERAL (
          SELECT mrr_cents FROM subscription_change
          WHERE subscription_id = subscription.id AND at < until
          ORDER BY at DESC
          LIMIT 1
        ) AS last
        WHERE subscription.user_id = "user".id AND mrr_cents > 0
      ))
    ORDER BY created_at DESC, id DESC
    LIMIT ${limit + 1}::integer`;
  const page = rows.map(({ id, email, external_id: externalId, at }) => ({
    ...BLANK,
    at,
    userId: id,
    email,
    externalId,
    what: "Signed up",
    place: { value: at.toISOString(), id },
  }));
  return pageOf(page, limit);
}
