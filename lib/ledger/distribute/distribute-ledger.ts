import type pg from "pg";
import { distributeFunctions } from "@/lib/ledger/distribute/distribute-functions";
import { distributeTables, removeLocalRows } from "@/lib/ledger/distribute/distribute-tables";
import { inTransaction } from "@/lib/ledger/distribute/in-transaction";
import { joinCluster, type Wish } from "@/lib/ledger/distribute/join-cluster";
import { readPlacement } from "@/lib/ledger/distribute/read-placement";
import { type Do, NotDistributed } from "@/lib/ledger/distribute/steps";

// `prisma migrate` and restores hold the same one.
const MIGRATIONS = 72707369;

/**
 * Divides the ledger of a migrated database by account over the workers of a Citus cluster. The tables are divided
 * in one transaction, with all their rows; the app has to be stopped, since the functions follow. Repeating it finishes what was
 * interrupted. Returns whether the tables were divided before. Throws NotDistributed with a sentence.
 */
export async function distributeLedger(client: pg.ClientBase, wish: Wish, step: Do): Promise<{ already: boolean }> {
  const { rows } = await client.query("SELECT to_regclass('public.credit_account') IS NULL AS empty");
  if (rows[0]?.empty) throw new NotDistributed("This database has no ledger: run npm run migrate first.");
  await client.query(
    "SELECT set_config('client_min_messages', 'warning', false), set_config('statement_timeout', '0', false)",
  );
  await client.query("SELECT pg_advisory_lock($1)", [MIGRATIONS]);
  await joinCluster(client, wish, step);
  const already = (await readPlacement(client)).every(({ column }) => column !== null);
  await inTransaction(client, async () => {
    await allowTriggers(client, step);
    await distributeTables(client, wish.shards, step);
  });
  await distributeFunctions(client, step);
  await removeLocalRows(client, step);
  return { already };
}

/** Citus refuses triggers that might touch rows of another server. The ledger's only one keeps entries as they were written. */
async function allowTriggers(client: pg.ClientBase, step: Do): Promise<void> {
  const { rows } = await client.query("SELECT format('%I', current_database()) AS name");
  await step.silently(() => client.query(`ALTER DATABASE ${rows[0]?.name} SET citus.enable_unsafe_triggers = on`));
  // For this session, which began before.
  await client.query("SET citus.enable_unsafe_triggers = on");
}
