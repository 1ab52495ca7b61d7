import type { Sql } from "@/lib/db";

/**
 * Whether a balance can grow by this many credits within MAX_BALANCE. For checks before a sale; the grant checks again
 * under the account's lock.
 */
export async function hasRoom(sql: Sql, userId: string, credits: bigint): Promise<boolean> {
  const [row] = await sql<{ room: boolean }>`
    SELECT ${credits}::bigint <= 0 OR balance + debt + ${credits}::bigint <= ledger_max_balance() AS room
    FROM credit_account WHERE id = ${userId}::uuid`;
  return row?.room ?? true;
}
