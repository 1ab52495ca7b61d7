import type { Sql } from "@/lib/db";

/** Returns a check whether a spend has this idempotency key: if so, the ledger replays it or refuses the request. */
export function wasSpent(sql: Sql, accountId: string, idempotencyKey: string | null): () => Promise<boolean> {
  return async () => {
    if (idempotencyKey === null) return false;
    const [entry] = await sql<{ found: number }>`
      SELECT 1 AS found
      FROM ledger_entry
      WHERE account_id = ${accountId}::uuid AND idempotency_key = ${idempotencyKey}::text`;
    return entry !== undefined;
  };
}

/** The same for a hold. */
export function wasHeld(sql: Sql, accountId: string, idempotencyKey: string | null): () => Promise<boolean> {
  return async () => {
    if (idempotencyKey === null) return false;
    const [hold] = await sql<{ found: number }>`
      SELECT 1 AS found
      FROM credit_hold
      WHERE account_id = ${accountId}::uuid AND idempotency_key = ${idempotencyKey}::text`;
    return hold !== undefined;
  };
}
