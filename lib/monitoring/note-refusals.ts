import { processMetrics } from "@/lib/monitoring/process-metrics";

/** What was sent to prove who is calling. */
export type Credential =
  | "api_key"
  | "authorization_header"
  | "cron_secret"
  | "metrics_token"
  | "password"
  | "second_factor"
  | "session"
  | "token";

/** Counts credentials that were sent and not accepted. `reason` is a name from the code, never from the request. */
export function noteAuthFailure(credential: Credential, reason: string): void {
  processMetrics().authFailures.inc({ credential, reason });
}

/** Counts an attempt that a limit refused. `limit` is the limit's name in the code, never from the request. */
export function noteRateLimited(limit: string): void {
  processMetrics().rateLimited.inc({ limit });
}
