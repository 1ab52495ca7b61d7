import { EventEmitter } from "node:events";
import { run, type WorkerEvents } from "graphile-worker";
import type { BillingServices } from "@/lib/billing/context";
import { env } from "@/lib/env";
import { countJobs } from "@/lib/jobs/count-jobs";
import { CRONTAB } from "@/lib/jobs/crontab";
import { freeJobsOfDeadWorkers, proveAlive } from "@/lib/jobs/liveness";
import { observedTasks } from "@/lib/jobs/observe-task";
import { tasks } from "@/lib/jobs/tasks";
import { type UnwrittenEnds, watchUnwrittenEnds } from "@/lib/jobs/unwritten-ends";
import { wakeAfterQueuedJobs } from "@/lib/jobs/wake-after-queued-jobs";
import { watchBalances } from "@/lib/jobs/watch-balances";
import { workerLogger } from "@/lib/jobs/worker-logger";
import { noteWorkerProof } from "@/lib/jobs/worker-state";
import { log } from "@/lib/log";
import { processMetrics } from "@/lib/monitoring/process-metrics";
import { notifications } from "@/lib/notifications";
import { mailer } from "@/lib/notify/mailer";

export type RunningWorker = {
  /** Waits for running jobs to finish, or returns them to the queue. */
  stop: () => Promise<void>;
  /** Settles when the worker has stopped, requested or not; rejects with the error that stopped it. */
  ended: Promise<void>;
};

const SWEEP_MS = 5_000;
// Idle workers are woken by NOTIFY; polling only finds jobs whose time has come.
const POLL_MS = 1_000;

/** Starts a worker in this process: it runs jobs and the crontab, and releases the jobs of dead workers. */
export async function runWorker(services: BillingServices, concurrency: number): Promise<RunningWorker> {
  const { pool } = services.database;
  if (!mailer() && !env().LOCAL_MODE) log.warn("SMTP_URL is not set; emails are kept and not sent");
  const events: WorkerEvents = new EventEmitter();
  wakeAfterQueuedJobs(events);
  countJobs(events);
  const ends = watchUnwrittenEnds(events);
  let proof: Promise<() => void> | undefined;
  events.on("pool:create", ({ workerPool }) => {
    noteWorkerProof(false);
    proof = proveAlive(pool, workerPool.id, noteWorkerProof);
  });
  await sweep(services);
  const runner = await run({
    pgPool: pool,
    taskList: observedTasks(tasks(services)),
    crontab: CRONTAB,
    concurrency,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    events,
    logger: workerLogger,
  });
  const timer = setInterval(() => {
    void sweep(services);
    void sweepOwn(services, ends);
  }, SWEEP_MS);
  const unwatch = watchBalances(services.database.sql, notifications());
  const ended = runner.promise.finally(() => {
    clearInterval(timer);
    unwatch();
    // Also one that is still being taken: its connection would keep the pool from closing.
    void proof?.then((end) => end());
  });
  // Callers that await it see the error; a process that does not must not crash on it.
  ended.catch(() => undefined);
  return {
    ended,
    stop: async () => {
      await runner.stop();
      await ended;
    },
  };
}

async function sweep({ database }: BillingServices): Promise<void> {
  try {
    const dead = await freeJobsOfDeadWorkers(database.pool);
    if (dead.length > 0) log.warn({ workers: dead }, "released the jobs of workers that are gone");
  } catch (error) {
    log.warn({ err: error }, "could not look for dead workers; trying again");
  }
}

async function sweepOwn({ database }: BillingServices, ends: UnwrittenEnds): Promise<void> {
  try {
    const jobs = await ends.free(database.pool);
    if (jobs.length === 0) return;
    processMetrics().jobsReleased.inc(jobs.length);
    log.warn({ jobs }, "released jobs whose end could not be written; they run again");
  } catch (error) {
    log.warn({ err: error }, "could not look for jobs whose end was not written; trying again");
  }
}
