import type { ClientBase } from "pg";
import { inTransaction } from "@/lib/ledger/distribute/in-transaction";
import { LEDGER_TABLES, type LedgerTable } from "@/lib/ledger/distribute/ledger-tables";
import { readPlacement, type TablePlace } from "@/lib/ledger/distribute/read-placement";
import { type Do, NotDistributed } from "@/lib/ledger/distribute/steps";

/** Shards of a table when none are asked for: 8 to 16 on each of two to four workers. */
export const DEFAULT_SHARDS = 32;

/**
 * Divides the tables of the ledger that are whole by account, with their rows. Changes nothing about a table that is divided
 * already, and refuses one that is divided in another way. In the caller's transaction, which has to roll back when this throws.
 */
export async function distributeTables(client: ClientBase, shards: number | null, step: Do): Promise<void> {
  const placement = await readPlacement(client);
  refuseOtherDivision(placement, shards);
  const whole = LEDGER_TABLES.filter((_, nth) => placement[nth]?.column === null);
  let beside: LedgerTable | null = placement.find(({ column }) => column !== null)?.table ?? null;
  const count = placement.find((place) => place.shards)?.shards ?? shards ?? DEFAULT_SHARDS;

  // One connection for each worker, which sees everything of this transaction.
  await client.query("SET LOCAL citus.multi_shard_modify_mode = 'sequential'");
  await client.query(`SET LOCAL citus.shard_count = ${count}`);
  const keys = whole.length > 0 ? await foreignKeys(client) : [];
  for (const { table, key, inside } of keys) {
    const drop = () => client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${key}`);
    // A table cannot be divided while a key joins it to one that is not. Those within the ledger come back below.
    await (inside
      ? step.silently(drop)
      : step({ would: "drop", did: "Dropped", object: `the foreign key ${key}` }, drop));
  }
  for (const { table, column } of whole) {
    const colocateWith = beside ?? "none";
    await step({ would: "divide", did: "Divided", object: `${table} by ${column} into ${count} shards` }, () =>
      client.query("SELECT create_distributed_table($1::regclass, $2, colocate_with => $3)", [
        table,
        column,
        colocateWith,
      ]),
    );
    beside ??= table;
  }
  for (const { table, key, definition } of keys.filter(({ inside }) => inside)) {
    // Citus allows no rule for another account, and an account's id does not change.
    const kept = definition.replace(" ON UPDATE CASCADE", "");
    await step.silently(() => client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${key} ${kept}`));
  }
}

/** Removes the rows that the division left in the coordinator's own tables, where nothing reads them. */
export async function removeLocalRows(client: ClientBase, step: Do): Promise<void> {
  const { rows } = await client.query<{ table: string; size: string }>(
    `SELECT name AS table, pg_size_pretty(pg_table_size(name::regclass)) AS size
     FROM unnest($1::text[]) AS name WHERE pg_relation_size(name::regclass) > 0`,
    [NAMES],
  );
  for (const { table, size } of rows) {
    await step({ would: "remove", did: "Removed", object: `the coordinator's own copy of ${table} (${size})` }, () =>
      inTransaction(client, async () => {
        // The trigger that keeps entries refuses it. The lock of the first statement lasts until both have taken effect.
        await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
        await client.query("SELECT truncate_local_data_after_distributing_table($1::regclass)", [table]);
        await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
      }),
    );
  }
}

const NAMES = LEDGER_TABLES.map(({ table }) => table);

type ForeignKey = { table: string; key: string; definition: string; inside: boolean };

/** The foreign keys of the ledger's tables and those that lead to them. `inside` are those between two of them. */
async function foreignKeys(client: ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS key, pg_get_constraintdef(oid) AS definition,
       conrelid = ANY ($1::regclass[]) AND confrelid = ANY ($1::regclass[]) AS inside
     FROM pg_constraint
     WHERE contype = 'f' AND (conrelid = ANY ($1::regclass[]) OR confrelid = ANY ($1::regclass[]))
     ORDER BY 1, 2`,
    [NAMES],
  );
  return rows;
}

function refuseOtherDivision(placement: readonly TablePlace[], shards: number | null): void {
  const divided = placement.filter(({ column }) => column !== null);
  const [first] = divided;
  for (const place of divided) {
    const wanted = LEDGER_TABLES.find(({ table }) => table === place.table)?.column;
    if (place.column !== wanted) {
      const how =
        place.column === "" ? "managed by Citus without being divided by a column" : `divided by ${place.column}`;
      throw new NotDistributed(`${place.table} is ${how}, and must be divided by ${wanted}. Nothing was changed.`);
    }
    if (place.colocation !== first?.colocation) {
      throw new NotDistributed(
        `${place.table} and ${first?.table} are not colocated: an account's rows lie on different workers. Nothing was changed.`,
      );
    }
  }
  if (first && shards !== null && first.shards !== shards) {
    throw new NotDistributed(
      `The ledger has ${first.shards} shards, and nothing was changed. For ${shards}, stop the app and run SELECT ` +
        `alter_distributed_table('${first.table}', shard_count => ${shards}, cascade_to_colocated => true).`,
    );
  }
}
