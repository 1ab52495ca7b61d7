import { now } from "@/lib/clock";
import type { Database } from "@/lib/db";
import { type Lags, readLags } from "@/lib/health/lags";
import { lastReconciliations, lastVerifications } from "@/lib/health/last-checks";
import { type MetricRuns, readMetricRuns } from "@/lib/health/metric-runs";
import { queueDepth, type TaskDepth } from "@/lib/jobs/queue/queue-queries";

/** What the database says about the whole app, whichever process asks. */
export type AppFacts = {
  lags: Lags;
  tasks: TaskDepth[];
  /** The database's time, which the queue's times are compared with. */
  databaseTime: Date;
  refills: { overdue: number; lagSeconds: number };
  verifications: { scope: string; violations: number; startedAt: Date }[];
  /** The last comparison with Stripe; null before the first. */
  comparison: { healed: number; standing: number; startedAt: Date } | null;
  rollups: MetricRuns;
  /** The kinds of alerts that admins have been told about and that are not over. */
  alerts: string[];
};

/** Reads the facts with bounded statements that need no lock. */
export async function readFacts({ prisma, sql }: Database): Promise<AppFacts> {
  const at = await now();
  const [lags, tasks, [clock], [refills], verifications, [comparison], rollups, alerts] = await Promise.all([
    readLags(sql, at),
    queueDepth(sql),
    sql<{ time: Date }>`SELECT now() AS time`,
    sql<{ overdue: bigint; oldest: Date | null }>`
      SELECT count(*) AS overdue, min(next_refill_at) AS oldest FROM subscription
      WHERE next_refill_at <= ${at}::timestamptz`,
    lastVerifications(prisma),
    lastReconciliations(prisma, 1),
    readMetricRuns(sql),
    prisma.healthAlert.findMany({ where: { clearedAt: null }, select: { kind: true } }),
  ]);
  const healed = comparison?.drift.filter((difference) => difference.healed).length ?? 0;
  return {
    lags,
    tasks,
    databaseTime: clock?.time ?? at,
    refills: {
      overdue: Number(refills?.overdue ?? 0n),
      lagSeconds: refills?.oldest ? (at.getTime() - refills.oldest.getTime()) / 1000 : 0,
    },
    verifications: verifications.map(({ scope, violations, startedAt }) => ({ scope, violations, startedAt })),
    comparison: comparison
      ? { healed, standing: comparison.drift.length - healed, startedAt: comparison.startedAt }
      : null,
    rollups,
    alerts: alerts.map(({ kind }) => kind),
  };
}
