/** The result of a candidate in one round, or the medians of its rounds. Times are milliseconds per call. */
export type Figures = { perSecond: number; p50Ms: number; p95Ms: number; p99Ms: number; count: number };

/** Something to measure: it runs with a number of callers for a time. */
export type Candidate = (callers: number, seconds: number) => Promise<Figures>;

/** Callers run `work` back to back. `each` is the number of operations per call. */
export function looped(work: (turn: number) => Promise<unknown>, each = 1): Candidate {
  return async (callers, seconds) => {
    const started = performance.now();
    const times = await loop(callers, seconds, work);
    const elapsed = (performance.now() - started) / 1_000;
    return toFigures(times, elapsed, each);
  };
}

/** Rate and quantiles of calls that took `times` in all of `elapsed` seconds. */
export function toFigures(times: number[], elapsed: number, each = 1): Figures {
  const sorted = Float64Array.from(times).sort();
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const count = sorted.length * each;
  return { perSecond: count / elapsed, p50Ms: quantile(0.5), p95Ms: quantile(0.95), p99Ms: quantile(0.99), count };
}

async function loop(callers: number, seconds: number, work: (turn: number) => Promise<unknown>): Promise<number[]> {
  const until = performance.now() + seconds * 1_000;
  const times: number[] = [];
  let turn = 0;
  const caller = async () => {
    for (let before = performance.now(); before < until; ) {
      await work(turn++);
      const after = performance.now();
      times.push(after - before);
      before = after;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return times;
}
