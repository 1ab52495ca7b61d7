import type { Sql } from "@/lib/db";

/** Whether a user has ever paid for a plan or a pack, even if it was refunded. */
export async function hasPaid(sql: Sql, userId: string): Promise<boolean> {
  const [row] = await sql<{ paid: boolean }>`
    SELECT EXISTS (
      SELECT FROM payment WHERE user_id = ${userId}::uuid AND status NOT IN ('PENDING', 'FAILED')
    ) AS paid`;
  return row?.paid ?? false;
}
