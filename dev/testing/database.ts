import { randomUUID } from "node:crypto";
import { afterAll, inject } from "vitest";
import { createDatabase, type Database } from "@/lib/db";
import { createDatabase as createOnServer, dropDatabase } from "../postgres/databases";

export type TestDatabase = Database & { url: string };

/**
 * A separate, migrated, empty database for a test file: `const db = await testDatabase()` at its top. It is also the
 * one that `database()` of lib/db opens in this file. Dropped after the file.
 */
export async function testDatabase(maxConnections?: number): Promise<TestDatabase> {
  const { drop, ...opened } = await openTestDatabase(maxConnections);
  process.env.DATABASE_URL = opened.url;
  afterAll(drop);
  return opened;
}

type Opened = TestDatabase & { drop(): Promise<void> };

/** The same for a single test, which must `drop()` it. */
export async function openTestDatabase(maxConnections = 10): Promise<Opened> {
  return open(await create("template"), maxConnections);
}

/** Two databases with the same rows, those that `fill` writes, for a single test, which must `drop()` both. */
export async function openTwinDatabases(fill: (database: Database) => Promise<void>): Promise<[Opened, Opened]> {
  const url = await create("template");
  const database = createDatabase(url);
  await fill(database).finally(() => database.close());
  const twin = await create(new URL(url).pathname.slice(1));
  return [open(url), open(twin)];
}

async function create(template: string): Promise<string> {
  return createOnServer(inject("postgresUrl"), `test_${randomUUID().replaceAll("-", "")}`, template);
}

function open(url: string, maxConnections = 10): Opened {
  const database = createDatabase(url, maxConnections);
  return {
    ...database,
    url,
    async drop() {
      await database.close();
      await dropDatabase(url, new URL(url).pathname.slice(1));
    },
  };
}
