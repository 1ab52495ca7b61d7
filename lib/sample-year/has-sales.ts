import type { Sql } from "@/lib/db";

/** Whether several people have ever paid, or begun to. One may be the demo's own account, which has a month of use. */
export async function hasSales(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ has: boolean }>`
    SELECT count(DISTINCT user_id) > 1 AS has
    FROM (
      SELECT user_id FROM payment
      UNION ALL SELECT user_id FROM subscription WHERE stripe_subscription_id IS NOT NULL
    ) AS sold`;
  return row?.has ?? false;
}
