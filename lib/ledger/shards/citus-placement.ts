import type { Sql } from "@/lib/db";
import { type Placement, placementByHash } from "@/lib/ledger/shards/placement";

/**
 * Reads from a Citus coordinator where it keeps the accounts. A server's address is that of the coordinator with the host and
 * port that Citus has for it, so all servers have the same role, password and database.
 */
export async function readCitusPlacement(sql: Sql, coordinatorUrl: string): Promise<Placement> {
  const rows = await sql<{ id: string; from: number; to: number; host: string; port: number; group: number }>`
    SELECT
      shard.shardid::text AS id, shard.shardminvalue::integer AS from, shard.shardmaxvalue::integer AS to,
      node.nodename AS host, node.nodeport AS port, node.groupid AS group
    FROM pg_dist_shard AS shard
    JOIN pg_dist_placement AS placement ON placement.shardid = shard.shardid AND placement.shardstate = 1
    JOIN pg_dist_node AS node ON node.groupid = placement.groupid AND node.noderole = 'primary'
    WHERE shard.logicalrelid = 'credit_account'::regclass`;
  if (rows.length === 0)
    throw new Error("LEDGER_SHARDS is citus, but the ledger is not distributed. Run npm run scale:distribute.");
  return placementByHash(
    rows.map(({ id, from, to, host, port, group }) => ({
      id,
      from,
      to,
      url: group === COORDINATOR ? coordinatorUrl : at(coordinatorUrl, host, port),
    })),
  );
}

const COORDINATOR = 0;

function at(coordinatorUrl: string, host: string, port: number): string {
  const url = new URL(coordinatorUrl);
  url.hostname = host.includes(":") ? `[${host}]` : host;
  url.port = String(port);
  return url.href;
}
