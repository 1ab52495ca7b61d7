import type { Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";

export const SEND_WEBHOOKS_TASK = "send_webhooks";

/** Its jobs run one at a time: one sends to many endpoints at once, and a slow endpoint must not take every worker. */
export const WEBHOOKS_QUEUE = "webhooks";

/** Has the worker send what is due, now or in some milliseconds. */
export async function enqueueSending(sql: Sql, afterMs = 0): Promise<void> {
  await sql`
    SELECT id
    FROM graphile_worker.add_job(
      ${SEND_WEBHOOKS_TASK}::text,
      payload := ${jobOrigin()}::text::json,
      queue_name := ${WEBHOOKS_QUEUE}::text,
      run_at := now() + ${afterMs}::integer * interval '1 millisecond'
    )`;
}

/** The same when something is due that no job was queued for: a retry, or what a process that died has left. */
export async function promptSending(sql: Sql, now: Date): Promise<void> {
  const [found] = await sql<{ some: boolean }>`
    SELECT EXISTS (SELECT FROM webhook_message WHERE prepared_at IS NULL) OR EXISTS (
      SELECT FROM webhook_delivery
      WHERE status = 'PENDING' AND next_attempt_at <= ${now}::timestamptz
        AND (claimed_until IS NULL OR claimed_until < clock_timestamp())) AS "some"`;
  if (found?.some) await enqueueSending(sql);
}
