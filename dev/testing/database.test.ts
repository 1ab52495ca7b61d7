import { expect, test } from "vitest";
import { database } from "@/lib/db";
import { openTestDatabase, testDatabase } from "./database";

const db = await testDatabase();

test("a test file has its own migrated database, which the app uses too", async () => {
  await db.prisma.localClock.create({ data: { id: 1, offsetMs: 7n } });
  expect(await database().sql`SELECT offset_ms FROM local_clock`).toEqual([{ offset_ms: 7n }]);
  await database().close();
});

test("test databases are isolated from each other", async () => {
  const other = await openTestDatabase();
  expect(await other.sql`SELECT offset_ms FROM local_clock`).toEqual([]);
  await other.drop();
});

test("jobs can be added, because the worker's schema exists", async () => {
  await db.sql`SELECT graphile_worker.add_job('anything')`;
  expect(await db.sql`SELECT task_identifier FROM graphile_worker.jobs`).toEqual([{ task_identifier: "anything" }]);
});
