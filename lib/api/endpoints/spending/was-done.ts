import type { Sql } from "@/lib/db";
import { isHoldKeyUsed, isSpendKeyUsed } from "@/lib/ledger/used-keys";

/** Returns a check whether a spend has this idempotency key: if so, the ledger replays it or refuses the request. */
export function wasSpent(sql: Sql, accountId: string, idempotencyKey: string | null): () => Promise<boolean> {
  return async () => idempotencyKey !== null && (await isSpendKeyUsed(sql, accountId, idempotencyKey));
}

/** The same for a hold. */
export function wasHeld(sql: Sql, accountId: string, idempotencyKey: string | null): () => Promise<boolean> {
  return async () => idempotencyKey !== null && (await isHoldKeyUsed(sql, accountId, idempotencyKey));
}
