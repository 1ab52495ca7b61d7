import { expect, test } from "vitest";
import { database } from "@/lib/db";
import { openTestDatabase, testDatabase } from "./database";

const db = await testDatabase();

test("a test file has a migrated database of its own, which is the app's too", async () => {
  await db.prisma.localClock.create({ data: { id: 1, offsetMs: 7n } });
  expect(await database().sql`SELECT offset_ms FROM local_clock`).toEqual([{ offset_ms: 7n }]);
  await database().close();
});

test("databases do not see each other", async () => {
  const other = await openTestDatabase();
  expect(await other.sql`SELECT offset_ms FROM local_clock`).toEqual([]);
  await other.drop();
});

test("jobs can be added: the worker's own schema is there", async () => {
  await db.sql`SELECT graphile_worker.add_job('anything')`;
  expect(await db.sql`SELECT task_identifier FROM graphile_worker.jobs`).toEqual([{ task_identifier: "anything" }]);
});
