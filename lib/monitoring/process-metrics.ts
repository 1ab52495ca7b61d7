import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { oncePerProcess } from "@/lib/once-per-process";

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SLOW = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];

/**
 * What this process counts while it works, in its memory. The labels of each metric come from fixed sets, so that their
 * number does not grow with what is sent; docs/observability.md lists them. The bundles of Next share one registry.
 */
export const processMetrics = oncePerProcess("processMetrics", () => {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: "refill_http_requests_total",
      help: "Requests that ended, by the template of their route.",
      labelNames: ["kind", "method", "route", "status"],
      registers,
    }),
    requestSeconds: new Histogram({
      name: "refill_http_request_duration_seconds",
      help: "From the arrival of a request to the end of its response, without event streams.",
      labelNames: ["kind", "route"],
      buckets: FAST,
      registers,
    }),
    requestsInProgress: new Gauge({
      name: "refill_http_requests_in_progress",
      help: "Requests whose response has not ended, with open event streams.",
      registers,
    }),
    problems: new Counter({
      name: "refill_api_problems_total",
      help: "Problem documents that were sent, by code.",
      labelNames: ["code"],
      registers,
    }),
    rateLimited: new Counter({
      name: "refill_rate_limited_total",
      help: "Attempts that were refused by a limit.",
      labelNames: ["limit"],
      registers,
    }),
    authFailures: new Counter({
      name: "refill_auth_failures_total",
      help: "Credentials that were sent and not accepted.",
      labelNames: ["credential", "reason"],
      registers,
    }),
    cspReports: new Counter({
      name: "refill_csp_reports_total",
      help: "Violations of a page's Content-Security-Policy that browsers reported, by directive.",
      labelNames: ["directive"],
      registers,
    }),
    spends: new Counter({
      name: "refill_spends_total",
      help: "Spends and new holds that were answered: ok, replayed, error, or the reason they were refused for.",
      labelNames: ["verb", "outcome"],
      registers,
    }),
    spendBatchSize: new Histogram({
      name: "refill_spend_batch_size",
      help: "Spends or new holds that shared a statement and a commit.",
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
      registers,
    }),
    spendWaitSeconds: new Histogram({
      name: "refill_spend_wait_seconds",
      help: "How long the first spend of each batch waited for it to begin.",
      buckets: FAST,
      registers,
    }),
    replicaFallbacks: new Counter({
      name: "refill_replica_fallbacks_total",
      help: "Reads that failed on the replica and ran on the primary.",
      registers,
    }),
    deliveries: new Counter({
      name: "refill_webhook_deliveries_total",
      help: "Webhook events that arrived: new, duplicate, or rejected because of their signature.",
      labelNames: ["type", "result"],
      registers,
    }),
    eventsProcessed: new Counter({
      name: "refill_webhook_events_processed_total",
      help: "Attempts to process a webhook event: processed, ignored or failed.",
      labelNames: ["type", "result"],
      registers,
    }),
    eventDelaySeconds: new Histogram({
      name: "refill_webhook_processing_delay_seconds",
      help: "From the arrival of a webhook event, or its replay, to the end of its processing.",
      buckets: SLOW,
      registers,
    }),
    jobs: new Counter({
      name: "refill_jobs_total",
      help: "Attempts to run a job: succeeded, retried, or failed without an attempt left.",
      labelNames: ["task", "result"],
      registers,
    }),
    jobsReleased: new Counter({
      name: "refill_jobs_released_total",
      help: "Jobs that run again because their end could not be written.",
      registers,
    }),
    jobSeconds: new Histogram({
      name: "refill_job_duration_seconds",
      help: "How long an attempt to run a job took.",
      labelNames: ["task"],
      buckets: [0.01, 0.05, ...SLOW],
      registers,
    }),
    stripeRequests: new Counter({
      name: "refill_stripe_requests_total",
      help: "Requests to Stripe, each retry included. The status is none when no response arrived.",
      labelNames: ["method", "endpoint", "status"],
      registers,
    }),
    stripeSeconds: new Histogram({
      name: "refill_stripe_request_duration_seconds",
      help: "How long a request to Stripe took.",
      labelNames: ["method", "endpoint"],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    stripeRetries: new Counter({
      name: "refill_stripe_retries_total",
      help: "Requests to Stripe that were sent again after an error.",
      labelNames: ["method", "endpoint"],
      registers,
    }),
  };
});
