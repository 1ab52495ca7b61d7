import type { Database } from "@/lib/db";
import { inBatches } from "@/lib/retention/in-batches";
import { purgeAttempts, purgeEvents } from "@/lib/retention/purge-events";
import { purgeDeadJobs } from "@/lib/retention/purge-jobs";
import { purgeMails } from "@/lib/retention/purge-mails";
import { purgeReconcileRuns } from "@/lib/retention/purge-runs";
import { purgeWebhooks } from "@/lib/retention/purge-webhooks";
import { DAY_MS } from "@/lib/time";

/** How long personal data that is no longer needed is kept. */
export type RetentionDays = number | "forever";

/** The number of purged rows of each kind. */
export type Purged = {
  events: number;
  attempts: number;
  mails: number;
  webhooks: number;
  reconcileRuns: number;
  jobs: number;
};

/**
 * Removes personal data older than `days`: payloads and attempts of settled webhook events, addresses and text of emails, outgoing
 * webhooks, reconciler reports, and jobs that failed for good. Ids, outcomes and idempotency keys stay, as they are still needed. Safe to
 * repeat, to kill and to run in several processes at once. With "forever" it does nothing.
 */
export async function purge({ sql }: Pick<Database, "sql">, days: RetentionDays, now: Date): Promise<Purged> {
  if (days === "forever") return { events: 0, attempts: 0, mails: 0, webhooks: 0, reconcileRuns: 0, jobs: 0 };
  const before = new Date(now.getTime() - days * DAY_MS);
  return {
    events: await inBatches((limit) => purgeEvents(sql, before, limit)),
    attempts: await inBatches((limit) => purgeAttempts(sql, before, limit)),
    mails: await inBatches((limit) => purgeMails(sql, before, limit)),
    webhooks: await inBatches((limit) => purgeWebhooks(sql, before, now, limit)),
    reconcileRuns: await inBatches((limit) => purgeReconcileRuns(sql, before, limit)),
    jobs: await inBatches((limit) => purgeDeadJobs(sql, before, limit)),
  };
}
