import type { Task, TaskList } from "graphile-worker";
import { originOf } from "@/lib/job-origin";
import { log } from "@/lib/log";
import { inLogContext } from "@/lib/log-context";
import { inSpan, tracing } from "@/lib/tracing";
import { newTraceId, traceIdOf } from "@/lib/tracing/trace-id";

/** The tasks, each observed. */
export function observedTasks(tasks: TaskList): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).flatMap(([name, task]) => (task ? [[name, observed(name, task)]] : [])),
  );
}

/**
 * The task with a line in the log for each run, under the id of the job and of the request that enqueued it, and with a
 * span in that request's trace. What the payload holds besides is not logged: it can be an address.
 */
function observed(name: string, task: Task): Task {
  return (payload, helpers) => {
    const { id: jobId, attempts: attempt, max_attempts: maxAttempts } = helpers.job;
    const { requestId, traceparent } = originOf(payload);
    const traceId = tracing() ? (traceIdOf(traceparent) ?? newTraceId()) : undefined;
    const context = { jobId, task: name, ...(requestId && { requestId }), ...(traceId && { traceId }) };
    const attributes = { "messaging.operation.name": "process", "job.id": jobId, "job.attempt": attempt };
    return inLogContext(context, async () => {
      const begun = performance.now();
      const took = () => ({ attempt, durationMs: Math.round(performance.now() - begun) });
      try {
        await inSpan({ name: `job ${name}`, kind: "consumer", attributes, parent: traceparent }, async () =>
          task(payload, helpers),
        );
        // Those of the schedule run every minute, and say themselves what they did.
        log[isScheduled(payload) ? "debug" : "info"](took(), "job done");
      } catch (error) {
        log[attempt < maxAttempts ? "warn" : "error"]({ err: error, ...took(), maxAttempts }, "job failed");
        throw error;
      }
    });
  };
}

/** Whether the schedule asked for it, and no request: the crontab's jobs have a payload of their own, or none. */
function isScheduled(payload: unknown): boolean {
  if (typeof payload !== "object" || payload === null) return true;
  return "_cron" in payload || Object.keys(payload).length === 0;
}
