import type { Database } from "@/lib/db";
import type { MetricRunKind } from "@/lib/generated/prisma/enums";

type Counted = { entries: bigint; days: number };

/** Does the work and keeps what came of it as the last run of its kind, by the database's clock. */
export async function recordRun<Run extends Counted>(
  { sql }: Pick<Database, "sql">,
  kind: MetricRunKind,
  work: () => Promise<Run>,
): Promise<Run> {
  const began = performance.now();
  const run = await work();
  const tookMs = Math.round(performance.now() - began);
  await sql`
    INSERT INTO metric_run (kind, started_at, finished_at, entries, days)
    VALUES (
      ${kind}::metric_run_kind, now() - ${tookMs}::int * interval '1 millisecond', now(), ${run.entries}::bigint,
      ${run.days}::int)
    ON CONFLICT (kind) DO UPDATE SET
      started_at = excluded.started_at, finished_at = excluded.finished_at, entries = excluded.entries, days = excluded.days`;
  return run;
}
