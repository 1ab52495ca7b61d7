import type { Sql } from "@/lib/db";

/** The currencies that money was ever taken in, or that subscriptions pay in; the one with the most payments first. */
export async function currenciesInUse(sql: Sql): Promise<string[]> {
  const rows = await sql<{ currency: string }>`
    SELECT currency
    FROM (
      SELECT currency, count FROM metric_money WHERE fact = 'PAYMENT'
      UNION ALL
      SELECT currency, 0 FROM metric_mrr
    ) AS used
    GROUP BY currency
    ORDER BY sum(count) DESC, currency`;
  return rows.map(({ currency }) => currency);
}
