import { Gauge, Registry } from "prom-client";
import { TASKS } from "@/lib/jobs/queue/task-words";
import { knownLabel } from "@/lib/monitoring/known-label";
import type { AppFacts } from "@/lib/monitoring/scrape/read-facts";
import { ALERT_KINDS } from "@/lib/notify/types";

type Sample = { value: number; labels?: Record<string, string> };

/** The facts as gauges in the text format of Prometheus. Each process that is asked says the same. */
export function factsText(facts: AppFacts): Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string, samples: readonly Sample[]) => {
    // Without samples it would say 0.
    if (samples.length === 0) return;
    const labelNames = Object.keys(samples[0]?.labels ?? {});
    const made = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const { labels = {}, value } of samples) made.inc(labels, value);
  };
  addQueue(facts, gauge);
  addBilling(facts, gauge);
  addChecks(facts, gauge);
  return registry.metrics();
}

type Add = (name: string, help: string, samples: readonly Sample[]) => void;

const one = (value: number): Sample[] => [{ value }];
const seconds = (time: Date) => time.getTime() / 1000;

function addQueue({ tasks, lags, databaseTime }: AppFacts, gauge: Add): void {
  const states = ["waiting", "scheduled", "retrying", "running", "failed"] as const;
  const depth = tasks.flatMap((one) =>
    states.map((state) => ({ labels: { task: knownLabel(TASKS, one.task), state }, value: one[state] })),
  );
  const ages = tasks
    .filter(({ task }) => TASKS.has(task))
    .map(({ task, waitingSince }) => ({
      labels: { task },
      value: waitingSince ? Math.max(0, seconds(databaseTime) - seconds(waitingSince)) : 0,
    }));
  gauge("refill_job_queue_depth", "Jobs in the queue by task and state; failed ones have no attempt left.", depth);
  gauge("refill_job_queue_age_seconds", "How long the longest-waiting due job of a task has been due.", ages);
  gauge(
    "refill_job_queue_lag_seconds",
    "How long the first due job of any task has been due.",
    one(lags.jobLagSeconds),
  );
  gauge("refill_jobs_without_attempts", "Jobs that failed and are not tried again.", one(lags.jobsFailed));
  gauge("refill_mail_queue_depth", "Emails that wait to be sent.", one(lags.mailsWaiting));
  gauge("refill_mail_queue_age_seconds", "How long the oldest email has waited.", one(lags.mailLagSeconds));
  gauge("refill_mails_given_up", "Emails of the last seven days that could not be sent.", one(lags.mailsFailed));
}

function addBilling({ lags, refills }: AppFacts, gauge: Add): void {
  const { lastEventAt } = lags;
  gauge("refill_webhook_inbox_depth", "Webhook events that are not processed.", one(lags.eventsWaiting));
  gauge("refill_webhook_inbox_failed", "Those of them whose last attempt failed.", one(lags.eventsFailed));
  gauge("refill_webhook_inbox_age_seconds", "How long the oldest of them has waited.", one(lags.eventLagSeconds));
  gauge(
    "refill_webhook_last_event_timestamp_seconds",
    "When the newest webhook event arrived, by the app's clock.",
    lastEventAt ? one(seconds(lastEventAt)) : [],
  );
  gauge("refill_refills_overdue", "Subscriptions whose next refill is due.", one(refills.overdue));
  gauge("refill_refill_lag_seconds", "How long the most overdue refill has been due.", one(refills.lagSeconds));
}

function addChecks({ verifications, comparison, rollups, alerts }: AppFacts, gauge: Add): void {
  const scopeOf = (scope: string) => ({ scope: scope === "ALL" ? "all" : "new" });
  gauge(
    "refill_ledger_violations",
    "Violations of the ledger's invariants that the last verification of each scope found.",
    verifications.map(({ scope, violations }) => ({ labels: scopeOf(scope), value: violations })),
  );
  gauge(
    "refill_ledger_verified_timestamp_seconds",
    "When the last verification of each scope began, by the app's clock.",
    verifications.map(({ scope, startedAt }) => ({ labels: scopeOf(scope), value: seconds(startedAt) })),
  );
  gauge(
    "refill_stripe_drift",
    "Differences from Stripe that the last comparison found: healed, or standing.",
    comparison
      ? (["healed", "standing"] as const).map((state) => ({ labels: { state }, value: comparison[state] }))
      : [],
  );
  gauge(
    "refill_stripe_compared_timestamp_seconds",
    "When the last comparison with Stripe began, by the app's clock.",
    comparison ? one(seconds(comparison.startedAt)) : [],
  );
  gauge(
    "refill_rollup_lag_seconds",
    "How long ago the figures of the overview were last added up.",
    rollups.last ? one(rollups.lagSeconds) : [],
  );
  gauge("refill_rollup_days_waiting", "Days whose figures changed since.", one(rollups.daysWaiting));
  gauge(
    "refill_health_alert",
    "Whether admins are being alerted, by kind.",
    ALERT_KINDS.map((kind) => ({ labels: { kind }, value: alerts.includes(kind) ? 1 : 0 })),
  );
}
