import { type Database, database, shardDatabase } from "@/lib/db";
import { announceBalances, flushBalanceAnnouncements } from "@/lib/ledger/announce-balances";
import { openSpendQueue, type SpendQueue } from "@/lib/ledger/open-spend-queue";
import { ledgerRouter } from "@/lib/ledger/shards/ledger-router";
import { openShardedQueue } from "@/lib/ledger/shards/sharded-queue";
import { oncePerProcess } from "@/lib/once-per-process";

/** The queue of this process, on its own database or, if the ledger is divided, on its servers. Opened at first use. */
export const spendQueue = oncePerProcess("spendQueue", (): SpendQueue => {
  const router = ledgerRouter();
  if (!router) return openAnnouncingQueue(database());
  const { sql } = database();
  const onSpent = (accountIds: string[]) => announceBalances(sql, accountIds);
  const queue = openShardedQueue({ router, sqlOf: (url) => shardDatabase(url).hotSql, onSpent });
  return flushing(queue, sql);
});

/** A queue on a database that announces changed balances to their viewers. */
export function openAnnouncingQueue({ sql, hotSql }: Pick<Database, "sql" | "hotSql">): SpendQueue {
  return flushing(openSpendQueue({ sql: hotSql, onSpent: (accountIds) => announceBalances(sql, accountIds) }), sql);
}

function flushing(queue: SpendQueue, sql: Database["sql"]): SpendQueue {
  return { ...queue, drain: () => queue.drain().then(() => flushBalanceAnnouncements(sql)) };
}
