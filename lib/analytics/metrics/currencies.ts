import type { Sql } from "@/lib/db";
import { DEFAULT_CURRENCY } from "@/lib/format/currencies";

export type Currencies = { currency: string; currencies: string[] };

/**
 * The currencies that money was ever taken in, or that subscriptions pay in, the one with the most payments first; and
 * which of them to show: the one that is asked for, otherwise the first, and the default while no money was taken.
 */
export async function findCurrency(sql: Sql, asked: string | undefined): Promise<Currencies> {
  const rows = await sql<{ currency: string }>`
    SELECT currency
    FROM (
      SELECT currency, count FROM metric_money_day WHERE fact = 'PAYMENT'
      UNION ALL
      SELECT currency, 0 FROM metric_mrr_day
    ) AS used
    GROUP BY currency
    ORDER BY sum(count) DESC, currency`;
  const currencies = rows.map(({ currency }) => currency);
  return { currencies, currency: currencies.find((one) => one === asked) ?? currencies[0] ?? DEFAULT_CURRENCY };
}
