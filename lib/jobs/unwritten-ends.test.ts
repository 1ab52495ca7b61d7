import { EventEmitter } from "node:events";
import type { Job, WorkerEvents, WorkerPool } from "graphile-worker";
import { Client } from "pg";
import { expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { unhandledRejection, watchUnwrittenEnds } from "@/lib/jobs/unwritten-ends";

const { pool, sql } = await testDatabase();

it("releases a job that a living worker does not run, with its queue, and none that it runs or is about to write", async () => {
  let at = 0;
  const events: WorkerEvents = new EventEmitter();
  const ends = watchUnwrittenEnds(events, () => at);
  const emit = (name: string, about: object) => (events as EventEmitter).emit(name, about);
  emit("pool:create", { workerPool: { id: "here" } as WorkerPool });
  const fetched = async (queue: string): Promise<Pick<Job, "id">> => {
    const [job] = await sql<{ id: string }>`
      SELECT id::text AS id FROM graphile_worker.add_job('anything', queue_name := ${queue}::text)`;
    await sql`
      UPDATE graphile_worker._private_jobs SET locked_by = 'here', locked_at = now() - interval '1 minute'
      WHERE id = ${job?.id ?? ""}::bigint`;
    await sql`
      UPDATE graphile_worker._private_job_queues SET locked_by = 'here', locked_at = now() WHERE queue_name = ${queue}`;
    return { id: job?.id ?? "" };
  };
  const [running, over, lost] = [await fetched("running"), await fetched("over"), await fetched("lost")];
  for (const job of [running, over]) emit("job:start", { job });
  emit("job:complete", { job: over });

  // The answer with this one never arrived.
  expect(await ends.free(pool)).toEqual([lost.id]);
  expect(
    await sql`SELECT queue_name AS queue FROM graphile_worker._private_job_queues WHERE locked_by IS NULL`,
  ).toEqual([{ queue: "lost" }]);
  at = 11_000;
  // By now its end would be written, and with it the job gone.
  expect(await ends.free(pool)).toEqual([over.id]);
  expect(await ends.free(pool)).toEqual([]);
});

it("releases a queue of which no job runs, so that its other jobs do", async () => {
  const events: WorkerEvents = new EventEmitter();
  const ends = watchUnwrittenEnds(events);
  (events as EventEmitter).emit("pool:create", { workerPool: { id: "there" } as WorkerPool });
  await sql`SELECT id FROM graphile_worker.add_job('anything', queue_name := 'left')`;
  const lock = (since: string) => sql`
    UPDATE graphile_worker._private_job_queues SET locked_by = 'there', locked_at = now() - ${since}::interval
    WHERE queue_name = 'left'`;
  const isLocked = async () =>
    (await sql`SELECT FROM graphile_worker._private_job_queues WHERE queue_name = 'left' AND locked_by IS NOT NULL`)
      .length > 0;
  await lock("1 second");
  expect(await ends.free(pool)).toEqual([]);
  expect(await isLocked()).toBe(true);
  await lock("1 minute");
  await ends.free(pool);
  expect(await isLocked()).toBe(false);
});

it("does not end the process for a job's end that a database could not take, and ends it for any other error", async () => {
  const ended: unknown[] = [];
  const meet = (error: unknown) => unhandledRejection(error, (reason) => ended.push(reason));
  const refused = await new Client({ connectionString: "postgres://refill@127.0.0.1:1/refill" })
    .connect()
    .catch((e) => e);
  meet(refused);
  meet(new Error("Connection terminated unexpectedly"));
  expect(ended).toEqual([]);
  const bug = new TypeError("undefined is not a function");
  meet(bug);
  expect(ended).toEqual([bug]);
});
