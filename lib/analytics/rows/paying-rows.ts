import { BLANK, type PageWish, pageOf, type RowPage } from "@/lib/analytics/rows/row";
import type { Sql } from "@/lib/db";

type Paying = {
  user_id: string;
  email: string;
  external_id: string | null;
  since: Date;
  cents: bigint;
  plans: string;
};

/** Customers with what they pay per month in a currency right before a moment: they add up to MRR. */
export async function payingRows(
  sql: Sql,
  { currency, to }: { currency: string; to: Date },
  { after, limit }: PageWish,
): Promise<RowPage> {
  const rows = await sql<Paying>`
    WITH paying AS (
      SELECT
        subscription.user_id,
        min(last.at) AS since,
        sum(last.mrr_cents)::bigint AS cents,
        string_agg(
          DISTINCT version.name || CASE last.interval WHEN 'YEAR' THEN ', yearly' ELSE '' END, '; '
        ) AS plans
      FROM subscription
      CROSS JOIN LATERAL (
        SELECT at, mrr_cents, currency, interval, plan_version_id
        FROM subscription_change
        WHERE subscription_id = subscription.id AND at < ${to}::timestamptz
        ORDER BY at DESC
        LIMIT 1
      ) AS last
      JOIN plan_version AS version ON version.id = last.plan_version_id
      WHERE last.mrr_cents > 0
        AND last.currency = ${currency}::text
        AND (${after?.id ?? null}::uuid IS NULL OR subscription.user_id > ${after?.id ?? null}::uuid)
      GROUP BY subscription.user_id
      ORDER BY subscription.user_id
      LIMIT ${limit + 1}::integer
    )
    SELECT user_id::text, email, external_id, since, cents, plans FROM paying JOIN "user" ON "user".id = user_id ORDER BY user_id`;
  const page = rows.map(({ user_id: userId, email, external_id: externalId, since, cents, plans }) => ({
    ...BLANK,
    at: since,
    userId,
    email,
    externalId,
    what: plans,
    money: [{ cents, currency }],
    place: { value: "", id: userId },
  }));
  return pageOf(page, limit);
}
