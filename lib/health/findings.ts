import type { BillingServices } from "@/lib/billing/context";
import { type Lags, readLags } from "@/lib/health/lags";
import {
  type CheckedLedger,
  type CheckedStripe,
  lastReconciliations,
  lastVerifications,
} from "@/lib/health/last-checks";
import { type MetricRuns, readMetricRuns } from "@/lib/health/metric-runs";
import { log } from "@/lib/log";
import type { AlertKind } from "@/lib/notify/types";
import { HANDLED_EVENT_TYPES } from "@/lib/stripe/handled-event-types";
import { newestEvents } from "@/lib/stripe/newest-events";

/** `unknown` changes no alert: it could not be told this time. */
export type Finding =
  | { kind: AlertKind; state: "ok" | "unknown" }
  | { kind: AlertKind; state: "broken"; sentence: string };

const MINUTE_SECONDS = 60;
export const JOB_LAG_LIMIT = 10 * MINUTE_SECONDS;
export const EVENT_LAG_LIMIT = 30 * MINUTE_SECONDS;
/** They run every five minutes. */
export const METRIC_LAG_LIMIT = 30 * MINUTE_SECONDS;
/** Stripe delivers within seconds, and tries again for three days. */
const DELIVERED_MS = 10 * 60_000;
const LOOK_BACK_MS = 2 * 3_600_000;

/** Everything that admins are alerted about, as it stands. */
export async function findings({ database, stripe }: BillingServices, now: Date): Promise<Finding[]> {
  const { prisma, sql } = database;
  const [verifications, [reconciled], lags, metrics] = await Promise.all([
    lastVerifications(prisma),
    lastReconciliations(prisma, 1),
    readLags(sql, now),
    readMetricRuns(sql),
  ]);
  return [
    ofLedger(verifications),
    ofDrift(reconciled),
    ofQueue(lags),
    ofInbox(lags),
    ofMetrics(metrics),
    await ofDelivery({ database, stripe }, now),
  ];
}

function ofLedger(runs: CheckedLedger[]): Finding {
  const kind = "ledger_inconsistent";
  const [broken] = runs.filter(({ violations }) => violations > 0);
  const [violation] = broken?.found ?? [];
  if (!broken || !violation) return { kind, state: runs.length > 0 ? "ok" : "unknown" };
  const many = broken.violations === 1 ? "One violation was" : `${broken.violations} violations were`;
  const again = broken.scope === "ALL" ? " Run npm run verify again once it is corrected." : "";
  const sentence = `${many} found. The first, in account ${violation.accountId}: ${violation.sentence}${again}`;
  return { kind, state: "broken", sentence };
}

function ofDrift(run: CheckedStripe | undefined): Finding {
  const kind = "drift_not_healed";
  const standing = run?.drift.filter(({ healed }) => !healed) ?? [];
  const [first] = standing;
  if (!first) return { kind, state: run ? "ok" : "unknown" };
  const many = standing.length === 1 ? "One difference needs" : `${standing.length} differences need`;
  return { kind, state: "broken", sentence: `${many} a person. The first, ${first.object} ${first.id}: ${first.what}` };
}

function ofQueue({ jobsDue, jobLagSeconds }: Lags): Finding {
  const kind = "queue_lags";
  if (jobLagSeconds <= JOB_LAG_LIMIT) return { kind, state: "ok" };
  const sentence = `${jobsDue} jobs are due, the first of them for ${minutes(jobLagSeconds)}. Check that a worker is running.`;
  return { kind, state: "broken", sentence };
}

function ofInbox({ eventsWaiting, eventsFailed, eventLagSeconds }: Lags): Finding {
  const kind = "webhooks_not_processed";
  if (eventLagSeconds <= EVENT_LAG_LIMIT) return { kind, state: "ok" };
  const sentence = `${eventsWaiting} webhook events are not processed, the oldest for ${minutes(eventLagSeconds)}; ${eventsFailed} of them failed.`;
  return { kind, state: "broken", sentence };
}

function ofMetrics({ last, lagSeconds }: MetricRuns): Finding {
  const kind = "metrics_lag";
  if (!last) return { kind, state: "unknown" };
  if (lagSeconds <= METRIC_LAG_LIMIT) return { kind, state: "ok" };
  const sentence = `The figures of the overview were last added up ${minutes(lagSeconds)} ago. Look for the job roll_up_metrics.`;
  return { kind, state: "broken", sentence };
}

/** Compares the newest event at Stripe with the inbox. Without events there is nothing to tell by. */
async function ofDelivery({ database, stripe }: BillingServices, now: Date): Promise<Finding> {
  const kind = "webhooks_stopped";
  const to = new Date(now.getTime() - DELIVERED_MS);
  const from = new Date(now.getTime() - LOOK_BACK_MS);
  try {
    const sent = await newestEvents(stripe, { types: HANDLED_EVENT_TYPES, from, to });
    const [newest] = sent;
    if (newest === undefined) return { kind, state: "unknown" };
    const arrived = await database.prisma.webhookEvent.findMany({ where: { id: { in: sent } }, select: { id: true } });
    if (arrived.some(({ id }) => id === newest)) return { kind, state: "ok" };
    const missing = sent.length - arrived.length;
    const many = missing === 1 ? "One event" : `${missing} events`;
    const sentence = `${many} of the last two hours did not arrive, the newest of them ${newest}. Check the endpoint in Stripe, and STRIPE_WEBHOOK_SECRET.`;
    return { kind, state: "broken", sentence };
  } catch (error) {
    log.warn({ err: error }, "could not ask Stripe for its newest events");
    return { kind, state: "unknown" };
  }
}

function minutes(seconds: number): string {
  return `${Math.round(seconds / MINUTE_SECONDS)} minutes`;
}
