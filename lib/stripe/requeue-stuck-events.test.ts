import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { receiveEvent } from "@/lib/stripe/receive-event";
import { GIVE_UP_ATTEMPTS, requeueStuckEvents } from "@/lib/stripe/requeue-stuck-events";

const database = await testDatabase();
const { prisma, sql } = database;

beforeEach(async () => {
  await prisma.webhookEvent.deleteMany();
  await sql`SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))`;
});

/** An event that arrived twenty minutes ago, with the app's clock moved by years, and was not processed. */
async function waiting(id: string, attempts = 0): Promise<void> {
  const event = { id, type: "invoice.paid", apiVersion: null, objectId: "in_1", customerId: "cus_1", payload: "{}" };
  const at = new Date("2029-11-21T12:00:00Z");
  await database.transaction((_db, tx) => receiveEvent(tx, { ...event, occurredAt: at }, at));
  await sql`
    UPDATE webhook_event SET queued_at = now() - interval '20 minutes', attempts = ${attempts}::int WHERE id = ${id}`;
}

const loseJobs = () => sql`SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))`;
// A job without attempts left loses its key to a newly queued one.
const jobs = () => sql<{ key: string; attempts: number }>`
  SELECT key, attempts FROM graphile_worker.jobs WHERE key IS NOT NULL ORDER BY key`;

test("an event without a job is queued again, once", async () => {
  await waiting("evt_lost");
  await loseJobs();
  expect(await requeueStuckEvents(sql)).toEqual({ requeued: 1, givenUp: [] });
  expect(await jobs()).toEqual([{ key: "event:evt_lost", attempts: 0 }]);
  expect(await requeueStuckEvents(sql)).toEqual({ requeued: 0, givenUp: [] });
});

test("an event whose job has no attempts left is queued again; one that is still retried is not", async () => {
  await waiting("evt_over");
  await waiting("evt_tried");
  await sql`UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = 'event:evt_over'`;
  await sql`UPDATE graphile_worker._private_jobs SET attempts = 5 WHERE key = 'event:evt_tried'`;
  expect(await requeueStuckEvents(sql)).toEqual({ requeued: 1, givenUp: [] });
  expect(await jobs()).toEqual([
    { key: "event:evt_over", attempts: 0 },
    { key: "event:evt_tried", attempts: 5 },
  ]);
});

test("an event that failed too often is reported and no longer tried", async () => {
  await waiting("evt_poison", GIVE_UP_ATTEMPTS);
  await loseJobs();
  expect(await requeueStuckEvents(sql)).toEqual({ requeued: 0, givenUp: ["evt_poison"] });
  expect(await jobs()).toEqual([]);
});

test("a new or processed event is left alone", async () => {
  await waiting("evt_done");
  await waiting("evt_new");
  await loseJobs();
  await sql`UPDATE webhook_event SET processed_at = now(), status = 'PROCESSED' WHERE id = 'evt_done'`;
  await sql`UPDATE webhook_event SET queued_at = now() WHERE id = 'evt_new'`;
  expect(await requeueStuckEvents(sql)).toEqual({ requeued: 0, givenUp: [] });
});
