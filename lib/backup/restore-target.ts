import type { ClientBase } from "pg";
import { appliedMigrations } from "./applied-migrations";
import type { Migration } from "./manifest";
import { storedIn } from "./stored";

/** A database that a backup might be restored into. */
export type Target = {
  name: string;
  hasTables: boolean;
  hasRows: boolean;
  /** Whether a restore that was interrupted has put its former contents aside. */
  hasAside: boolean;
  migrations: Migration[];
  /** How many other clients are connected to it. */
  otherClients: number;
};

const SCHEMAS = ["public", "graphile_worker"];
const aside = (schema: string): string => `before_restore_${schema}`;

export async function inspectTarget(client: ClientBase): Promise<Target> {
  // Of another role's sessions, the type can be hidden; the role is not, and only clients have one.
  const { rows } = await client.query<Pick<Target, "name" | "hasTables" | "hasAside" | "otherClients">>(
    `SELECT current_database() AS name,
       EXISTS (SELECT FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')) AS "hasTables",
       EXISTS (SELECT FROM pg_namespace WHERE nspname = ANY($1)) AS "hasAside",
       (SELECT count(*)::int FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND usesysid IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'
       ) AS "otherClients"`,
    [SCHEMAS.map(aside)],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("The database does not respond.");
  return { ...row, hasRows: await hasRows(client), migrations: await appliedMigrations(client) };
}

async function hasRows(client: ClientBase): Promise<boolean> {
  const { tables } = await storedIn(client);
  if (tables.length === 0) return false;
  const any = tables.map(({ name }) => `EXISTS (SELECT FROM ${name})`).join(" OR ");
  const { rows } = await client.query<{ any: boolean }>(`SELECT ${any} AS any`);
  return rows[0]?.any ?? false;
}

/**
 * Renames the app's schemas, so that a restore which fails can bring them back, and makes an empty one. If an interrupted
 * restore has put something aside, and there are no rows since, that stays put aside; otherwise it is obsolete, and removed.
 */
export async function putAside(client: ClientBase, { hasRows }: Pick<Target, "hasRows">): Promise<void> {
  await inTransaction(client, async () => {
    if (hasRows) await forgetAside(client);
    for (const schema of SCHEMAS) {
      if (await exists(client, aside(schema))) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      else if (await exists(client, schema)) await client.query(`ALTER SCHEMA ${schema} RENAME TO ${aside(schema)}`);
    }
    await client.query("CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC");
  });
}

/** Undoes putAside, with everything that was made since. */
export async function bringBack(client: ClientBase): Promise<void> {
  await inTransaction(client, async () => {
    for (const schema of SCHEMAS) {
      await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      if (await exists(client, aside(schema))) await client.query(`ALTER SCHEMA ${aside(schema)} RENAME TO ${schema}`);
    }
  });
}

/** Removes what was put aside. */
export async function forgetAside(client: ClientBase): Promise<void> {
  for (const schema of SCHEMAS) await client.query(`DROP SCHEMA IF EXISTS ${aside(schema)} CASCADE`);
}

async function exists(client: ClientBase, schema: string): Promise<boolean> {
  const { rowCount } = await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [schema]);
  return rowCount === 1;
}

async function inTransaction(client: ClientBase, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
