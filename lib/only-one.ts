import type { Database } from "@/lib/db";

/**
 * Runs the work unless work of this name is already running, in this process or another; then it returns null. The advisory lock belongs
 * to a session, so that it ends with a killed process. The session has its own connection, so that a long run takes none
 * from a pool.
 */
export async function onlyOne<Result>(
  { connect }: Pick<Database, "connect">,
  name: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const client = await connect();
  try {
    const { rows } = await client.query<{ free: boolean }>(
      "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free",
      [name],
    );
    return rows[0]?.free ? await work() : null;
  } finally {
    // The lock ends with its connection.
    await client.end().catch(gone);
  }
}

const gone = () => undefined;
