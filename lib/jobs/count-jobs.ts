import type { WorkerEvents } from "graphile-worker";
import { TASKS } from "@/lib/jobs/queue/task-words";
import { knownLabel } from "@/lib/monitoring/known-label";
import { processMetrics } from "@/lib/monitoring/process-metrics";

/** Counts the jobs of a worker and measures how long they take. A task of another version is `other`. */
export function countJobs(events: WorkerEvents): void {
  const { jobs, jobSeconds } = processMetrics();
  const begun = new Map<string, number>();
  events.on("job:start", ({ job }) => begun.set(job.id, performance.now()));
  events.on("job:complete", ({ job, error }) => {
    const task = knownLabel(TASKS, job.task_identifier);
    const since = begun.get(job.id);
    begun.delete(job.id);
    if (since !== undefined) jobSeconds.observe({ task }, (performance.now() - since) / 1000);
    const failed = job.attempts >= job.max_attempts ? "failed" : "retried";
    jobs.inc({ task, result: error ? failed : "succeeded" });
  });
}
