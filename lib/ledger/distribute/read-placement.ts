import type { ClientBase } from "pg";
import { hasCitus } from "@/lib/ledger/distribute/has-citus";
import { LEDGER_TABLES, type LedgerTable } from "@/lib/ledger/distribute/ledger-tables";

/** Where a table of the ledger is: whole, or divided by `column` into shards that lie beside those of the same `colocation`. */
export type TablePlace = {
  table: LedgerTable;
  /** Null for a table that is whole. "" for one that Citus manages without dividing it. */
  column: string | null;
  colocation: number | null;
  shards: number | null;
};

/** Reads where each table of the ledger is, in the order of LEDGER_TABLES. */
export async function readPlacement(client: ClientBase): Promise<TablePlace[]> {
  if (!(await hasCitus(client))) {
    return LEDGER_TABLES.map(({ table }) => ({ table, column: null, colocation: null, shards: null }));
  }
  const { rows } = await client.query<TablePlace>(
    `SELECT
       asked.name AS table,
       CASE WHEN part.partmethod = 'h' THEN column_to_column_name(part.logicalrelid, part.partkey)
         WHEN part.partmethod IS NOT NULL THEN '' END AS column,
       part.colocationid AS colocation,
       (SELECT count(*)::integer FROM pg_dist_shard AS shard WHERE shard.logicalrelid = part.logicalrelid) AS shards
     FROM unnest($1::text[]) WITH ORDINALITY AS asked (name, nth)
     LEFT JOIN pg_dist_partition AS part ON part.logicalrelid = to_regclass('public.' || asked.name)
     ORDER BY nth`,
    [LEDGER_TABLES.map(({ table }) => table)],
  );
  return rows;
}

/** Whether the ledger of this database is divided, also in part. */
export async function isDistributed(client: ClientBase): Promise<boolean> {
  return (await readPlacement(client)).some(({ column }) => column !== null);
}
