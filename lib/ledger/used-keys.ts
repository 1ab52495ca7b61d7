import type { Sql } from "@/lib/db";

/** Whether an entry of the account has this idempotency key. */
export async function isSpendKeyUsed(sql: Sql, accountId: string, idempotencyKey: string): Promise<boolean> {
  const rows = await sql<{ found: number }>`
    SELECT 1 AS found
    FROM ledger_entry
    WHERE account_id = ${accountId}::uuid AND idempotency_key = ${idempotencyKey}::text`;
  return rows.length > 0;
}

/** The same for a hold: holds have keys of their own. */
export async function isHoldKeyUsed(sql: Sql, accountId: string, idempotencyKey: string): Promise<boolean> {
  const rows = await sql<{ found: number }>`
    SELECT 1 AS found
    FROM credit_hold
    WHERE account_id = ${accountId}::uuid AND idempotency_key = ${idempotencyKey}::text`;
  return rows.length > 0;
}
