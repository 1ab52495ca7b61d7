import { hashUuid } from "@/lib/ledger/shards/hash-uuid";

/** A part of the accounts that one server keeps together. */
export type Shard = {
  id: string;
  /** The address of the server that has it. */
  url: string;
};

/**
 * Which shard each account is in. Where it comes from (an engine's catalogue, a list of databases) is the concern of what reads
 * it.
 */
export type Placement = {
  shardOf: (accountId: string) => Shard;
  shards: readonly Shard[];
};

/** A shard and the range of hashes of account ids that it has, both ends included. */
export type HashRange = Shard & { from: number; to: number };

const LEAST = -(2 ** 31);
const GREATEST = 2 ** 31 - 1;

/** A placement by `hashUuid`. Throws unless the ranges cover every hash once. */
export function placementByHash(ranges: readonly HashRange[]): Placement {
  const sorted = ranges.toSorted((a, b) => a.from - b.from);
  let next = LEAST;
  for (const { from, to } of sorted) {
    if (from !== next || to < from) throw new Error(`No single shard has the hash ${Math.min(from, next)}.`);
    next = to + 1;
  }
  if (next !== GREATEST + 1) throw new Error(`No shard has the hash ${next}.`);
  const shards = sorted.map(({ id, url }) => ({ id, url }));
  return {
    shards,
    shardOf: (accountId) => {
      const hash = hashUuid(accountId);
      let [low, high] = [0, sorted.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((sorted[middle]?.from ?? GREATEST) <= hash) low = middle;
        else high = middle - 1;
      }
      return shards[low] ?? missing(accountId);
    },
  };
}

function missing(accountId: string): never {
  throw new Error(`No shard has the account ${accountId}.`);
}
