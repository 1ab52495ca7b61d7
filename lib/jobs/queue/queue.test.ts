import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { CRONTAB, REFILL_TASK, VERIFY_TASK } from "@/lib/jobs/crontab";
import { dropJobs, retryJobs } from "@/lib/jobs/queue/change-jobs";
import { listJobs, queueDepth } from "@/lib/jobs/queue/queue-queries";
import { readSchedule } from "@/lib/jobs/queue/schedule";
import { taskWords } from "@/lib/jobs/queue/task-words";
import { tasks } from "@/lib/jobs/tasks";
import { NOON } from "@/lib/ledger/testing/accounts";
import { createStripeClient } from "@/lib/stripe/client";

const database = await testDatabase();
const { prisma, sql } = database;
const NOBODY = { userId: null };

beforeEach(async () => {
  await sql`DELETE FROM graphile_worker._private_jobs`;
});

/** A job in a state; returns its id. */
async function job(task: string, state: "waiting" | "scheduled" | "retrying" | "running" | "failed"): Promise<string> {
  const [row] = await sql<{ id: string }>`
    SELECT id::text FROM graphile_worker.add_job(${task}::text, max_attempts := 3, job_key := ${randomUUID()}::text)`;
  const id = row?.id ?? "";
  const error = `The ${task} broke.\n    at stack`;
  if (state === "scheduled") await set(id, "run_at = now() + interval '1 hour'");
  if (state === "retrying") await set(id, "run_at = now() + interval '1 hour', attempts = 1", error);
  if (state === "running") await set(id, "locked_at = now(), locked_by = 'w', attempts = 1");
  if (state === "failed") await set(id, "attempts = 3", error);
  return id;
}

async function set(id: string, assignments: string, error: string | null = null): Promise<void> {
  const text = `UPDATE graphile_worker._private_jobs SET ${assignments}, last_error = $2 WHERE id = $1`;
  await database.pool.query(text, [id, error]);
}

test("the queue's depth counts each job once, in its state", async () => {
  for (const state of ["waiting", "scheduled", "retrying", "running", "failed"] as const) await job("a_task", state);
  await job("b_task", "failed");
  expect(await queueDepth(sql)).toEqual([
    { task: "a_task", waiting: 1, scheduled: 1, retrying: 1, running: 1, failed: 1, waitingSince: expect.any(Date) },
    { task: "b_task", waiting: 0, scheduled: 0, retrying: 0, running: 0, failed: 1, waitingSince: null },
  ]);
});

test("jobs are listed newest first, in pages, by state and task, with the error but not its stack", async () => {
  const first = await job("a_task", "failed");
  const second = await job("b_task", "failed");
  await job("a_task", "waiting");
  const page = await listJobs(sql, { state: "failed" }, { limit: 1 });
  expect(page.data).toMatchObject([{ id: second, state: "failed", attempts: 3, error: "The b_task broke." }]);
  const rest = await listJobs(sql, { state: "failed" }, { limit: 1, cursor: page.nextCursor ?? undefined });
  expect(rest).toMatchObject({ data: [{ id: first }], nextCursor: null });
  expect((await listJobs(sql, { task: "a_task" }, { limit: 10 })).data).toHaveLength(2);
});

test("a retry runs failed jobs now with fresh attempts, and leaves running ones alone", async () => {
  const [failed, running] = [await job("a_task", "failed"), await job("a_task", "running")];
  const admin = { userId: randomUUID() };
  expect(await retryJobs(database, admin, [failed, running], NOON)).toEqual({ ok: true, jobs: 1 });
  const { data } = await listJobs(sql, {}, { limit: 10 });
  expect(data.map(({ id, state, attempts }) => ({ id, state, attempts }))).toEqual([
    { id: running, state: "running", attempts: 1 },
    { id: failed, state: "waiting", attempts: 0 },
  ]);
  const records = await prisma.auditLog.findMany({ where: { actorId: admin.userId } });
  expect(records).toMatchObject([
    {
      ...{ action: "job.retried", targetType: "job", targetId: failed },
      before: { task: "a_task", attempts: 3, error: "The a_task broke." },
    },
  ]);
});

test("a dropped job is gone and on record; a running one cannot be dropped", async () => {
  const [failed, running] = [await job("a_task", "failed"), await job("a_task", "running")];
  const admin = { userId: randomUUID() };
  expect(await dropJobs(database, admin, [failed], NOON)).toEqual({ ok: true, jobs: 1 });
  expect(await dropJobs(database, admin, [failed, running], NOON)).toEqual({ ok: false, reason: "nothing_to_change" });
  expect((await listJobs(sql, {}, { limit: 10 })).data.map(({ id }) => id)).toEqual([running]);
  expect(await prisma.auditLog.count({ where: { actorId: admin.userId, action: "job.dropped" } })).toBe(1);
});

test("two admins who retry and drop the same job at once: one of them does, the other is told", async () => {
  const failed = await job("a_task", "failed");
  const outcomes = await Promise.all([
    dropJobs(database, NOBODY, [failed], NOON),
    dropJobs(database, NOBODY, [failed], NOON),
  ]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
});

test("the schedule says when each line of the crontab ran last and runs next", async () => {
  const lastRunAt = new Date("2026-11-21T03:17:00Z");
  await sql`
    INSERT INTO graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
    VALUES (${VERIFY_TASK}::text, now(), ${lastRunAt}::timestamptz)`;
  const schedule = await readSchedule(sql, new Date("2026-11-21T12:00:30Z"));
  expect(schedule).toHaveLength(CRONTAB.split("\n").length);
  expect(schedule.find(({ task }) => task === VERIFY_TASK)).toEqual({
    ...{ task: VERIFY_TASK, pattern: "17 3 * * *", lastRunAt },
    nextRunAt: new Date("2026-11-22T03:17:00Z"),
  });
  expect(schedule.find(({ task }) => task === REFILL_TASK)).toMatchObject({
    lastRunAt: null,
    nextRunAt: new Date("2026-11-21T12:01:00Z"),
  });
});

test("every kind of job has words", () => {
  const kinds = Object.keys(tasks({ database, stripe: createStripeClient("sk_test_local") }));
  expect(kinds.filter((task) => taskWords(task) === task)).toEqual([]);
});
