import type { Sql } from "@/lib/db";

/** Who signed up in a month, and how many of them paid for a plan at the end of that month and of each one since. */
export type Cohort = {
  /** "2026-11", UTC. */
  month: string;
  users: number;
  /** The first is the month of sign-up; the last is the present month, as of now. */
  paying: number[];
};

const MONTHS = 12;

/** The cohorts of the last twelve months, oldest first. */
export async function cohorts(sql: Sql, now: Date): Promise<Cohort[]> {
  const rows = await sql<{ month: string; users: bigint; paying: number[] | null }>`
    WITH month AS (
      SELECT begins, least(begins + interval '1 month', ${now}::timestamptz) AS ends
      FROM generate_series(
        date_trunc('month', ${now}::timestamptz) - make_interval(months => ${MONTHS - 1}::integer),
        date_trunc('month', ${now}::timestamptz),
        interval '1 month'
      ) AS months (begins)
    ), member AS (
      SELECT id, date_trunc('month', created_at) AS joined
      FROM "user"
      WHERE created_at >= (SELECT min(begins) FROM month) AND created_at < ${now}::timestamptz
    ), paid AS (
      SELECT
        user_id,
        mrr_cents,
        at,
        lead(at) OVER (PARTITION BY subscription_id ORDER BY at) AS until
      FROM subscription_change
      JOIN subscription ON subscription.id = subscription_id
    ), counted AS (
      SELECT joined, begins, count(DISTINCT paid.user_id) AS paying
      FROM member
      JOIN paid ON paid.user_id = member.id AND mrr_cents > 0
      JOIN month ON begins >= joined AND at < ends AND (until IS NULL OR until >= ends)
      GROUP BY 1, 2
    )
    SELECT
      to_char(cohort.begins, 'YYYY-MM') AS month,
      (SELECT count(*) FROM member WHERE joined = cohort.begins) AS users,
      array_agg(coalesce(paying, 0)::integer ORDER BY later.begins) AS paying
    FROM month AS cohort
    JOIN month AS later ON later.begins >= cohort.begins
    LEFT JOIN counted ON counted.joined = cohort.begins AND counted.begins = later.begins
    GROUP BY cohort.begins
    ORDER BY cohort.begins`;
  return rows.map(({ month, users, paying }) => ({ month, users: Number(users), paying: paying ?? [] }));
}
