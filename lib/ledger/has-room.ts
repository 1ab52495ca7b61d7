import type { Sql } from "@/lib/db";

/**
 * Whether somebody's balance can take so many credits more and still be told exactly: see MAX_BALANCE. For questions
 * before a sale; a grant asks again, under the account's lock.
 */
export async function hasRoom(sql: Sql, userId: string, credits: bigint): Promise<boolean> {
  const [row] = await sql<{ room: boolean }>`
    SELECT ledger_has_room(credit_account, ${credits}::bigint) AS room FROM credit_account WHERE user_id = ${userId}::uuid`;
  return row?.room ?? true;
}
