import type { Queued, QueuedResult } from "@/lib/ledger/queued-batch";

/** A spend that a caller is waiting for. */
export type Waiting = {
  spend: Queued;
  /** When it was queued, by `performance.now()`. */
  since: number;
  resolve: (result: QueuedResult) => void;
  reject: (error: unknown) => void;
};

/** The spends of one account, in order of arrival. */
export type Line = { accountId: string; waiting: Waiting[] };

/**
 * A queue of spends per account. A queue that was taken from stays out until it is put back, so that an account is
 * processed in one place at a time; accounts take turns.
 */
export type Lines = {
  /** Waiting spends, in all lines. */
  size: () => number;
  sizeOf: (accountId: string) => number;
  add: (waiting: Waiting) => void;
  /** Up to `max` spends: one from each line, then another from each, and so on. No line gives spends and holds at once. */
  take: (max: number) => Taken[];
  /** Up to `max` spends from a line that is out, as `take` does. */
  takeFrom: (line: Line, max: number) => Taken;
  /** Ends a line's turn. Spends that were taken but not done return to the front; with `stayOut` the line stays out. */
  putBack: (line: Line, undone: Waiting[], options?: { stayOut: boolean }) => void;
};

export type Taken = { line: Line; spends: Waiting[] };

export function openLines(): Lines {
  const lines = new Map<string, Line>();
  // In the order of their next turn.
  const ready = new Set<Line>();
  let size = 0;

  function takeFrom(line: Line, max: number): Taken {
    const spends = line.waiting.splice(0, alike(line.waiting, max));
    size -= spends.length;
    return { line, spends };
  }

  return {
    size: () => size,
    sizeOf: (accountId) => lines.get(accountId)?.waiting.length ?? 0,
    add: (waiting) => {
      const { accountId } = waiting.spend.request;
      let line = lines.get(accountId);
      if (!line) {
        line = { accountId, waiting: [] };
        lines.set(accountId, line);
        ready.add(line);
      }
      line.waiting.push(waiting);
      size += 1;
    },
    take: (max) => {
      const first: Line[] = [];
      for (const line of ready) if (first.push(line) === max) break;
      for (const line of first) ready.delete(line);
      return shares(first, max).map(({ line, share }) => takeFrom(line, share));
    },
    takeFrom,
    putBack: (line, undone, { stayOut } = { stayOut: false }) => {
      line.waiting.unshift(...undone);
      size += undone.length;
      if (stayOut) return;
      if (line.waiting.length > 0) ready.add(line);
      else lines.delete(line.accountId);
    },
  };
}

/** How many of the first `max` either all place holds or all spend. */
function alike(waiting: readonly Waiting[], max: number): number {
  const isHold = waiting[0]?.spend.verb === "hold";
  const most = Math.min(max, waiting.length);
  for (let count = 1; count < most; count += 1) {
    if ((waiting[count]?.spend.verb === "hold") !== isHold) return count;
  }
  return most;
}

/** How many spends each line contributes when they take turns up to `max` in total. */
function shares(lines: Line[], max: number): { line: Line; share: number }[] {
  const all = lines.map((line) => ({ line, share: 0 }));
  let left = max;
  let open = all;
  while (left > 0 && open.length > 0) {
    const each = Math.max(1, Math.floor(left / open.length));
    for (const one of open) {
      const more = Math.min(each, left, one.line.waiting.length - one.share);
      one.share += more;
      left -= more;
    }
    open = open.filter(({ line, share }) => share < line.waiting.length);
  }
  return all;
}
