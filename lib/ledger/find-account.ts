import type { Sql } from "@/lib/db";

/** A credit account and the number of its last entry. */
export type AccountHead = { id: string; seq: bigint };

/** The user's credit account; null for a user without one. */
export async function findAccount(sql: Sql, userId: string): Promise<AccountHead | null> {
  const [row] = await sql<AccountHead>`
    SELECT id::text, seq FROM credit_account WHERE user_id = ${userId}::uuid`;
  return row ?? null;
}
