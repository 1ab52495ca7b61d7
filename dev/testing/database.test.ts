import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { createDatabase as createClient, database } from "@/lib/db";
import { createDatabase, dropDatabase } from "../postgres/databases";
import { openTestDatabase, testDatabase } from "./database";
import { migrate } from "./migrate";

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

test("the tests of a release run on the schema of another version, as check:previous asks", {
  tags: ["full"],
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "refill-schema-"));
  const url = await createDatabase(inject("postgresUrl"), `schema_${process.pid}`);
  try {
    for (const part of ["prisma", "package.json"])
      cpSync(part, join(folder, part), { recursive: true });
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
    mkdirSync(join(folder, "prisma/migrations/9_next"));
    writeFileSync(join(folder, "prisma/migrations/9_next/migration.sql"), "ALTER TABLE plan ADD COLUMN next int;");
    await migrate(url, folder);
    const other = createClient(url);
    expect(await other.sql`SELECT next FROM plan`).toEqual([]);
    expect(await other.sql`SELECT FROM graphile_worker.jobs`).toEqual([]);
    await other.close();
  } finally {
    await dropDatabase(inject("postgresUrl"), `schema_${process.pid}`);
    rmSync(folder, { recursive: true, force: true });
  }
});
