import type { Candidate, Figures } from "./measure";

export type Rounds = {
  callers: number;
  seconds: number;
  rounds: number;
  /** How long each warms up; by default one second. */
  warmUpSeconds?: number;
};

export type Compared<Name extends string> = {
  figures: Record<Name, Figures>;
  /** The ratio of two rates: the median over the rounds, each of which measures both. */
  ratio: (of: Name, to: Name) => number;
  /** The same for their 99th percentiles. */
  p99Ratio: (of: Name, to: Name) => number;
};

/**
 * Measures candidates in turns (a, b, a, b, …), after a warm-up of each. On a shared machine other load then affects
 * all of them, and medians ignore a disturbed round.
 */
export async function compare<Name extends string>(
  candidates: Record<Name, Candidate>,
  { callers, seconds, rounds, warmUpSeconds = 1 }: Rounds,
): Promise<Compared<Name>> {
  const named = Object.entries(candidates) as [Name, Candidate][];
  const measured = new Map<Name, Figures[]>(named.map(([name]) => [name, []]));
  for (const [, candidate] of named) await candidate(callers, warmUpSeconds);
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, candidate] of named) measured.get(name)?.push(await candidate(callers, seconds));
  }
  const column = (name: Name, field: keyof Figures) => (measured.get(name) ?? []).map((figures) => figures[field]);
  const relate = (of: Name, to: Name, field: keyof Figures) => {
    const below = column(to, field);
    return median(column(of, field).map((value, round) => value / (below[round] ?? Number.NaN)));
  };
  return {
    figures: Object.fromEntries(named.map(([name]) => [name, medians((field) => column(name, field))])) as Record<
      Name,
      Figures
    >,
    ratio: (of, to) => relate(of, to, "perSecond"),
    p99Ratio: (of, to) => relate(of, to, "p99Ms"),
  };
}

function medians(column: (field: keyof Figures) => number[]): Figures {
  return {
    perSecond: median(column("perSecond")),
    p50Ms: median(column("p50Ms")),
    p95Ms: median(column("p95Ms")),
    p99Ms: median(column("p99Ms")),
    count: column("count").reduce((sum, count) => sum + count, 0),
  };
}

/** The middle of some values. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
