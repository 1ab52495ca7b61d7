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

/** Which of these idempotency keys the account's spends or holds have, each in its own verb. */
export async function usedKeys(
  sql: Sql,
  accountId: string,
  keys: { spends: readonly string[]; holds: readonly string[] },
): Promise<{ spends: Set<string>; holds: Set<string> }> {
  const spends = await sql<{ key: string }>`
    SELECT idempotency_key AS key
    FROM ledger_entry
    WHERE account_id = ${accountId}::uuid AND idempotency_key = ANY(${[...keys.spends]}::text[])`;
  const holds = await sql<{ key: string }>`
    SELECT idempotency_key AS key
    FROM credit_hold
    WHERE account_id = ${accountId}::uuid AND idempotency_key = ANY(${[...keys.holds]}::text[])`;
  return { spends: new Set(spends.map(({ key }) => key)), holds: new Set(holds.map(({ key }) => key)) };
}
