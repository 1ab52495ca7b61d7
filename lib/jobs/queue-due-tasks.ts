import { parseCrontab } from "graphile-worker";
import type { Sql } from "@/lib/db";
import { CRONTAB } from "@/lib/jobs/crontab";
import { lastMatch } from "@/lib/jobs/queue/cron-minutes";

/**
 * Queues each task of the crontab whose time has come since it was last queued, once however often that was, and returns
 * their names. It keeps the same marks as a worker, so the two can run side by side. `now` is the machine's time.
 */
export async function queueDueTasks(sql: Sql, now: Date): Promise<string[]> {
  const due = parseCrontab(CRONTAB).flatMap(({ identifier, task, match, options }) => {
    const at = lastMatch(match, now);
    return at
      ? [{ identifier, task, at: at.toISOString(), jobKey: options.jobKey, attempts: options.maxAttempts }]
      : [];
  });
  const queued = await sql<{ task: string }>`
    WITH due AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(due)}::text::jsonb)
        AS t (identifier text, task text, at timestamptz, "jobKey" text, attempts integer)
    ),
    marked AS (
      INSERT INTO graphile_worker._private_known_crontabs AS known (identifier, known_since, last_execution)
      SELECT identifier, at, at FROM due
      ON CONFLICT (identifier) DO UPDATE SET last_execution = excluded.last_execution
        WHERE known.last_execution IS NULL OR known.last_execution < excluded.last_execution
      RETURNING known.identifier
    )
    SELECT due.task, job.id
    FROM due JOIN marked USING (identifier),
      LATERAL graphile_worker.add_job(due.task, job_key := due."jobKey", max_attempts := due.attempts) AS job`;
  return queued.map(({ task }) => task);
}
