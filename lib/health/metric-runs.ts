import type { Sql } from "@/lib/db";

export type MetricRunFacts = { finishedAt: Date; seconds: number; entries: bigint; days: number };

/** How up to date the read models of the overview are. By the database's clock. */
export type MetricRuns = {
  /** The last rollup; a rebuild is one, too. Null before the first. */
  last: MetricRunFacts | null;
  lastRebuild: MetricRunFacts | null;
  /** Since the last rollup; 0 before the first. */
  lagSeconds: number;
  /** Days whose money or subscriptions changed since. */
  daysWaiting: number;
};

/** More changes than these are not told apart. */
const MOST_READ = 10_000;

export async function readMetricRuns(sql: Sql): Promise<MetricRuns> {
  const [runs, [waiting]] = await Promise.all([
    sql<{ kind: "ROLL_UP" | "REBUILD"; lag: number } & MetricRunFacts>`
      SELECT kind, finished_at AS "finishedAt", extract(epoch FROM finished_at - started_at)::float8 AS seconds, entries,
        days, extract(epoch FROM now() - finished_at)::float8 AS lag
      FROM metric_run ORDER BY finished_at DESC`,
    sql<{ days: bigint }>`
      SELECT count(DISTINCT day) AS days FROM (SELECT day FROM metric_stale_day LIMIT ${MOST_READ}::int) AS stale`,
  ]);
  const [last] = runs;
  const rebuild = runs.find(({ kind }) => kind === "REBUILD");
  return {
    last: last ? factsOf(last) : null,
    lastRebuild: rebuild ? factsOf(rebuild) : null,
    lagSeconds: Math.max(0, Math.round(last?.lag ?? 0)),
    daysWaiting: Number(waiting?.days ?? 0n),
  };
}

function factsOf({ finishedAt, seconds, entries, days }: MetricRunFacts): MetricRunFacts {
  return { finishedAt, seconds, entries, days };
}
