import { randomUUID } from "node:crypto";
import { afterAll, inject } from "vitest";
import { createDatabase, type Database } from "@/lib/db";
import { createDatabase as createOnServer, dropDatabase } from "../postgres/databases";
import { allowTriggers, closeDatabase, reopenDatabase } from "./cluster";

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
  return open(await create(inject("templateDatabase")), maxConnections);
}

/** Two databases with the same rows, those that `fill` writes, for a single test, which must `drop()` both. */
export async function openTwinDatabases(fill: (database: Database) => Promise<void>): Promise<[Opened, Opened]> {
  const url = await create(inject("templateDatabase"));
  const database = createDatabase(url);
  await fill(database).finally(() => database.close());
  const name = nameIn(url);
  if (inject("workerUrls").length === 0) return [open(url), open(await create(name))];
  // The servers of a cluster keep connections to each other.
  await closeDatabase(servers(), name);
  const twin = await create(name);
  await reopenDatabase(servers(), name);
  return [open(url), open(twin)];
}

/** The database is on each server of a cluster, which are copied one by one: shards are tables like others. */
async function create(template: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const [url = ""] = await Promise.all(servers().map((server) => createOnServer(server, name, template)));
  // A copy has no settings of its own.
  if (servers().length > 1) await allowTriggers(url);
  return url;
}

const servers = (): string[] => [inject("postgresUrl"), ...inject("workerUrls")];

const nameIn = (url: string): string => new URL(url).pathname.slice(1);

function open(url: string, maxConnections = 10): Opened {
  const database = createDatabase(url, maxConnections);
  return {
    ...database,
    url,
    async drop() {
      await database.close();
      // The coordinator first: it would go on asking the others.
      for (const server of servers()) await dropDatabase(server, nameIn(url));
    },
  };
}
