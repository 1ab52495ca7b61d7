import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { runOnce, type WorkerEvents, type WorkerPool } from "graphile-worker";
import type pg from "pg";
import type { BillingServices } from "@/lib/billing/context";
import { countJobs } from "@/lib/jobs/count-jobs";
import { freeJobsOfDeadWorkers, proveAlive } from "@/lib/jobs/liveness";
import { observedTasks } from "@/lib/jobs/observe-task";
import { queueDueTasks } from "@/lib/jobs/queue-due-tasks";
import { tasks } from "@/lib/jobs/tasks";
import { workerLogger } from "@/lib/jobs/worker-logger";
import { log } from "@/lib/log";

export type QueueRun = {
  /** Tasks of the crontab whose time had come. */
  scheduled: string[];
  jobsDone: number;
  /** Attempts that failed; they are tried again with growing delays, as by a worker. */
  jobsFailed: number;
  /** Whether the time was up before the queue was empty. */
  timeIsUp: boolean;
};

export type QueueLimits = {
  concurrency: number;
  /** After this many milliseconds no further job begins; those that run then have five seconds, or return to the queue. */
  limitMs: number;
};

/**
 * Does what a worker would have done by now, and ends: queues what the crontab asks for and runs every job that is due.
 * For hosts where no process lives long. Any number of these and of workers can run at the same time. `now` is the
 * machine's time.
 */
export async function runQueue(services: BillingServices, limits: QueueLimits, now: Date): Promise<QueueRun> {
  const until = performance.now() + limits.limitMs;
  const { pool, sql } = services.database;
  const freed = await freeJobsOfDeadWorkers(pool);
  if (freed.length > 0) log.warn({ workers: freed }, "released the jobs of workers that are gone");
  const run: QueueRun = { scheduled: await queueDueTasks(sql, now), jobsDone: 0, jobsFailed: 0, timeIsUp: false };
  // A pass ends when it finds nothing to take, which can be just before the last job of a customer's queue is written off
  // and so frees the next one: only a pass without any job says that the queue is empty.
  for (let handled = -1; handled !== 0 && !run.timeIsUp; ) {
    const before = run.jobsDone + run.jobsFailed;
    await runPass(services, limits.concurrency, run, until);
    handled = run.jobsDone + run.jobsFailed - before;
  }
  return run;
}

async function runPass(services: BillingServices, concurrency: number, run: QueueRun, until: number): Promise<void> {
  const { pool } = services.database;
  const events: WorkerEvents = new EventEmitter();
  let workers: WorkerPool | undefined;
  let proof: Promise<() => void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    run.timeIsUp = true;
    Promise.resolve(workers?.gracefulShutdown("The time of this call is up.")).catch(() => undefined);
  };
  events.on("pool:create", ({ workerPool }) => {
    workers = workerPool;
    proof = proveAlive(pool, workerPool.id);
    timer = setTimeout(stop, Math.max(0, until - performance.now()));
  });
  countJobs(events);
  events.on("job:success", () => {
    run.jobsDone += 1;
  });
  events.on("job:error", () => {
    run.jobsFailed += 1;
  });
  try {
    await runOnce({
      pgPool: pool,
      taskList: observedTasks(tasks(services)),
      concurrency,
      noHandleSignals: true,
      events,
      logger: workerLogger,
    });
    if (workers) await written(pool, workers.id);
  } finally {
    clearTimeout(timer);
    await proof?.then((end) => end());
  }
}

const WRITTEN_WITHIN_MS = 5_000;

/** runOnce ends before the results of its last jobs are written; a host may freeze the process right after the answer. */
async function written(pool: pg.Pool, workerId: string): Promise<void> {
  for (const until = performance.now() + WRITTEN_WITHIN_MS; performance.now() < until; await sleep(10)) {
    const { rowCount } = await pool.query("SELECT FROM graphile_worker._private_jobs WHERE locked_by = $1 LIMIT 1", [
      workerId,
    ]);
    if (rowCount === 0) return;
  }
}
