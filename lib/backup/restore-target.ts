import pg, { type ClientBase } from "pg";
import { readMigrations } from "./applied-migrations";
import type { Migration } from "./manifest";
import { storedIn } from "./stored";

/** A database that a backup might be restored into. */
export type Target = {
  name: string;
  /** Whether there are any in the schemas of the app and its job queue. */
  hasTables: boolean;
  hasRows: boolean;
  /** Those that were applied; null if its tables were not made by migrations of Refill, or one is unfinished. */
  migrations: Migration[] | null;
  /** How many other clients are connected to it. */
  otherClients: number;
};

/**
 * Keeps everyone else from its tables and from migrating it until the transaction ends, so that what is read now is what is
 * replaced later. False if someone uses them and does not stop within a few seconds. Call it first in a transaction.
 */
export async function lockTarget(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS locked", [
    PRISMA_MIGRATE,
  ]);
  if (!rows[0]?.locked) return false;
  const tables = await client.query<{ name: string }>(TABLES);
  if (tables.rows.length === 0) return true;
  try {
    await client.query(`SET LOCAL lock_timeout = '${WAIT}'`);
    await client.query(`LOCK TABLE ${tables.rows.map(({ name }) => name).join(", ")} IN ACCESS EXCLUSIVE MODE`);
    await client.query("SET LOCAL lock_timeout = 0");
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && BUSY.has(error.code ?? "")) return false;
    throw error;
  }
}

// The advisory lock that `prisma migrate` holds while it works: https://pris.ly/d/migrate-advisory-locking
const PRISMA_MIGRATE = 72707369;
const WAIT = "5s";
// lock_not_available, deadlock_detected
const BUSY = new Set(["55P03", "40P01"]);

// In a fixed order, the app's own before those of the queue, so that two restores never wait for each other.
const TABLES = `
  SELECT format('%I.%I', nspname, relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE nspname IN ('public', 'graphile_worker') AND relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
  ORDER BY nspname DESC, relname`;

export async function inspectTarget(client: ClientBase): Promise<Target> {
  // Of another role's sessions, the type can be hidden; the role is not, and only clients have one.
  const { rows } = await client.query<{ name: string; otherClients: number; tables: string[] }>(
    `SELECT current_database() AS name, ARRAY(${TABLES}) AS tables,
       (SELECT count(*)::int FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND usesysid IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'
       ) AS "otherClients"`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("The database does not respond.");
  const { tables, ...rest } = row;
  const migrations = await readMigrations(client);
  const isOurs = migrations.length > 0 || !tables.some((table) => table.startsWith("public."));
  return {
    ...rest,
    hasTables: tables.length > 0,
    hasRows: await hasRows(client),
    migrations: isOurs && migrations.every(({ finished }) => finished) ? migrations : null,
  };
}

async function hasRows(client: ClientBase): Promise<boolean> {
  const { tables } = await storedIn(client);
  if (tables.length === 0) return false;
  const any = tables.map(({ name }) => `EXISTS (SELECT FROM ${name})`).join(" OR ");
  const { rows } = await client.query<{ any: boolean }>(`SELECT ${any} AS any`);
  return rows[0]?.any ?? false;
}
