import type pg from "pg";
import { log } from "@/lib/log";

/**
 * Jobs that a dead process was working on stay locked for four hours in graphile-worker. Each of our workers therefore
 * holds a session advisory lock, which ends with its process; jobs whose worker holds none are set free at once.
 */
export async function proveAlive(pool: pg.Pool, workerId: string): Promise<() => void> {
  let stopped = false;
  let endProof = await holdProof(pool, workerId, renew);

  // A worker outlives its connection (a restarted server): without a new proof its jobs would be set free under its hands.
  function renew(): void {
    if (stopped) return;
    log.warn({ worker: workerId }, "the worker's proof of life was lost; taking it again");
    holdProof(pool, workerId, renew).then(
      (end) => {
        endProof = end;
        if (stopped) end();
      },
      () => setTimeout(renew, RENEW_MS),
    );
  }

  return () => {
    stopped = true;
    endProof();
  };
}

const RENEW_MS = 1_000;

/** Takes the lock on a connection of its own, and calls `lost` when that breaks. */
async function holdProof(pool: pg.Pool, workerId: string, lost: () => void): Promise<() => void> {
  const client = await pool.connect();
  let held = true;
  // Destroyed rather than returned: the lock must end with the connection.
  const letGo = () => {
    if (held) client.release(true);
    held = false;
  };
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [lockName(workerId)]);
  } catch (error) {
    letGo();
    throw error;
  }
  client.once("end", () => {
    if (!held) return;
    letGo();
    lost();
  });
  return letGo;
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
