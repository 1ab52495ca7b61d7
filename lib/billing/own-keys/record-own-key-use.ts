import type { Sql } from "@/lib/db";

/** Work with the customer's own key at the provider. */
export type OwnKeyUse = {
  userId: string;
  /** As the ledger stores it. */
  idempotencyKey: string;
  /** Quantities as decimal text, in the order of their meters. */
  items: { meter: string; quantity: string }[];
  subject: string | null;
  model: string | null;
  project: string | null;
  run: string | null;
  tags: string[];
};

export type OwnKeyRecord =
  | { ok: true; usedAt: Date; replayed: boolean }
  | { ok: false; reason: "idempotency_key_reused" };

/**
 * Counts work that costs no credits: neither the balance nor the history changes. The same key counts once, and with
 * other work it is refused.
 */
export async function recordOwnKeyUse(sql: Sql, use: OwnKeyUse, now: Date): Promise<OwnKeyRecord> {
  const { userId, idempotencyKey, subject, model, project, run } = use;
  const items = JSON.stringify(use.items);
  const tags = JSON.stringify(use.tags);
  const [made] = await sql<{ usedAt: Date }>`
    INSERT INTO own_key_use (user_id, idempotency_key, items, subject, model, project, run, tags, used_at)
    VALUES (
      ${userId}::uuid, ${idempotencyKey}::text, ${items}::text::jsonb, ${subject}::text, ${model}::text,
      ${project}::text, ${run}::text, ${tags}::text::jsonb, ${now}::timestamptz
    )
    ON CONFLICT (user_id, idempotency_key) DO NOTHING
    RETURNING used_at AS "usedAt"`;
  if (made) return { ok: true, usedAt: made.usedAt, replayed: false };
  const [same] = await sql<{ usedAt: Date }>`
    SELECT used_at AS "usedAt" FROM own_key_use
    WHERE user_id = ${userId}::uuid AND idempotency_key = ${idempotencyKey}::text
      AND items = ${items}::text::jsonb AND tags = ${tags}::text::jsonb
      AND (subject, model, project, run)
        IS NOT DISTINCT FROM (${subject}::text, ${model}::text, ${project}::text, ${run}::text)`;
  return same ? { ok: true, usedAt: same.usedAt, replayed: true } : { ok: false, reason: "idempotency_key_reused" };
}
