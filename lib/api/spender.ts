import { actorOf, type Principal } from "@/lib/api/principal";
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
  const [spend] = await sql<{ actor: string }>`
    SELECT actor
    FROM ledger_entry
    WHERE account_id = ${accountId}::uuid
      AND (seq = ${"seq" in of ? of.seq : null}::bigint
        OR idempotency_key = ${"seq" in of ? null : of.idempotencyKey}::text)`;
  return spend !== undefined && isOwn(sql, principal, spend.actor);
}

/**
 * Whether a caller may capture or release this hold of their account, by the same rule: what the app set aside for work
 * that it is doing has to be there when the work is done. Everyone may look at what is held of theirs.
 */
export async function mayEndHold(sql: Sql, principal: Principal, accountId: string, holdId: string): Promise<boolean> {
  if (principal.key?.service) return true;
  const [hold] = await sql<{ actor: string }>`
    SELECT actor FROM credit_hold WHERE account_id = ${accountId}::uuid AND id = ${holdId}::uuid`;
  return hold !== undefined && isOwn(sql, principal, hold.actor);
}

/** Whether it was the caller, as themselves or by a key of theirs. */
async function isOwn(sql: Sql, principal: Principal, actor: string): Promise<boolean> {
  if (actor === actorOf(principal) || actor === `user:${principal.userId}`) return true;
  const [key] = await sql<{ found: number }>`
    SELECT 1 AS found
    FROM api_key
    WHERE user_id = ${principal.userId}::uuid AND NOT service AND ${actor}::text = 'key:' || id`;
  return key !== undefined;
}
