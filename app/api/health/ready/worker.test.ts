import { afterAll, expect, test } from "vitest";
import { GET } from "@/app/api/health/ready/route";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { keepWorker } from "@/lib/jobs/keep-worker";
import { type RunningWorker, runWorker } from "@/lib/jobs/run-worker";
import { noteWorkerState } from "@/lib/jobs/worker-state";
import { noteStopping } from "@/lib/shutdown/stopping";

const database = await testDatabase();
const { stripe } = await testStripe();
closeAppDatabase();
afterAll(() => noteWorkerState(null));

const ready = () => call(GET, "GET");

test("a process whose worker is not running is not ready; a worker that stopped by itself is restarted", async () => {
  const started: RunningWorker[] = [];
  let mayStart = false;
  const start = async () => {
    if (!mayStart) throw new Error("not yet");
    const worker = await runWorker({ database, stripe }, 1);
    started.push(worker);
    return worker;
  };
  const stop = keepWorker(start, 20);
  expect(await ready()).toMatchObject({
    status: 503,
    json: { code: "not_ready", detail: expect.stringContaining("worker") },
  });
  mayStart = true;
  await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(200);

  // As after a crash: it stopped without being asked to.
  mayStart = false;
  await started[0]?.stop();
  await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(503);
  mayStart = true;
  await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(200);
  expect(started).toHaveLength(2);

  await stop();
  expect((await ready()).status).toBe(503);
});

test("a process whose worker lost its lock in the database is not ready until it has the lock again", async () => {
  const stop = keepWorker(() => runWorker({ database, stripe }, 1));
  await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(200);
  const [lock] = await database.sql<{ pid: number; key: bigint }>`
    SELECT pid, (classid::bigint << 32) | objid::bigint AS key
    FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND granted AND datname = current_database()`;
  const other = await database.connect();
  const taken = other.query("SELECT pg_advisory_lock($1)", [lock?.key]);
  await database.sql`SELECT pg_terminate_backend(${lock?.pid ?? 0})`;
  await taken;
  await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(503);
  expect((await ready()).json.detail).toContain("does not hold its lock");
  await other.end();
  await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(200);
  await stop();
});

test("a worker that is still starting when its process is asked to stop does not keep it", async () => {
  let started = (_: RunningWorker) => {};
  const stopped: string[] = [];
  const stop = keepWorker(() => new Promise((resolve) => (started = resolve)));
  const stopping = stop().then(() => stopped.push("process"));
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const stopWorker = async () => {
    stopped.push("worker");
    end();
  };
  started({ ended, stop: stopWorker });
  await stopping;
  expect(stopped).toEqual(["worker", "process"]);
});

test("a process that was asked to stop is not ready, and still answers", async () => {
  noteWorkerState(null);
  noteStopping();
  try {
    const answer = await ready();
    expect(answer).toMatchObject({ status: 503, json: { detail: expect.stringContaining("stopping") } });
  } finally {
    noteStopping(false);
  }
});

test("a process without a worker is ready without one", async () => {
  noteWorkerState(null);
  expect((await ready()).status).toBe(200);
});
