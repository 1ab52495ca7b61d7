import type { WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { isDatabaseAway } from "@/lib/database-away";
import { log } from "@/lib/log";

/** Finds the jobs that a worker keeps locked without running them. */
export type UnwrittenEnds = {
  /** Releases them. Returns their ids. */
  free: (pool: pg.Pool) => Promise<string[]>;
};

// Fetching a job and writing its end take milliseconds, unless the database is away.
const WRITTEN_WITHIN_MS = 10_000;

/**
 * What a process of its own does with a rejection that nothing handles: with anything else `end` is called.
 * graphile-worker does not wait for the end of a job to be written, so while the database is away that promise is one of
 * them. The job is released later, and runs again; the process must not end for it.
 */
export function unhandledRejection(error: unknown, end: (error: unknown) => void): void {
  if (isDatabaseAway(error))
    log.error({ err: error }, "the database is away; a job whose end could not be written runs again");
  else end(error);
}

/**
 * Watches the jobs of a worker. graphile-worker 0.17 writes the end of a job without looking whether that worked, and does not
 * know of a job that it fetched over a connection that broke. Such a job would stay locked for four hours, and so would the
 * queue of its customer, because the worker is alive. Released, it runs once more, which every job allows. A queue is also
 * released when none of its jobs runs: of a job that ran twice, the first end removes it, and the second leaves the queue.
 */
export function watchUnwrittenEnds(events: WorkerEvents, clock: () => number = () => performance.now()): UnwrittenEnds {
  let worker: string | undefined;
  /** By id, when each job ended; while it runs, never. */
  const ended = new Map<string, number>();
  events.on("pool:create", ({ workerPool }) => {
    worker = workerPool.id;
  });
  events.on("job:start", ({ job }) => ended.set(job.id, Number.POSITIVE_INFINITY));
  events.on("job:complete", ({ job }) => ended.set(job.id, clock()));
  return {
    free: async (pool) => {
      for (const [id, at] of ended) if (clock() - at > WRITTEN_WITHIN_MS) ended.delete(id);
      const { rows } = await pool.query<{ id: string }>(FREE, [worker, WRITTEN_WITHIN_MS, [...ended.keys()]]);
      return rows.map(({ id }) => id);
    },
  };
}

const FREE = `
  WITH freed AS (
    UPDATE graphile_worker._private_jobs SET locked_by = NULL, locked_at = NULL
    WHERE locked_by = $1 AND locked_at < now() - $2 * interval '1 millisecond' AND id <> ALL ($3::bigint[])
    RETURNING id, job_queue_id
  ),
  queues AS (
    UPDATE graphile_worker._private_job_queues AS queue SET locked_by = NULL, locked_at = NULL
    WHERE locked_by = $1 AND (
      id IN (SELECT job_queue_id FROM freed)
      OR locked_at < now() - $2 * interval '1 millisecond' AND NOT EXISTS (
        SELECT FROM graphile_worker._private_jobs AS job WHERE job.job_queue_id = queue.id AND job.locked_by IS NOT NULL))
  )
  SELECT id::text AS id FROM freed`;
