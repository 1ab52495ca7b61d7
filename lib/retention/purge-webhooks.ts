import type { Sql } from "@/lib/db";

/**
 * Deletes at most `limit` outgoing webhooks made before `before`, with their deliveries and attempts, unless one still waits. Returns
 * how many were deleted.
 */
export async function purgeWebhooks(sql: Sql, before: Date, limit: number): Promise<number> {
  const purged = await sql`
    DELETE FROM webhook_message WHERE id IN (
      SELECT id FROM webhook_message AS message
      WHERE created_at < ${before}::timestamptz AND prepared_at IS NOT NULL
        AND NOT EXISTS (
          SELECT FROM webhook_delivery WHERE message_id = message.id AND status = 'PENDING')
      ORDER BY created_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return purged.length;
}
