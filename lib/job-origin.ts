import { logContext } from "@/lib/log-context";
import { tracing } from "@/lib/tracing";

/**
 * What caused a job, as JSON to merge into its payload: the request it was enqueued by, and while traces are exported the
 * span. Empty when nothing did, as with the schedule. A job passes on the origin that it was given.
 */
export function jobOrigin(): string {
  const { requestId } = logContext();
  const traceparent = tracing()?.traceparent();
  if (!requestId && !traceparent) return "{}";
  return JSON.stringify({ [ORIGIN]: { requestId, traceparent } });
}

export type JobOrigin = { requestId?: string; traceparent?: string };

/** What `jobOrigin` put into a payload. */
export function originOf(payload: unknown): JobOrigin {
  const origin = memberOf(payload, ORIGIN);
  const [requestId, traceparent] = [memberOf(origin, "requestId"), memberOf(origin, "traceparent")];
  return {
    ...(typeof requestId === "string" && { requestId }),
    ...(typeof traceparent === "string" && { traceparent }),
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

// As graphile-worker's own _cron.
const ORIGIN = "_origin";
