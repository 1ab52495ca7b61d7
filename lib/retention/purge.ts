import type { Database } from "@/lib/db";
import { inBatches } from "@/lib/retention/in-batches";
import { purgeEvents } from "@/lib/retention/purge-events";
import { purgeDeadJobs } from "@/lib/retention/purge-jobs";
import { purgeMails } from "@/lib/retention/purge-mails";
import { purgeReconcileRuns } from "@/lib/retention/purge-runs";
import { DAY_MS } from "@/lib/time";

/** How long personal data is kept that nothing needs any more. */
export type RetentionDays = number | "forever";

/** How many rows were purged of each kind. */
export type Purged = { events: number; mails: number; reconcileRuns: number; jobs: number };

/**
 * Removes personal data that is older than `days`: payloads of settled webhook events, addresses and text of mails,
 * reports of the reconciler, and jobs that failed for good. What is needed later stays: ids, outcomes and the keys that
 * keep things from being done twice. Safe to repeat, to be killed and to run in several processes at once. With
 * "forever" it does nothing.
 */
export async function purge({ sql }: Pick<Database, "sql">, days: RetentionDays, now: Date): Promise<Purged> {
  if (days === "forever") return { events: 0, mails: 0, reconcileRuns: 0, jobs: 0 };
  const before = new Date(now.getTime() - days * DAY_MS);
  return {
    events: await inBatches((limit) => purgeEvents(sql, before, limit)),
    mails: await inBatches((limit) => purgeMails(sql, before, limit)),
    reconcileRuns: await inBatches((limit) => purgeReconcileRuns(sql, before, limit)),
    jobs: await inBatches((limit) => purgeDeadJobs(sql, before, limit)),
  };
}
