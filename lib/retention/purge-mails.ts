import type { Sql } from "@/lib/db";

/**
 * Removes the address, subject and text of at most `limit` emails written before `before` that were sent or given up, and
 * the mail server's reply, which names the recipient. The row keeps its template and source key, so that the same fact is
 * not emailed twice. Returns how many were purged.
 */
export async function purgeMails(sql: Sql, before: Date, limit: number): Promise<number> {
  const purged = await sql`
    UPDATE mail SET "to" = '', subject = '', html = '', text = '', error = NULL
    WHERE id IN (
      SELECT id FROM mail
      WHERE created_at < ${before}::timestamptz AND status <> 'QUEUED' AND "to" <> ''
      ORDER BY created_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return purged.length;
}
