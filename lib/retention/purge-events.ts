import type { Sql } from "@/lib/db";

/**
 * Reduces the payloads of at most `limit` events settled before `before` to ids, amounts and times. The row keeps its id,
 * type, customer, object and outcome, which is enough to recognize a second delivery and to replay. Waiting events keep
 * their payload, and rows locked by another process are skipped. Returns how many were reduced.
 */
export async function purgeEvents(sql: Sql, before: Date, limit: number): Promise<number> {
  const purged = await sql`
    UPDATE webhook_event SET payload = webhook_event_scrubbed_payload(payload)
    WHERE id IN (
      SELECT id FROM webhook_event
      WHERE processed_at < ${before}::timestamptz AND NOT payload ? 'scrubbed'
      ORDER BY processed_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return purged.length;
}

/**
 * Deletes at most `limit` attempts made before `before` for events that are settled: what an error said may contain an
 * address. The event keeps its last outcome. Returns how many were deleted.
 */
export async function purgeAttempts(sql: Sql, before: Date, limit: number): Promise<number> {
  const purged = await sql`
    DELETE FROM webhook_attempt WHERE id IN (
      SELECT attempt.id FROM webhook_attempt attempt
      JOIN webhook_event event ON event.id = attempt.event_id
      WHERE attempt.at < ${before}::timestamptz AND event.processed_at IS NOT NULL
      ORDER BY attempt.at LIMIT ${limit}::int FOR UPDATE OF attempt SKIP LOCKED)
    RETURNING id`;
  return purged.length;
}
