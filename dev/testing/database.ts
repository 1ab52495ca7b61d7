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

/** The same for a single test, which must `drop()` it. */
export async function openTestDatabase(maxConnections = 10): Promise<TestDatabase & { drop(): Promise<void> }> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const url = await createOnServer(server, name, "template");
  const database = createDatabase(url, maxConnections);
  return {
    ...database,
    url,
    async drop() {
      await database.close();
      await dropDatabase(server, name);
    },
  };
}
