import type { ClientBase } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { digestOf } from "./digest";
import { type Facts, headOf, type TableContents, tailOf } from "./manifest";
import type { Stored, StoredTable } from "./stored";

/** The session in which rows are written and read as text, the same on every server. */
export const SESSION = [
  "SET LOCAL client_encoding = 'UTF8';",
  "SET LOCAL DateStyle = 'ISO, MDY';",
  "SET LOCAL IntervalStyle = 'postgres';",
  "SET LOCAL TimeZone = 'UTC';",
  "SET LOCAL extra_float_digits = 1;",
  "SET LOCAL bytea_output = 'hex';",
  "SET LOCAL standard_conforming_strings = on;",
  "SET LOCAL statement_timeout = 0;",
  "SET LOCAL lock_timeout = 0;",
  "SET LOCAL idle_in_transaction_session_timeout = 0;",
  // A large table is otherwise read from where another reader is, so its rows would come in another order each time.
  "SET LOCAL synchronize_seqscans = off;",
].join("\n");

export const endOfRows = "\\.\n";

/** The rows of a table as PostgreSQL's text format has them, in the order in which they are stored. */
export function rowsOf(client: ClientBase, { name, columns }: StoredTable): AsyncIterable<Buffer> {
  return client.query(copyTo(`COPY ${name} (${columns}) TO STDOUT`));
}

/**
 * Writes a backup as an SQL script, which `psql` can run too, on a database that the same migrations have made and that
 * has no rows. Everything is in one transaction. Triggers are off, because what they would do is stored as well; foreign
 * keys are checked at the end. `client` is inside a transaction that sees one snapshot, with SESSION.
 */
export async function* writeScript(client: ClientBase, facts: Facts, stored: Stored): AsyncGenerator<Buffer> {
  const tables: Record<string, TableContents> = {};
  const text = (...lines: string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(""));
  yield Buffer.from(headOf(facts));
  yield text(
    "BEGIN;",
    SESSION,
    ...stored.tables.map(({ name }) => `ALTER TABLE ${name} DISABLE TRIGGER USER;`),
    ...stored.foreignKeys.map(({ drop }) => drop),
    // Also makes PostgreSQL store the rows in the order in which they come, which the comparison afterwards relies on.
    `TRUNCATE ${stored.tables.map(({ name }) => name).join(", ")};`,
  );
  for (const table of stored.tables) {
    yield text(`COPY ${table.name} (${table.columns}) FROM stdin;`);
    const rows = digestOf(rowsOf(client, table));
    yield* rows;
    yield Buffer.from(endOfRows);
    tables[table.name] = rows.contents();
  }
  yield text(
    ...stored.sequences,
    ...stored.foreignKeys.map(({ create }) => create),
    ...stored.tables.map(({ name }) => `ALTER TABLE ${name} ENABLE TRIGGER USER;`),
    "COMMIT;",
  );
  yield Buffer.from(tailOf({ tables }));
}
