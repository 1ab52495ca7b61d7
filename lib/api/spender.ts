import type { Principal } from "@/lib/api/principal";
import type { Sql } from "@/lib/db";

/**
 * Whether a caller may give back this spend of their account. A service key may give back any. Everyone else only what
 * they spent themselves or by a key of their own: work that the app charged for is not theirs to have for nothing.
 */
export async function maySpendBack(
  sql: Sql,
  principal: Principal,
  accountId: string,
  of: { seq: bigint } | { idempotencyKey: string },
): Promise<boolean> {
  if (principal.key?.service) return true;
  const [own] = await sql<{ found: number }>`
    SELECT 1 AS found
    FROM ledger_entry AS entry
    WHERE entry.account_id = ${accountId}::uuid
      AND (entry.seq = ${"seq" in of ? of.seq : null}::bigint
        OR entry.idempotency_key = ${"seq" in of ? null : of.idempotencyKey}::text)
      AND (
        entry.actor = ${`user:${principal.userId}`}::text
        OR EXISTS (
          SELECT FROM api_key AS key
          WHERE key.user_id = ${principal.userId}::uuid AND NOT key.service AND entry.actor = 'key:' || key.id
        )
      )`;
  return own !== undefined;
}
