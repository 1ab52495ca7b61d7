import { v7 as newId } from "uuid";
import { KEPT_MS, MAX_KEPT, type RefusedRequest, type RefusedVerb } from "@/lib/billing/refused-spends/types";
import type { Sql } from "@/lib/db";
import { log } from "@/lib/log";

export type NewRefusal = {
  userId: string;
  /** As the ledger stores it. */
  idempotencyKey: string;
  verb: RefusedVerb;
  request: RefusedRequest;
  /** Credits. */
  required: bigint;
  actor: string;
};

/**
 * Keeps a spend or hold that was just refused for want of credits, for KEPT_MS, and the newest MAX_KEPT of the account. The same key
 * keeps its row. Returns null if it could not be kept, which the log says: the refusal is answered all the same.
 */
export async function recordRefused(
  sql: Sql,
  refusal: NewRefusal,
  now: Date,
): Promise<{ id: string; expiresAt: Date } | null> {
  const { userId, idempotencyKey, verb, request, required, actor } = refusal;
  try {
    const [kept] = await sql<{ id: string; expiresAt: Date }>`
      WITH surplus AS (
        DELETE FROM refused_spend WHERE id IN (
          SELECT id FROM refused_spend
          WHERE user_id = ${userId}::uuid AND idempotency_key <> ${idempotencyKey}::text
          ORDER BY refused_at DESC, id DESC
          OFFSET ${MAX_KEPT - 1}::integer
          FOR UPDATE SKIP LOCKED
        )
      )
      INSERT INTO refused_spend AS kept (
        id, user_id, idempotency_key, verb, request, required, actor, refused_at, expires_at
      )
      VALUES (
        ${newId()}::uuid, ${userId}::uuid, ${idempotencyKey}::text, ${verb}::refused_verb,
        ${JSON.stringify(request)}::text::jsonb, ${required}::bigint, ${actor}::text, ${now}::timestamptz,
        ${new Date(now.getTime() + KEPT_MS)}::timestamptz
      )
      ON CONFLICT (user_id, idempotency_key) DO UPDATE SET
        verb = excluded.verb, request = excluded.request, required = excluded.required, actor = excluded.actor,
        refused_at = excluded.refused_at, expires_at = excluded.expires_at
      -- What went on meanwhile stays as it was claimed.
      WHERE kept.resumed_at IS NULL
      RETURNING id::text AS id, expires_at AS "expiresAt"`;
    return kept ?? null;
  } catch (error) {
    log.warn({ err: error, user: userId }, "a refused spend was not kept");
    return null;
  }
}
