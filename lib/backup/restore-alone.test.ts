// @module-tag full
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase, dropDatabase } from "@/dev/postgres/databases";
import { openTestDatabase, type TestDatabase, testDatabase } from "@/dev/testing/database";
import { backUp } from "@/lib/backup/back-up";
import { connect } from "@/lib/backup/connect";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { disconnectAll } from "@/lib/backup/testing/disconnect-all";
import { getBalance } from "@/lib/ledger/queries";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";

const source = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "refill-restore-"));
const path = join(folder, "backup.sql.gz");
let accountId: string;

beforeAll(async () => {
  accountId = await accountWith(source, { gift: { amount: 7n } });
  await backUp(source.url, { file: path }, { kind: "none" }, NOON);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const restore = (databaseUrl: string, replace?: string) =>
  restoreBackup({ path, keys: { identities: [] }, databaseUrl, replace });
const nameOf = (url: string) => new URL(url).pathname.slice(1);

/** Resolves when this many clients of a database wait for a lock. */
async function waiting(url: string, clients: number) {
  const wait = () => source.sql`
    SELECT pid FROM pg_stat_activity WHERE datname = ${nameOf(url)} AND wait_event_type = 'Lock'`;
  await expect.poll(async () => (await wait()).length, { timeout: 10_000 }).toBe(clients);
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** With a migrated, empty database. */
async function withMigrated<T>(work: (other: TestDatabase) => Promise<T>): Promise<T> {
  const other = await openTestDatabase(3);
  try {
    return await work(other);
  } finally {
    await other.drop();
  }
}

const inTwoSchemas = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')",
    );
    return rows.map(({ name }) => name);
  });

test("a restore waits for a row that is being written into the empty database, and then refuses", async () => {
  await withMigrated(async (other) => {
    const restored = await withClient(other.url, async (writer) => {
      await writer.query(
        `BEGIN; INSERT INTO "user" (id, email, updated_at) VALUES (gen_random_uuid(), 'first@example.com', now())`,
      );
      const restored = restore(other.url);
      await waiting(other.url, 1);
      await writer.query("COMMIT");
      return restored;
    });
    expect(restored).toMatchObject({ ok: false, reason: "not_empty" });
    expect(await other.prisma.user.count()).toBe(1);
  });
});

test("a row that is written while the backup is restored waits, and is in the database beside the backup's", {
  tags: ["full"],
}, async () => {
  await withMigrated(async (other) => {
    await withClient(other.url, async (reader) => {
      await reader.query("BEGIN; SELECT FROM graphile_worker._private_jobs");
      const restored = restore(other.url);
      await waiting(other.url, 1);
      const late = newUser(other);
      await waiting(other.url, 2);
      await reader.query("COMMIT");
      expect(await restored).toMatchObject({ ok: true });
      await late;
      expect(await other.prisma.user.count()).toBe(2);
      expect(await getBalance(other.sql, accountId, NOON)).toMatchObject({ available: 7n });
    });
  });
});

test("until all of it is restored, others see nothing of it and cannot migrate; a killed restore leaves nothing", async () => {
  const server = inject("postgresUrl");
  const name = `alone_${randomUUID().slice(0, 8)}`;
  const url = await createDatabase(server, name);
  try {
    await withClient(url, async (worker) => {
      // As a worker does that is started too early.
      const interrupted = async (meanwhile: () => Promise<unknown>) => {
        await worker.query("BEGIN; CREATE SCHEMA graphile_worker");
        const restored = restore(url).catch((error: Error) => error.message);
        await waiting(url, 1);
        expect(await inTwoSchemas(url)).toEqual([]);
        await meanwhile();
        return restored;
      };
      const killed = await interrupted(async () => {
        expect(await restore(url)).toMatchObject({ reason: "in_use" });
        await source.sql`
          SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = ${name} AND wait_event_type = 'Lock'`;
        await worker.query("ROLLBACK");
      });
      expect(killed).toMatch(/^Nothing was changed: /);
      expect(await inTwoSchemas(url)).toEqual([]);
      expect(await interrupted(() => worker.query("COMMIT"))).toMatch(/^Nothing was changed: .*pg_namespace/);
      expect(await inTwoSchemas(url)).toEqual([]);
      await worker.query("DROP SCHEMA graphile_worker");
      expect(await interrupted(() => worker.query("ROLLBACK"))).toMatchObject({ ok: true });
    });
  } finally {
    await dropDatabase(server, name);
  }
});

test("extensions in the schema public stay when a database is replaced", async () => {
  await withMigrated(async (other) => {
    await newUser(other);
    await other.pool.query("CREATE EXTENSION pg_stat_statements; CREATE EXTENSION citext");
    await other.pool.query("CREATE TABLE notes (id int, text citext)");
    await disconnectAll(other, source);
    expect(await restore(other.url, nameOf(other.url))).toMatchObject({ ok: true, missing: [] });
    await withClient(other.url, async (client) => {
      const { rows } = await client.query("SELECT extname FROM pg_extension ORDER BY 1");
      expect(rows.map(({ extname }) => extname)).toEqual(["citext", "pg_stat_statements", "plpgsql"]);
      expect((await client.query("SELECT 'a'::citext = 'A' AS same")).rows).toEqual([{ same: true }]);
    });
  });
});

test("of an extension a backup has its name only, which a restore elsewhere reports", { tags: ["full"] }, async () => {
  const file = join(folder, "extended.sql.gz");
  await withMigrated(async (other) => {
    // Its table is not the app's.
    await other.pool.query("CREATE EXTENSION lo; CREATE EXTENSION pg_stat_statements");
    await other.pool.query("CREATE TABLE made_by_lo (id int); INSERT INTO made_by_lo VALUES (1)");
    await other.pool.query("ALTER EXTENSION lo ADD TABLE made_by_lo");
    const { manifest } = await backUp(other.url, { file }, { kind: "none" }, NOON);
    expect(Object.keys(manifest.tables)).not.toContain("public.made_by_lo");
  });
  await withMigrated(async (plain) => {
    const restored = await restoreBackup({ path: file, keys: { identities: [] }, databaseUrl: plain.url });
    expect(restored).toMatchObject({ missing: ["extension lo", "extension pg_stat_statements"] });
  });
});

test("a restore that would drop a view in another schema is refused, and names it", { tags: ["full"] }, async () => {
  await withMigrated(async (other) => {
    await newUser(other);
    await other.pool.query("CREATE SCHEMA reports; CREATE VIEW reports.people AS SELECT email FROM public.user");
    await disconnectAll(other, source);
    const restored = await restore(other.url, nameOf(other.url));
    expect(restored).toMatchObject({ reason: "depended_on", sentence: expect.stringContaining("reports.people") });
    const people = await withClient(other.url, (client) => client.query("SELECT FROM reports.people"));
    expect(people.rowCount).toBe(1);
  });
});
