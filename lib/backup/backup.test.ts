// @module-tag full
import { randomUUID } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createDatabase, dropDatabase } from "@/dev/postgres/databases";
import { openTestDatabase, type TestDatabase, testDatabase } from "@/dev/testing/database";
import { backUp } from "@/lib/backup/back-up";
import { checkBackup } from "@/lib/backup/check-backup";
import { connect } from "@/lib/backup/connect";
import type { Keys } from "@/lib/backup/encryption";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { disconnectAll } from "@/lib/backup/testing/disconnect-all";
import { debit } from "@/lib/ledger/debit";
import { getBalance } from "@/lib/ledger/queries";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { NOON } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";
import { deployMigrations } from "@/prisma/engine/deploy.mjs";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "refill-backup-"));
const NO_KEYS: Keys = { identities: [] };
const spend = { amount: 30n, idempotencyKey: "job", actor: "app:test" } as const;
let accountId: string;

beforeAll(async () => {
  accountId = await accountWith(database, { pack: { amount: 100n } });
  await debit(database.sql, { accountId, ...spend }, NOON);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
const newFile = () => ({ file: join(folder, `${++made}.sql.gz`) });

/** A database with the app's tables and no rows. */
async function withEmpty<T>(work: (empty: TestDatabase) => Promise<T>): Promise<T> {
  const empty = await openTestDatabase(2);
  try {
    return await work(empty);
  } finally {
    await empty.drop();
  }
}

/** A database without any table. */
async function withNothing<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const server = inject("postgresUrl");
  const name = `nothing_${randomUUID().slice(0, 8)}`;
  try {
    return await work(await createDatabase(server, name));
  } finally {
    await dropDatabase(server, name);
  }
}

async function tablesIn(databaseUrl: string): Promise<string[]> {
  const client = await connect(databaseUrl);
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')",
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

test("a backup restores every row to the byte into an empty database, with its rules", async () => {
  const { path, manifest } = await backUp(database.url, newFile(), { kind: "none" }, NOON);
  expect(manifest.tables).toMatchObject({ "public.ledger_entry": { rows: 2 }, "public.credit_account": { rows: 1 } });
  await withEmpty(async (other) => {
    const restored = await restoreBackup({ path, keys: NO_KEYS, databaseUrl: other.url });
    expect(restored).toMatchObject({ ok: true, migrated: [], missing: [] });
    expect(await getBalance(other.sql, accountId, NOON)).toMatchObject({ available: 70n });
    expect(await verify(other.sql, "all", NOON)).toEqual([]);
    // A repeated request finds its spend there, too.
    expect(await debit(other.sql, { accountId, ...spend }, NOON)).toMatchObject({ ok: true, replayed: true });
    await expect(other.sql`DELETE FROM ledger_entry`).rejects.toThrow("append-only");
    await expect(other.sql`DELETE FROM "user"`).rejects.toThrow("foreign key");
  });
});

test("a backup is named by the time, readable by its owner only, with its manifest", { tags: ["full"] }, async () => {
  const inside = join(folder, "named");
  const { path } = await backUp(database.url, { folder: inside }, { kind: "none" }, NOON);
  expect(readdirSync(inside)).toEqual(["refill-20261121T120000Z.sql.gz", "refill-20261121T120000Z.sql.gz.json"]);
  if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
  await expect(backUp(database.url, { file: path }, { kind: "none" }, NOON)).rejects.toThrow("is not overwritten");
  const notAKey = { kind: "recipients" as const, recipients: ["age1thisisnotakeyatall"] };
  await expect(backUp(database.url, { folder: inside }, notAKey, NOON)).rejects.toThrow();
  // A backup that failed leaves nothing.
  expect(readdirSync(inside)).toHaveLength(2);
});

test("an encrypted backup opens with its key alone, and holds nothing readable", { tags: ["full"] }, async () => {
  const identity = await generateX25519Identity();
  const recipients = [await identityToRecipient(identity)];
  const { path } = await backUp(database.url, newFile(), { kind: "recipients", recipients }, NOON);
  expect(readFileSync(path, "latin1")).toMatch(/^age-encryption\.org\/v1\n/);
  await withEmpty(async (other) => {
    const restore = (keys: Keys) => restoreBackup({ path, keys, databaseUrl: other.url });
    expect(await restore(NO_KEYS)).toMatchObject({ ok: false, reason: "no_key" });
    expect(await restore({ identities: [await generateX25519Identity()] })).toMatchObject({ reason: "wrong_key" });
    expect(await other.prisma.user.count()).toBe(0);
    expect(await restore({ identities: [identity] })).toMatchObject({ ok: true });
    expect(await other.prisma.user.count()).toBe(1);
  });
});

test("an encrypted backup opens with its passphrase alone", { tags: ["full"] }, async () => {
  const passphrase = "a passphrase of many characters";
  const { path } = await backUp(database.url, newFile(), { kind: "passphrase", passphrase }, NOON);
  const check = (keys: Partial<Keys>) => checkBackup(path, { identities: [], ...keys });
  expect(await check({ passphrase })).toMatchObject({ ok: true });
  expect(await check({ passphrase: "another passphrase, as long" })).toMatchObject({ reason: "wrong_key" });
  expect(await check({ identities: [await generateX25519Identity()] })).toMatchObject({ reason: "wrong_key" });
});

test("a backup that was cut or changed is refused before anything is written", { tags: ["full"] }, async () => {
  const identity = await generateX25519Identity();
  const keys = { identities: [identity] };
  const recipients = [await identityToRecipient(identity)];
  for (const lock of [{ kind: "none" as const }, { kind: "recipients" as const, recipients }]) {
    const { path } = await backUp(database.url, newFile(), lock, NOON);
    const whole = readFileSync(path);
    const damaged = [0.1, 0.5, 0.9].flatMap((share) => {
      const at = Math.floor(whole.length * share);
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      return [whole.subarray(0, at), changed];
    });
    await withEmpty(async (other) => {
      for (const bytes of [...damaged, whole.subarray(0, -1)]) {
        // With its manifest, whose digest differs, and without it, by what is in the file itself.
        writeFileSync(path, bytes);
        const bare = newFile().file;
        copyFileSync(path, bare);
        for (const file of [path, bare]) {
          const restored = await restoreBackup({ path: file, keys, databaseUrl: other.url });
          expect(restored).toMatchObject({ ok: false, reason: "damaged" });
        }
      }
      expect(await other.prisma.user.count()).toBe(0);
    });
  }
});

test("a database with rows is replaced only by its name, without other clients, and whole", {
  tags: ["full"],
}, async () => {
  const { path } = await backUp(database.url, newFile(), { kind: "none" }, NOON);
  await withEmpty(async (other) => {
    const theirs = await accountWith(other, { gift: { amount: 7n } });
    const client = await other.connect();
    const restore = (replace?: string) => restoreBackup({ path, keys: NO_KEYS, databaseUrl: other.url, replace });
    const name = new URL(other.url).pathname.slice(1);
    expect(await restore()).toMatchObject({ reason: "not_empty" });
    expect(await restore("another")).toMatchObject({ reason: "other_name" });
    expect(await restore(name)).toMatchObject({ reason: "in_use" });
    expect(await getBalance(other.sql, theirs, NOON)).toMatchObject({ available: 7n });
    await client.end();
    await disconnectAll(other, database);
    expect(await restore(name)).toMatchObject({ ok: true, missing: [] });
    const after = await backUp(other.url, newFile(), { kind: "none" }, NOON);
    expect(after.manifest.tables).toEqual(
      (await backUp(database.url, newFile(), { kind: "none" }, NOON)).manifest.tables,
    );
  });
});

test("a restore that fails changes nothing of what was to be replaced", { tags: ["full"] }, async () => {
  await withEmpty(async (source) => {
    // A row that the rules refuse, because they were removed where it was written.
    await accountWith(source, { gift: { amount: 7n } });
    const [rule] = await source.sql<{ drop: string }>`
      SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop
      FROM pg_constraint WHERE conname = 'credit_account_balance_check'`;
    await source.pool.query(rule?.drop ?? "");
    await source.pool.query("UPDATE credit_account SET balance = -5");
    const { path } = await backUp(source.url, newFile(), { kind: "none" }, NOON);
    await withEmpty(async (other) => {
      const theirs = await accountWith(other, { gift: { amount: 9n } });
      await disconnectAll(other, database);
      const replace = new URL(other.url).pathname.slice(1);
      const restored = restoreBackup({ path, keys: NO_KEYS, databaseUrl: other.url, replace });
      await expect(restored).rejects.toThrow(/^Nothing was changed: .*check constraint/);
      expect(await getBalance(other.sql, theirs, NOON)).toMatchObject({ available: 9n });
    });
  });
});

test("a backup with a migration that this version does not know is refused", { tags: ["full"] }, async () => {
  await withEmpty(async (newer) => {
    await newer.sql`
      INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'y', '9_future', now())`;
    const { path } = await backUp(newer.url, newFile(), { kind: "none" }, NOON);
    await withEmpty(async (other) => {
      const restored = await restoreBackup({ path, keys: NO_KEYS, databaseUrl: other.url });
      expect(restored).toMatchObject({ reason: "newer", sentence: expect.stringContaining("9_future") });
    });
  });
});

test("an older backup gets its own schema first, and then what is new, with its rows", { tags: ["full"] }, async () => {
  const { path } = await backUp(database.url, newFile(), { kind: "none" }, NOON);
  const migrations = join(folder, "migrations");
  cpSync("prisma/migrations", migrations, { recursive: true });
  const add = (name: string, text: string) => {
    mkdirSync(join(migrations, name));
    writeFileSync(join(migrations, name, "migration.sql"), text);
  };
  add("9_1_value", "ALTER TYPE role ADD VALUE 'AUDITOR';");
  add("9_2_index", `CREATE INDEX CONCURRENTLY by_role ON "user" (role);`);
  add("9_3_next", `ALTER TABLE "user" ADD COLUMN next int; UPDATE "user" SET next = 1, role = 'AUDITOR';`);
  const migrated = ["9_1_value", "9_2_index", "9_3_next"];
  await withNothing(async (databaseUrl) => {
    const restore = () => restoreBackup({ path, keys: NO_KEYS, databaseUrl, migrations });
    expect(await restore()).toMatchObject({ ok: true, migrated, missing: [] });
    const client = await connect(databaseUrl);
    expect((await client.query(`SELECT next, role FROM "user"`)).rows).toEqual([{ next: 1, role: "AUDITOR" }]);
    await client.end();
    // Prisma's engine finds all of them applied.
    expect(await deployMigrations(databaseUrl, migrations)).toEqual([]);
  });
  add("9_4_broken", "SELECT * FROM nowhere");
  await withNothing(async (databaseUrl) => {
    const restored = restoreBackup({ path, keys: NO_KEYS, databaseUrl, migrations });
    await expect(restored).rejects.toThrow('Nothing was changed: relation "nowhere" does not exist');
    expect(await tablesIn(databaseUrl)).toEqual([]);
  });
});

test("what was added to the database by hand is reported after a restore", { tags: ["full"] }, async () => {
  await withEmpty(async (source) => {
    await source.pool.query("CREATE INDEX by_hand ON mail (created_at); CREATE SCHEMA reports");
    await source.pool.query("CREATE TABLE reports.monthly (id int)");
    const { path, elsewhere } = await backUp(source.url, newFile(), { kind: "none" }, NOON);
    expect(elsewhere).toEqual(["reports.monthly"]);
    await withEmpty(async (other) => {
      const restored = await restoreBackup({ path, keys: NO_KEYS, databaseUrl: other.url });
      expect(restored).toMatchObject({ missing: [expect.stringContaining("CREATE INDEX by_hand")] });
    });
  });
});
