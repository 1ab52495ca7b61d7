import type { Sql } from "@/lib/db";

/**
 * Cuts the payloads of at most `limit` events that were settled before `before` down to ids, amounts and times. The row
 * stays with its id, type, customer, object and outcome: a second delivery still finds it, and a replay needs no more.
 * Events that still wait keep their payload. Rows that another process holds are left to it. Returns how many were cut.
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
