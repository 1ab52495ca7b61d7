import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientBase } from "pg";
import { hasCitus } from "@/lib/ledger/distribute/has-citus";
import { inTransaction } from "@/lib/ledger/distribute/in-transaction";
import type { Do } from "@/lib/ledger/distribute/steps";

/** The functions for accounts of one shard, in place of those of the same name for accounts of any server. */
const OF_SHARD = "prisma/functions/sharded";
/** What a cluster needs besides, for statements that reach it through the coordinator. */
const OF_CLUSTER = "prisma/functions/citus";

/** The one of a shard has another name, since the cluster's calls it. */
const MANY = "ledger_spend_many";
const RENAMED = "ledger_spend_shard";

/**
 * Functions that the others call within a statement of theirs; what calls them is sent to the account's server, so they
 * need not be.
 */
const HELPERS = [
  "ledger_budget_count",
  "ledger_budget_refusal",
  "ledger_burn_order",
  "ledger_freed",
  "ledger_given_back",
  "ledger_lock",
  "ledger_lock_known",
  "ledger_next_expiry",
  "ledger_take",
];

/**
 * Replaces the functions that must differ on several servers, puts the ledger's functions on each worker, and has those of one
 * account run where the account is. Does only what is not done yet.
 */
export async function distributeFunctions(client: ClientBase, step: Do): Promise<void> {
  // First these: they bring the types of their results, which others have variables of.
  const delegated = (await missingFunctions(client)).filter(({ argument }) => argument !== null);
  if (delegated.length > 0) {
    const object = `${delegated.length} functions to run on their account's worker`;
    await step({ would: "set", did: "Set", object }, async () => {
      for (const { signature, argument } of delegated) {
        await client.query(
          "SELECT create_distributed_function($1::regprocedure, $2, colocate_with => 'credit_account', force_delegation => true)",
          [signature, argument],
        );
      }
    });
  }
  await replaceFunctions(client, step);
  const copied = (await missingFunctions(client)).filter(({ argument }) => argument === null);
  if (copied.length > 0) {
    await step({ would: "put", did: "Put", object: `${copied.length} functions on each worker` }, async () => {
      for (const { signature } of copied) {
        await client.query("SELECT create_distributed_function($1::regprocedure)", [signature]);
      }
    });
  }
}

async function missingFunctions(client: ClientBase): Promise<FunctionRow[]> {
  const there = (await hasCitus(client)) ? "pg_catalog.pg_dist_object" : NOTHING;
  const { rows } = await client.query<FunctionRow>(MISSING.replace("$there", there), [HELPERS]);
  return rows;
}

async function replaceFunctions(client: ClientBase, step: Do): Promise<void> {
  const [ofShard, ofCluster] = [textOf(OF_SHARD), textOf(OF_CLUSTER)];
  const names = [...new Set([...ofShard.names, ...ofCluster.names])];
  const { rows } = await client.query<{ name: string; signature: string; body: string }>(
    `SELECT proname AS name, oid::regprocedure::text AS signature, prosrc AS body FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND proname = ANY ($1::text[])`,
    [[...names, RENAMED]],
  );
  const bodyOf = (name: string) => rows.find((row) => row.name === name)?.body ?? "none";
  const isDone =
    ofShard.names.every((name) => ofShard.text.includes(bodyOf(name === MANY ? RENAMED : name))) &&
    ofCluster.names.every((name) => ofCluster.text.includes(bodyOf(name)));
  if (isDone) return;
  await step({ would: "replace", did: "Replaced", object: names.join(", ") }, () =>
    inTransaction(client, async () => {
      for (const { signature } of rows.filter(({ name }) => name === RENAMED)) {
        await client.query(`DROP FUNCTION ${signature}`);
      }
      await client.query(ofShard.text);
      await client.query(`ALTER FUNCTION ${MANY} RENAME TO ${RENAMED}`);
      await client.query(ofCluster.text);
    }),
  );
}

function textOf(folder: string): { text: string; names: string[] } {
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  const text = files
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  return { text, names: [...text.matchAll(/^CREATE OR REPLACE FUNCTION (\w+)\(/gm)].map(([, name]) => name ?? "") };
}

type FunctionRow = { signature: string; argument: string | null };

/** A dry run may be asked of a database without the extension. */
const NOTHING =
  "(SELECT NULL::oid AS classid, NULL::oid AS objid, NULL::integer AS distribution_argument_index WHERE false)";

/** Those that are not where they should be. A function in SQL is checked where it is created, so those that call others come last. */
const MISSING = `
  SELECT signature, argument
  FROM (
    SELECT
      p.oid, prosrc, p.oid::regprocedure::text AS signature,
      (
        SELECT name FROM unnest(proargnames, proargtypes::oid[]) AS argument (name, type)
        WHERE name IN ('p_account', 'p_user') AND type = 'uuid'::regtype AND proname <> ALL ($1::text[])
      ) AS argument
    FROM pg_proc AS p
    WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND proname LIKE 'ledger\\_%'
      AND prorettype <> 'trigger'::regtype
  ) AS wanted
  LEFT JOIN $there AS there ON there.classid = 'pg_proc'::regclass AND there.objid = wanted.oid
  WHERE there.objid IS NULL OR argument IS NOT NULL AND there.distribution_argument_index IS NULL
  ORDER BY prosrc ~ '\\mledger_\\w+\\(', wanted.oid`;
