import type { RefusedSpend } from "@/lib/billing/refused-spends/types";
import type { Sql } from "@/lib/db";
import { usedKeys } from "@/lib/ledger/used-keys";

/** What of an account waits for credits, newest first; not what an ordinary retry has done since. */
export async function waitingSpends(sql: Sql, userId: string, now: Date): Promise<RefusedSpend[]> {
  const kept = await sql<RefusedSpend>`
    SELECT
      id::text AS id, user_id::text AS "userId", idempotency_key AS "idempotencyKey", verb::text AS verb, request,
      required, actor, refused_at AS "refusedAt", expires_at AS "expiresAt", resumed_at AS "resumedAt", claim
    FROM refused_spend
    WHERE user_id = ${userId}::uuid AND resumed_at IS NULL AND expires_at > ${now}::timestamptz
    ORDER BY refused_at DESC, id DESC`;
  return withoutDone(sql, userId, kept);
}

/** Those whose key no spend or hold has yet. */
export async function withoutDone(sql: Sql, accountId: string, kept: RefusedSpend[]): Promise<RefusedSpend[]> {
  if (kept.length === 0) return [];
  const keysOf = (verb: RefusedSpend["verb"]) =>
    kept.filter((one) => one.verb === verb).map(({ idempotencyKey }) => idempotencyKey);
  const used = await usedKeys(sql, accountId, { spends: keysOf("SPEND"), holds: keysOf("HOLD") });
  return kept.filter(({ verb, idempotencyKey }) => !(verb === "SPEND" ? used.spends : used.holds).has(idempotencyKey));
}

/** One that is kept, whether it waits or went on; with `lock`, nobody else resumes it until the transaction ends. */
export async function findRefused(
  sql: Sql,
  { id, userId, lock }: { id: string; userId: string; lock: boolean },
  now: Date,
): Promise<RefusedSpend | null> {
  const find = lock ? lockedRow : row;
  const found = await find(sql, id, userId);
  return found && found.expiresAt > now ? found : null;
}

async function row(sql: Sql, id: string, userId: string): Promise<RefusedSpend | undefined> {
  const [found] = await sql<RefusedSpend>`
    SELECT
      id::text AS id, user_id::text AS "userId", idempotency_key AS "idempotencyKey", verb::text AS verb, request,
      required, actor, refused_at AS "refusedAt", expires_at AS "expiresAt", resumed_at AS "resumedAt", claim
    FROM refused_spend WHERE id = ${id}::uuid AND user_id = ${userId}::uuid`;
  return found;
}

async function lockedRow(sql: Sql, id: string, userId: string): Promise<RefusedSpend | undefined> {
  const [locked] = await sql<{ id: string }>`
    SELECT id::text AS id FROM refused_spend WHERE id = ${id}::uuid AND user_id = ${userId}::uuid FOR UPDATE`;
  return locked && row(sql, id, userId);
}

/** Gives up one that waits. Returns whether there was one. */
export async function giveUpRefused(sql: Sql, { id, userId }: { id: string; userId: string }): Promise<boolean> {
  const gone = await sql<{ id: string }>`
    DELETE FROM refused_spend
    WHERE id = ${id}::uuid AND user_id = ${userId}::uuid AND resumed_at IS NULL
    RETURNING id::text AS id`;
  return gone.length > 0;
}

/** Deletes all of an account, when the person is deleted. */
export async function forgetRefused(sql: Sql, userId: string): Promise<void> {
  await sql`DELETE FROM refused_spend WHERE user_id = ${userId}::uuid`;
}

/** Deletes those that have waited long enough. Returns how many. */
export async function purgeRefused(sql: Sql, now: Date): Promise<number> {
  const gone = await sql<{ id: string }>`
    DELETE FROM refused_spend WHERE expires_at <= ${now}::timestamptz RETURNING id::text AS id`;
  return gone.length;
}
