import { Logger } from "graphile-worker";
import { log } from "@/lib/log";

const LEVELS = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;

/** graphile-worker's own lines, except for the end of a job: with it come the payload and the whole error. See observe-task.ts. */
export const workerLogger = new Logger((scope) => (level, message, meta) => {
  if (meta && ("failure" in meta || "success" in meta)) return;
  const { workerId, jobId, taskIdentifier: task } = scope;
  const error = meta?.error ?? meta?.fatalError;
  log[LEVELS[level]]({ worker: workerId, jobId, task, ...(error !== undefined && { err: error }) }, message);
});
