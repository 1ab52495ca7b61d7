export type Figures = { perSecond: number; p50Ms: number; p99Ms: number; count: number };

const WARM_UP_SECONDS = 1;

/** Lets `callers` callers do `work` back to back for `seconds`, after a warm-up that is not counted. */
export async function measure(
  callers: number,
  seconds: number,
  work: (turn: number) => Promise<void>,
): Promise<Figures> {
  await loop(callers, WARM_UP_SECONDS, work);
  const started = performance.now();
  const times = await loop(callers, seconds, work);
  const elapsed = (performance.now() - started) / 1_000;
  times.sort((a, b) => a - b);
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / elapsed, p50Ms: quantile(0.5), p99Ms: quantile(0.99), count: times.length };
}

async function loop(callers: number, seconds: number, work: (turn: number) => Promise<void>): Promise<number[]> {
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
