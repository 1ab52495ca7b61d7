import type pg from "pg";

/**
 * Does the work unless somebody else is at it, in this process or another: null then. The advisory lock is the session's,
 * so that it ends with a process that is killed.
 */
export async function onlyOne<Result>(pool: pg.Pool, work: () => Promise<Result>): Promise<Result | null> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ free: boolean }>(
      "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free",
      [LOCK],
    );
    return rows[0]?.free ? await work() : null;
  } finally {
    // Destroyed rather than returned: the lock must end with the connection.
    client.release(true);
  }
}

const LOCK = "refill-reconcile";
