import { database, ledgerDivision } from "@/lib/db";
import { readCitusPlacement } from "@/lib/ledger/shards/citus-placement";
import { openShardRouter, type ShardRouter } from "@/lib/ledger/shards/shard-router";
import { oncePerProcess } from "@/lib/once-per-process";

/** The router of this process; null while the ledger is on one server. */
export const ledgerRouter = oncePerProcess("ledgerRouter", (): ShardRouter | null => {
  const division = ledgerDivision();
  return division && openShardRouter({ read: () => readCitusPlacement(database().sql, division.url) });
});
