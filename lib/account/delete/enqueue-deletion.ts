import type { Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";

export const DELETE_ACCOUNT_TASK = "delete_account";

/** Queues the deletion of an account. Queuing it again before it ran has no further effect. */
export async function enqueueDeletion(sql: Sql, userId: string): Promise<void> {
  await sql`
    SELECT id FROM graphile_worker.add_job(
      ${DELETE_ACCOUNT_TASK}::text,
      payload := (jsonb_build_object('userId', ${userId}::text) || ${jobOrigin()}::text::jsonb)::json,
      job_key := ${`${DELETE_ACCOUNT_TASK}:${userId}`}::text,
      job_key_mode := 'preserve_run_at'
    )`;
}

/** Queues every unfinished deletion that has no job, for example after a long Stripe outage. Returns how many. */
export async function requeueDeletions(sql: Sql): Promise<number> {
  const waiting = await sql<{ userId: string }>`
    SELECT user_id AS "userId" FROM account_deletion
    WHERE finished_at IS NULL
      AND NOT EXISTS (
        SELECT FROM graphile_worker.jobs
        WHERE key = ${`${DELETE_ACCOUNT_TASK}:`}::text || account_deletion.user_id AND attempts < max_attempts)`;
  for (const { userId } of waiting) await enqueueDeletion(sql, userId);
  return waiting.length;
}
