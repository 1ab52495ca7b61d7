import { EventEmitter } from "node:events";
import { Logger, run, type WorkerEvents } from "graphile-worker";
import { proveAlive } from "@/lib/jobs/liveness";
import { tasks } from "@/lib/jobs/tasks";
import { wakeAfterQueuedJobs } from "@/lib/jobs/wake-after-queued-jobs";
import { services } from "@/lib/services";

/** The worker's tasks in this process, without its crontab, which follows the machine's clock. Returns how to stop it. */
export async function startWorker(): Promise<() => Promise<void>> {
  const opened = services("worker");
  const { pool } = opened.database;
  const events: WorkerEvents = new EventEmitter();
  wakeAfterQueuedJobs(events);
  let proof: Promise<() => void> | undefined;
  // Without it the app's worker releases jobs that take more than two seconds here, on a slow machine, and runs them as well.
  events.on("pool:create", ({ workerPool }) => {
    proof = proveAlive(pool, workerPool.id);
  });
  const worker = await run({
    events,
    pgPool: pool,
    taskList: tasks(opened),
    concurrency: 4,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
  });
  return async () => {
    await worker.stop();
    (await proof)?.();
  };
}
