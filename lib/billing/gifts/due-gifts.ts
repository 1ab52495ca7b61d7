import type { Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";

export const SETTLE_GIFT_TASK = "settle_gift";

/**
 * Queues the credits of a redeemed gift to be adjusted to what was returned of its payment. They are in another account than
 * the buyer's, which a transaction of its own settles. Before it is redeemed there is nothing to adjust: redeeming it reads
 * what was returned. The lock on the gift decides which of the two comes first.
 */
export async function queueGiftMoneyBack(sql: Sql, paymentId: string, now: Date): Promise<void> {
  await sql`SELECT FROM gift WHERE payment_id = ${paymentId}::uuid FOR UPDATE`;
  const [redeemed] = await sql<{ id: string }>`
    UPDATE gift SET settle_due_at = least(settle_due_at, ${now}::timestamptz)
    WHERE payment_id = ${paymentId}::uuid AND redeemed_by_id IS NOT NULL
    RETURNING payment_id::text AS id`;
  if (!redeemed) return;
  await sql`
    SELECT id FROM graphile_worker.add_job(
      ${SETTLE_GIFT_TASK}::text,
      payload := (jsonb_build_object('paymentId', ${paymentId}::text) || ${jobOrigin()}::text::jsonb)::json,
      job_key := ${`${SETTLE_GIFT_TASK}:${paymentId}`}::text
    )`;
}

/** The payments of the gifts that are due, oldest first: at most a thousand. */
export async function dueGifts(sql: Sql, now: Date): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    SELECT payment_id::text AS id FROM gift
    WHERE settle_due_at <= ${now}::timestamptz ORDER BY settle_due_at, payment_id LIMIT 1000`;
  return rows.map(({ id }) => id);
}
