import type { Placement } from "@/lib/ledger/shards/placement";

/** Knows which shard each account is in, and learns when shards move. */
export type ShardRouter = {
  /** The newest placement. Only the first call waits until it is read. */
  placement: () => Promise<Placement>;
  /** Reads it again, at most once a second: a statement failed, which a moved shard may explain. */
  reload: () => Promise<Placement>;
};

export type ShardRouterOptions = {
  read: () => Promise<Placement>;
  /** When a placement is read again, in the background. */
  maxAgeMs?: number;
  nowMs?: () => number;
};

const MAX_AGE_MS = 30_000;
const RELOAD_MS = 1_000;

/** A router on whatever knows the placement: an engine's catalogue, or a list of databases. */
export function openShardRouter({
  read,
  maxAgeMs = MAX_AGE_MS,
  nowMs = () => performance.now(),
}: ShardRouterOptions): ShardRouter {
  let known: Placement | null = null;
  let readAtMs = 0;
  let reading: Promise<Placement> | null = null;

  function readAgain(): Promise<Placement> {
    reading ??= read()
      .then((found) => {
        known = found;
        return found;
      })
      .catch((error: unknown) => {
        // The last one is right for all accounts that have not moved since.
        if (!known) throw error;
        return known;
      })
      .finally(() => {
        readAtMs = nowMs();
        reading = null;
      });
    return reading;
  }

  return {
    placement: async () => {
      if (!known) return readAgain();
      if (nowMs() - readAtMs >= maxAgeMs) void readAgain();
      return known;
    },
    reload: async () => {
      if (known && !reading && nowMs() - readAtMs < RELOAD_MS) return known;
      return readAgain();
    },
  };
}
