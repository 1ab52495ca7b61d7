import type { Sql } from "@/lib/db";

/** Asks whether something was spent under this idempotency key, so that the ledger can only answer it again or refuse. */
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

/** The same of a hold: their keys are their own. */
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
