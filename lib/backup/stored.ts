import type { ClientBase } from "pg";

/** A table with the columns whose values are stored, both quoted for SQL. */
export type StoredTable = { name: string; columns: string };

/** What a backup holds: the rows of the app's tables and of the job queue's, and where their sequences stand. */
export type Stored = {
  tables: StoredTable[];
  /** Foreign keys, as the statements that drop and create them: rows come back table by table, in any order. */
  foreignKeys: { drop: string; create: string }[];
  /** Statements that set each sequence. */
  sequences: string[];
};

/** Reads from the catalogue which tables, foreign keys and sequences there are. */
export async function storedIn(client: ClientBase): Promise<Stored> {
  const tables = await client.query<StoredTable>(TABLES);
  const foreignKeys = await client.query<Stored["foreignKeys"][number]>(FOREIGN_KEYS);
  const sequences = await client.query<{ statement: string }>(SEQUENCES);
  return {
    tables: tables.rows,
    foreignKeys: foreignKeys.rows,
    sequences: sequences.rows.map(({ statement }) => statement),
  };
}

/** Tables of other schemas, which no backup holds. */
export async function tablesElsewhere(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('public', 'graphile_worker', 'information_schema') AND schemaname !~ '^pg_'
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

// Which migrations were applied is not stored: a restore applies them, which writes both lists anew. Tables of extensions
// are not the app's.
const OURS = `
  ours AS (
    SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'graphile_worker') AND c.relkind = 'r'
      AND NOT (n.nspname = 'public' AND c.relname = '_prisma_migrations')
      AND NOT (n.nspname = 'graphile_worker' AND c.relname = 'migrations')
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
  )`;

const TABLES = `
  WITH ${OURS}
  SELECT name, string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns
  FROM ours JOIN pg_attribute ON attrelid = ours.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
  GROUP BY name ORDER BY name COLLATE "C"`;

const FOREIGN_KEYS = `
  WITH ${OURS}
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I;', name, conname) AS drop,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s;', name, conname, pg_get_constraintdef(k.oid)) AS create
  FROM ours JOIN pg_constraint k ON conrelid = ours.oid AND contype = 'f' AND conparentid = 0
  ORDER BY name COLLATE "C", conname COLLATE "C"`;

const SEQUENCES = `
  SELECT format('SELECT setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value) AS statement
  FROM pg_sequences
    JOIN pg_namespace n ON n.nspname = schemaname
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = sequencename
  WHERE schemaname IN ('public', 'graphile_worker') AND last_value IS NOT NULL
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
  ORDER BY 1`;
