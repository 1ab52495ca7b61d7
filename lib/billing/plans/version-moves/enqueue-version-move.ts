import type { Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";

export const VERSION_MOVE_TASK = "move_version";

/** Queues the next batch of a move. Queuing it again before it ran has no further effect. */
export async function enqueueVersionMove(sql: Sql, moveId: string): Promise<void> {
  await sql`
    SELECT id FROM graphile_worker.add_job(
      ${VERSION_MOVE_TASK}::text,
      payload := (jsonb_build_object('moveId', ${moveId}::text) || ${jobOrigin()}::text::jsonb)::json,
      job_key := ${`${VERSION_MOVE_TASK}:${moveId}`}::text,
      job_key_mode := 'preserve_run_at'
    )`;
}
