import { hot, type Sql } from "@/lib/db";

/**
 * Locks the account until the open transaction ends, so that what is read from it stays true: for check-then-grant. Every
 * ledger verb takes this same lock itself. Lock several accounts in the order of their ids.
 */
export async function lockAccount(sql: Sql, accountId: string): Promise<void> {
  const rows = await hot(sql)<{ id: string }>`
    SELECT id::text FROM credit_account WHERE id = ${accountId}::uuid FOR UPDATE`;
  if (rows.length === 0) throw new Error(`There is no credit account ${accountId}.`);
}
