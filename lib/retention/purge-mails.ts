import type { Sql } from "@/lib/db";

/**
 * Removes the address, subject and text of at most `limit` mails that were written before `before` and sent or given up
 * since, with the mail server's words, which name the recipient. The row stays with its template and source key: the
 * same fact is not mailed twice. Returns how many there were.
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
