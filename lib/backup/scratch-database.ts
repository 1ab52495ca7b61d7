import type { ClientBase } from "pg";
import { connect } from "./connect";

// Says what may be dropped.
const REMARK = "A restore drill of Refill";

/**
 * Creates an empty database beside another one, for `work`, and drops it, as well as those of drills that were killed. The
 * role must be allowed to create databases.
 */
export async function withScratchDatabase<T>(besideUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const client = await connect(besideUrl);
  try {
    await dropLeftovers(client);
    const { rows } = await client.query<{ name: string }>(
      "SELECT format('%s_drill_%s', left(current_database(), 40), pg_backend_pid()) AS name",
    );
    const name = rows[0]?.name ?? "refill_drill";
    const quoted = client.escapeIdentifier(name);
    await client.query(`CREATE DATABASE ${quoted} TEMPLATE template0`);
    try {
      await client.query(`COMMENT ON DATABASE ${quoted} IS '${REMARK}'`);
      const url = new URL(besideUrl);
      url.pathname = `/${encodeURIComponent(name)}`;
      return await work(url.href);
    } finally {
      await client.query(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}

/** The databases of drills whose process, and with it the connection that their name tells of, is gone. */
async function dropLeftovers(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database
     WHERE pg_has_role(datdba, 'USAGE') AND shobj_description(oid, 'pg_database') = $1
       AND substring(datname FROM '_drill_(\\d+)$') NOT IN (SELECT pid::text FROM pg_stat_activity)`,
    [REMARK],
  );
  for (const { name } of rows)
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
}
