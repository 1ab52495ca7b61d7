import type { ShardRouter } from "@/lib/ledger/shards/shard-router";

/** Parts of a list whose accounts may share a statement: those of one shard, or all of them while the ledger is on one server. */
export async function byShard<One>(
  router: ShardRouter | null,
  ones: readonly One[],
  accountOf: (one: One) => string,
): Promise<(readonly One[])[]> {
  if (!router || ones.length === 0) return [ones];
  const { shardOf } = await router.placement();
  const parts = new Map<string, One[]>();
  for (const one of ones) {
    const { id } = shardOf(accountOf(one));
    const part = parts.get(id);
    if (part) part.push(one);
    else parts.set(id, [one]);
  }
  return [...parts.values()];
}
