import { EventEmitter, once } from "node:events";
import { Logger, run, type WorkerEvents } from "graphile-worker";
import { expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { wakeAfterQueuedJobs } from "@/lib/jobs/wake-after-queued-jobs";

const database = await testDatabase();
const JOBS = 25;
const NEVER_MS = 3_600_000;

it("jobs of one queue follow one another without waiting for the next poll", async () => {
  const events: WorkerEvents = new EventEmitter();
  wakeAfterQueuedJobs(events);
  const done: number[] = [];
  const all = new EventEmitter();
  const end = once(all, "done", { signal: AbortSignal.timeout(15_000) });
  const worker = await run({
    pgPool: database.pool,
    concurrency: 4,
    pollInterval: NEVER_MS,
    noHandleSignals: true,
    events,
    logger: new Logger(() => () => undefined),
    taskList: {
      count: async (payload) => {
        done.push(Number(payload));
        if (done.length === JOBS) all.emit("done");
      },
    },
  });
  await database.sql`
    SELECT count(job.id)
    FROM generate_series(1, ${JOBS}::int) AS n,
      LATERAL graphile_worker.add_job('count'::text, to_json(n), queue_name := 'one'::text) AS job`;
  await end;
  await worker.stop();
  expect(done).toEqual(Array.from({ length: JOBS }, (_, n) => n + 1));
});
