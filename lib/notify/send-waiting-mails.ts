import type { Sql } from "@/lib/db";
import { enqueueMail } from "@/lib/notify/enqueue-mail";

const KEPT_FOR_DAYS = 3;
const BATCH = 500;

/**
 * Queues emails that waited while there was no mail server; call it only when there is one. Emails older than three days
 * would only confuse their readers, so they are given up. Returns how many were queued.
 */
export async function sendWaitingMails(sql: Sql, now: Date): Promise<number> {
  const tooOld = new Date(now.getTime() - KEPT_FOR_DAYS * 86_400_000);
  await sql`
    UPDATE mail SET status = 'FAILED', error = 'No mail server was set up for three days.'
    WHERE status = 'QUEUED' AND attempts = 0 AND created_at < ${tooOld}::timestamptz`;
  const waiting = await sql<{ id: string }>`
    SELECT id FROM mail
    WHERE status = 'QUEUED'
      AND NOT EXISTS (SELECT FROM graphile_worker.jobs WHERE key = 'mail:' || mail.id)
    ORDER BY created_at LIMIT ${BATCH}::integer`;
  for (const { id } of waiting) await enqueueMail(sql, id);
  return waiting.length;
}
