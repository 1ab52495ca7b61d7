import type { Sql } from "@/lib/db";

/**
 * Whether a balance can grow by this many credits within MAX_BALANCE. For checks before a sale; the grant checks again
 * under the account's lock.
 */
export async function hasRoom(sql: Sql, userId: string, credits: bigint): Promise<boolean> {
  const [row] = await sql<{ room: boolean }>`
    SELECT ledger_has_room(credit_account, ${credits}::bigint) AS room FROM credit_account WHERE id = ${userId}::uuid`;
  return row?.room ?? true;
}
