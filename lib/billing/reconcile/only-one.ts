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
    if (!rows[0]?.free) return null;
    try {
      return await work();
    } finally {
      await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [LOCK]).catch(gone);
    }
  } finally {
    client.release(true);
  }
}

const LOCK = "refill-reconcile";

/** With a connection that broke, its lock has gone too. */
const gone = () => undefined;
