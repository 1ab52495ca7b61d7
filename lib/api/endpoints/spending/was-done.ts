import type { Sql } from "@/lib/db";
import { isHoldKeyUsed, isSpendKeyUsed } from "@/lib/ledger/used-keys";

/** Asks whether something was spent under this idempotency key, so that the ledger can only answer it again or refuse. */
export function wasSpent(sql: Sql, accountId: string, idempotencyKey: string | null): () => Promise<boolean> {
  return async () => idempotencyKey !== null && (await isSpendKeyUsed(sql, accountId, idempotencyKey));
}

/** The same of a hold: their keys are their own. */
export function wasHeld(sql: Sql, accountId: string, idempotencyKey: string | null): () => Promise<boolean> {
  return async () => idempotencyKey !== null && (await isHoldKeyUsed(sql, accountId, idempotencyKey));
}
