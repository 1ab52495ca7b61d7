import { EventEmitter } from "node:events";
import { Logger, run, type WorkerEvents } from "graphile-worker";
import { tasks } from "@/lib/jobs/tasks";
import { wakeAfterQueuedJobs } from "@/lib/jobs/wake-after-queued-jobs";
import { services } from "@/lib/services";

/** The worker's tasks in this process, without its crontab, which follows the machine's clock. Returns how to stop it. */
export async function startWorker(): Promise<() => Promise<void>> {
  const opened = services("worker");
  const events: WorkerEvents = new EventEmitter();
  wakeAfterQueuedJobs(events);
  const worker = await run({
    events,
    pgPool: opened.database.pool,
    taskList: tasks(opened),
    concurrency: 4,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
  });
  return () => worker.stop();
}
