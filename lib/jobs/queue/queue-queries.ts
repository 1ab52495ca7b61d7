import type { Sql } from "@/lib/db";

// The queue's times are the database's, not those of a moved local clock.

/** How many jobs of one kind there are, by state. */
export type TaskDepth = {
  task: string;
  /** Due, and not begun. */
  waiting: number;
  /** Due later, for the first time. */
  scheduled: number;
  /** Failed, and due again later. */
  retrying: number;
  running: number;
  /** No attempt is left. */
  failed: number;
  /** When the longest-waiting job became due; null when none waits. */
  waitingSince: Date | null;
};

/** The depth of the queue by task, deepest first. */
export async function queueDepth(sql: Sql): Promise<TaskDepth[]> {
  const rows = await sql<Record<keyof Omit<TaskDepth, "task" | "waitingSince">, bigint> & TaskDepth>`
    SELECT task_identifier AS task,
      count(*) FILTER (WHERE open AND run_at <= now()) AS waiting,
      count(*) FILTER (WHERE open AND run_at > now() AND attempts = 0) AS scheduled,
      count(*) FILTER (WHERE open AND run_at > now() AND attempts > 0) AS retrying,
      count(*) FILTER (WHERE locked_at IS NOT NULL) AS running,
      count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts) AS failed,
      min(run_at) FILTER (WHERE open AND run_at <= now()) AS "waitingSince"
    FROM (SELECT *, locked_at IS NULL AND attempts < max_attempts AS open FROM graphile_worker.jobs) AS job
    GROUP BY task_identifier
    ORDER BY count(*) DESC, task_identifier`;
  return rows.map((row) => ({
    ...{ task: row.task, waitingSince: row.waitingSince },
    ...{ waiting: Number(row.waiting), scheduled: Number(row.scheduled), retrying: Number(row.retrying) },
    ...{ running: Number(row.running), failed: Number(row.failed) },
  }));
}

export const JOB_STATES = ["failed", "retrying", "running", "waiting"] as const;

export type JobState = (typeof JOB_STATES)[number];

export type QueuedJob = {
  /** A bigint as text: it goes into pages and addresses. */
  id: string;
  task: string;
  state: JobState;
  attempts: number;
  maxAttempts: number;
  /** The last error, without its stack. */
  error: string | null;
  /** What it is about, such as event:evt_1. */
  key: string | null;
  runAt: Date;
  createdAt: Date;
  lockedAt: Date | null;
};

export type JobFilter = { state?: JobState | undefined; task?: string | undefined };

/** Jobs with their errors, newest first. `cursor` is the id of the last job of the previous page. */
export async function listJobs(
  sql: Sql,
  { state, task }: JobFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ data: QueuedJob[]; nextCursor: string | null }> {
  const rows = await sql<QueuedJob>`
    SELECT * FROM (
      SELECT id::text, id AS number, task_identifier AS task, attempts, max_attempts AS "maxAttempts",
        left(split_part(last_error, chr(10), 1), 1000) AS error, key, run_at AS "runAt", created_at AS "createdAt",
        locked_at AS "lockedAt",
        CASE
          WHEN locked_at IS NOT NULL THEN 'running'
          WHEN attempts >= max_attempts THEN 'failed'
          WHEN attempts > 0 THEN 'retrying'
          ELSE 'waiting'
        END AS state
      FROM graphile_worker.jobs) AS job
    WHERE (${state ?? null}::text IS NULL OR state = ${state ?? null}::text)
      AND (${task ?? null}::text IS NULL OR task = ${task ?? null}::text)
      AND (${cursor ?? null}::bigint IS NULL OR number < ${cursor ?? null}::bigint)
    ORDER BY number DESC
    LIMIT ${limit + 1}::int`;
  const data = rows
    .slice(0, limit)
    .map(({ id, task, state, attempts, maxAttempts, error, key, runAt, createdAt, lockedAt }) => {
      return { id, task, state, attempts, maxAttempts, error, key, runAt, createdAt, lockedAt };
    });
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}
