import type { Database, Sql } from "@/lib/db";
import { sharesSessions } from "@/lib/shared-sessions";

type Identity = { standby: boolean; system: string; name: string; migrations: bigint; unreadable: bigint };

/**
 * Why this server cannot be read instead of the primary, in a sentence; null if it can. Throws when one of the two cannot be
 * reached.
 */
export async function misfitOf({ primary, replica }: { primary: Database; replica: Database }): Promise<string | null> {
  if (await isPooled(replica)) {
    return "DATABASE_REPLICA_URL is a pooler in transaction mode. Set it to the address of the replica itself.";
  }
  const [ours, theirs] = await Promise.all([identityOf(primary.sql), identityOf(replica.sql)]);
  if (!theirs.standby) {
    return "DATABASE_REPLICA_URL leads to a primary, not to a replica. Set it to a streaming replica of DATABASE_URL, or leave it empty.";
  }
  if (theirs.system !== ours.system) {
    return "DATABASE_REPLICA_URL leads to a replica of another server than that of DATABASE_URL.";
  }
  if (theirs.name !== ours.name) {
    return `DATABASE_REPLICA_URL leads to the database ${theirs.name}, DATABASE_URL to ${ours.name}.`;
  }
  if (theirs.migrations !== ours.migrations) {
    return `The replica has ${theirs.migrations} migrations and the primary ${ours.migrations}: it has not replayed the last ones yet.`;
  }
  if (theirs.unreadable > 0n) {
    return `The role of DATABASE_REPLICA_URL may not read ${theirs.unreadable} of the tables. Use the role of DATABASE_URL.`;
  }
  return null;
}

async function isPooled({ connect }: Database): Promise<boolean> {
  const one = await connect();
  const other = await connect().catch(async (error: unknown) => {
    await one.end();
    throw error;
  });
  try {
    return await sharesSessions({ one, other });
  } finally {
    await Promise.allSettled([one.end(), other.end()]);
  }
}

async function identityOf(sql: Sql): Promise<Identity> {
  const [{ exists } = { exists: false }] = await sql<{ exists: boolean }>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`;
  const [counted] = exists
    ? await sql<{ count: bigint }>`SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL`
    : [];
  const [row] = await sql<Omit<Identity, "migrations">>`
    SELECT pg_is_in_recovery() AS standby, (SELECT system_identifier::text FROM pg_control_system()) AS system,
      current_database() AS name,
      (
        SELECT count(*) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT has_table_privilege(oid, 'SELECT')
      ) AS unreadable`;
  if (!row) throw new Error("The server did not say what it is.");
  return { ...row, migrations: counted?.count ?? 0n };
}
