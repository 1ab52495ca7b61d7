import type { Sql } from "@/lib/db";

/**
 * Holds the account until the open transaction ends, so that what is read from it stays true until then: for
 * check-then-grant. Every ledger verb takes this same lock itself. Whoever locks several accounts sorts their ids first.
 */
export async function lockAccount(sql: Sql, accountId: string): Promise<void> {
  const rows = await sql<{ id: string }>`
    SELECT id::text FROM credit_account WHERE id = ${accountId}::uuid FOR UPDATE`;
  if (rows.length === 0) throw new Error(`There is no credit account ${accountId}.`);
}
