import type { Sql } from "@/lib/db";

/**
 * Deletes at most `limit` outgoing webhooks made ready before `before`, with their deliveries and attempts, unless one still waits. Returns
 * how many were deleted. Those of caps are kept for the longest window at least, as they keep a cap from being announced twice in it.
 */
export async function purgeWebhooks(sql: Sql, before: Date, now: Date, limit: number): Promise<number> {
  const purged = await sql`
    DELETE FROM webhook_message WHERE id IN (
      SELECT id FROM webhook_message AS message
      WHERE prepared_at < ${before}::timestamptz
        AND (type <> 'budget.reached' OR prepared_at < ${now}::timestamptz - interval '32 days')
        AND NOT EXISTS (
          SELECT FROM webhook_delivery WHERE message_id = message.id AND status = 'PENDING')
      ORDER BY created_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return purged.length;
}
