import { AsyncLocalStorage } from "node:async_hooks";
import { oncePerProcess } from "@/lib/once-per-process";

/** What every log line of a request or a job carries. */
export type LogContext = {
  /** Of the request; for a job, of the request that enqueued it. */
  requestId?: string;
  /** While traces are exported: the trace that this request or job belongs to. */
  traceId?: string;
  jobId?: string;
  task?: string;
};

/** Runs `work`, and everything it calls, in this context. */
export function inLogContext<Result>(context: LogContext, work: () => Result): Result {
  return contexts().run(context, work);
}

/** The context of the calling code; empty outside of requests and jobs. */
export function logContext(): LogContext {
  return contexts().getStore() ?? NONE;
}

const NONE: LogContext = {};

const contexts = oncePerProcess("logContexts", () => new AsyncLocalStorage<LogContext>());
