import pg from "pg";
import type { Sql } from "@/lib/db";
import { openSpendQueue, type SpendQueue } from "@/lib/ledger/open-spend-queue";
import type { Placement } from "@/lib/ledger/shards/placement";
import type { ShardRouter } from "@/lib/ledger/shards/shard-router";

export type ShardedQueueOptions = {
  router: ShardRouter;
  /** The statements of a server. Each is its own transaction. */
  sqlOf: (url: string) => Sql;
  onSpent?: (accountIds: string[]) => void;
};

/**
 * A spend queue for each server of a divided ledger, with one statement per shard and batch. A spend that a server refuses is
 * sent once more when its account turns out to be on another one.
 */
export function openShardedQueue({ router, sqlOf, onSpent }: ShardedQueueOptions): SpendQueue {
  const queues = new Map<string, SpendQueue>();
  let newest: Placement | null = null;
  let draining = false;

  function queueAt(url: string): SpendQueue {
    const known = queues.get(url);
    if (known) return known;
    const shardOf = (accountId: string) => newest?.shardOf(accountId).id ?? accountId;
    const opened = openSpendQueue({ sql: sqlOf(url), shardOf, ...(onSpent && { onSpent }) });
    queues.set(url, opened);
    if (draining) void opened.drain();
    return opened;
  }

  async function send<Result>(accountId: string, ask: (queue: SpendQueue) => Promise<Result>): Promise<Result> {
    newest = await router.placement();
    const { url } = newest.shardOf(accountId);
    try {
      return await ask(queueAt(url));
    } catch (error) {
      if (!wasRolledBack(error)) throw error;
      newest = await router.reload();
      const moved = newest.shardOf(accountId).url;
      if (moved === url) throw error;
      return ask(queueAt(moved));
    }
  }

  return {
    debit: (request, now) => send(request.accountId, (queue) => queue.debit(request, now)),
    hold: (request, now) => send(request.accountId, (queue) => queue.hold(request, now)),
    capture: (request, now) => send(request.accountId, (queue) => queue.capture(request, now)),
    depth: () => {
      const depths = [...queues.values()].map((queue) => queue.depth());
      return {
        waiting: depths.reduce((sum, { waiting }) => sum + waiting, 0),
        batches: depths.reduce((sum, { batches }) => sum + batches, 0),
      };
    },
    drain: async () => {
      draining = true;
      await Promise.all([...queues.values()].map((queue) => queue.drain()));
    },
  };
}

/** Whether the server reports that the statement failed, and so had no effect. */
function wasRolledBack(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.severity === "ERROR";
}
