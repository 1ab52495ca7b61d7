/** What one look at both servers found. Positions are bytes of the write-ahead log. */
export type Look = {
  /** When the primary was asked, by this process's own clock. */
  atMs: number;
  /** Up to where the primary had written its log. */
  writtenTo: bigint;
  /** Up to where the replica has replayed it, asked afterwards. */
  replayedTo: bigint;
  /** How long ago, by the primary's clock, the last transaction was committed that the replica has replayed. */
  lastCommitMs: number | null;
};

export type Lag = {
  note: (look: Look) => void;
  /** How far behind the primary the replica may be at the most; Infinity while that is unknown. */
  behindMs: (nowMs: number) => number;
};

const MOST_LOOKS = 1_000;

/**
 * How far a replica is behind. The time of the last transaction it replayed does not say so by itself: while nothing is
 * written, that grows, though the replica has everything. So each look remembers how far the primary had written, and once the
 * replica has replayed that much, it has everything that was committed by then. No clocks of two machines are compared.
 */
export function replicaLag(): Lag {
  let asOfMs = Number.NEGATIVE_INFINITY;
  let replayedTo = 0n;
  let waiting: Pick<Look, "atMs" | "writtenTo">[] = [];

  return {
    note: (look) => {
      // Another server, or this one restored from an older copy.
      if (look.replayedTo < replayedTo) asOfMs = Number.NEGATIVE_INFINITY;
      replayedTo = look.replayedTo;
      waiting.push(look);
      const reached = waiting.filter(({ writtenTo }) => writtenTo <= replayedTo);
      waiting = waiting.filter(({ writtenTo }) => writtenTo > replayedTo);
      const known = reached.map(({ atMs }) => atMs);
      if (look.lastCommitMs !== null) known.push(look.atMs - look.lastCommitMs);
      asOfMs = Math.max(asOfMs, ...known);
      if (waiting.length > MOST_LOOKS) waiting = waiting.filter((_, at) => at % 2 === 0);
    },
    behindMs: (nowMs) => Math.max(0, nowMs - asOfMs),
  };
}
