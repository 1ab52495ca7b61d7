import type pg from "pg";
import { log } from "@/lib/log";

/**
 * graphile-worker keeps the jobs of a dead process locked for four hours. Each worker here therefore holds a session
 * advisory lock, which ends with its process; jobs whose worker holds no lock are released at once. Resolves with what ends
 * it. When the lock cannot be taken, or is lost, it is tried again in the background: without it the jobs that run here
 * would be released, and run twice at the same time. `onChange` is called with whether it is held.
 */
export async function proveAlive(
  pool: pg.Pool,
  workerId: string,
  onChange: (isHeld: boolean) => void = () => undefined,
): Promise<() => void> {
  let stopped = false;
  let endProof = () => {};

  async function prove(): Promise<void> {
    if (stopped) return;
    try {
      endProof = await holdProof(pool, workerId, renew);
      if (stopped) endProof();
      else onChange(true);
    } catch (error) {
      log.warn({ err: error, worker: workerId }, "the worker could not take its liveness lock; trying again");
      setTimeout(prove, RENEW_MS).unref();
    }
  }

  // A worker outlives its connection, as when the server restarts.
  function renew(): void {
    if (stopped) return;
    onChange(false);
    log.warn({ worker: workerId }, "the worker lost its liveness lock; taking it again");
    void prove();
  }

  await prove();
  return () => {
    stopped = true;
    endProof();
  };
}

const RENEW_MS = 1_000;

/** Takes the lock on a dedicated connection, and calls `lost` when that breaks. */
async function holdProof(pool: pg.Pool, workerId: string, lost: () => void): Promise<() => void> {
  const client = await pool.connect();
  let held = true;
  // Destroyed rather than returned to the pool: the lock must end with the connection.
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

/** Releases the jobs of workers that are gone. Returns the workers' ids. */
export async function freeJobsOfDeadWorkers(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    // The delay gives a worker that has just started time to take its advisory lock.
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
