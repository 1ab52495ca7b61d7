import type { Sql } from "@/lib/db";

/** Whether anybody has ever paid, or begun to. */
export async function hasSales(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ has: boolean }>`
    SELECT EXISTS (SELECT FROM payment)
      OR EXISTS (SELECT FROM subscription WHERE stripe_subscription_id IS NOT NULL) AS has`;
  return row?.has ?? false;
}
