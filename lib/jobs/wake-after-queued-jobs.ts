import type { Worker, WorkerEvents } from "graphile-worker";

// The job's end is written after the event, through another connection.
const WAKE_AFTER_MS = [10, 100, 1_000];

/**
 * Wakes an idle worker after each job of a named queue. graphile-worker 0.17 looks for the next job before it has written
 * that the last one is done, and skips queues that another worker is looking at. It then finds nothing, and the next job of
 * the queue waits for the next poll: a second for each event of a customer.
 */
export function wakeAfterQueuedJobs(events: WorkerEvents): void {
  const workers = new Set<Worker>();
  events.on("worker:create", ({ worker }) => workers.add(worker));
  events.on("worker:release", ({ worker }) => workers.delete(worker));
  // Each job begins the waits anew: while jobs end all the time, their workers look by themselves.
  const timers = WAKE_AFTER_MS.map(() => undefined as NodeJS.Timeout | undefined);
  events.on("job:complete", ({ job }) => {
    if (job.job_queue_id === null) return;
    for (const [nth, afterMs] of WAKE_AFTER_MS.entries()) {
      clearTimeout(timers[nth]);
      timers[nth] = setTimeout(() => wakeOne(workers), afterMs).unref();
    }
  });
}

function wakeOne(workers: Set<Worker>): void {
  for (const worker of workers) if (worker.nudge()) return;
}
