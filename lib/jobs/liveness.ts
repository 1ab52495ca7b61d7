import type pg from "pg";
import { log } from "@/lib/log";

/**
 * Jobs that a dead process was working on stay locked for four hours in graphile-worker. Each of our workers therefore
 * holds a session advisory lock, which ends with its process; jobs whose worker holds none are set free at once.
 */
export async function proveAlive(pool: pg.Pool, workerId: string): Promise<() => void> {
  const client = await pool.connect();
  client.on("error", (error) => log.warn({ err: error }, "the worker's liveness connection was lost"));
  await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [lockName(workerId)]);
  // Destroyed rather than returned: the lock must end with the connection.
  return () => client.release(true);
}

/** Sets free the jobs of workers that are gone. Returns their ids. */
export async function freeJobsOfDeadWorkers(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    // The short delay leaves a worker that just began time to take its advisory lock.
    const { rows } = await client.query<{ worker: string }>(`
      SELECT DISTINCT locked_by AS worker
      FROM (
        SELECT locked_by, locked_at FROM graphile_worker._private_jobs
        UNION ALL
        SELECT locked_by, locked_at FROM graphile_worker._private_job_queues
      ) AS held
      WHERE locked_by IS NOT NULL AND locked_at < now() - interval '2 seconds'`);
    const dead: string[] = [];
    for (const { worker } of rows) {
      const name = lockName(worker);
      const { rows: tried } = await client.query<{ free: boolean }>(
        "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free",
        [name],
      );
      if (!tried[0]?.free) continue;
      await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [name]);
      dead.push(worker);
    }
    if (dead.length > 0) await client.query("SELECT graphile_worker.force_unlock_workers($1::text[])", [dead]);
    return dead;
  } finally {
    client.release();
  }
}

function lockName(workerId: string): string {
  return `refill-worker:${workerId}`;
}
