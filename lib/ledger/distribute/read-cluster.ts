import type { ClientBase } from "pg";
import { isDistributed } from "@/lib/ledger/distribute/read-placement";

/** A worker's share of the ledger. A shard is the accounts, lots, holds, entries and checkpoints of one range of hashes. */
export type NodeShare = { place: string; shards: string; accounts: string; entries: string; size: string };

/** What each server of the cluster has of the ledger. Null when the ledger is whole. Counts all rows. */
export async function readCluster(client: ClientBase): Promise<NodeShare[] | null> {
  if (!(await isDistributed(client))) return null;
  const { rows } = await client.query<NodeShare>(SHARES);
  return rows;
}

// A node without shards is shown too: it was added and waits for some.
const SHARES = `
  WITH counted AS (
    SELECT 'accounts' AS what, shardid, result::bigint AS rows
    FROM run_command_on_shards('credit_account', 'SELECT count(*) FROM %s')
    UNION ALL
    SELECT 'entries', shardid, result::bigint
    FROM run_command_on_shards('ledger_entry', 'SELECT count(*) FROM %s')
  )
  SELECT
    node.nodename || ':' || node.nodeport AS place,
    count(*) FILTER (WHERE shard.table_name = 'credit_account'::regclass)::text AS shards,
    coalesce(sum(counted.rows) FILTER (WHERE what = 'accounts'), 0)::text AS accounts,
    coalesce(sum(counted.rows) FILTER (WHERE what = 'entries'), 0)::text AS entries,
    pg_size_pretty(coalesce(sum(shard.shard_size), 0)) AS size
  FROM pg_dist_node AS node
  LEFT JOIN citus_shards AS shard ON shard.nodename = node.nodename AND shard.nodeport = node.nodeport
  LEFT JOIN counted USING (shardid)
  WHERE node.noderole = 'primary' AND (node.groupid <> 0 OR node.shouldhaveshards)
  GROUP BY node.nodeid, 1
  ORDER BY node.groupid, node.nodeid`;
