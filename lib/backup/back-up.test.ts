import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, testDatabase } from "@/dev/testing/database";
import { backUp } from "@/lib/backup/back-up";
import { connect } from "@/lib/backup/connect";
import { inspectTarget } from "@/lib/backup/restore-target";
import { grantAppRole } from "@/lib/jobs/grant-app-role";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { NOON } from "@/lib/ledger/testing/accounts";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "refill-backup-"));
const role = `reader_${randomUUID().slice(0, 8)}`;
const asRole = new URL(database.url);
asRole.username = role;

beforeAll(async () => {
  await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'not-asked-for'; GRANT pg_read_all_data TO ${role}`);
  await database.pool.query("SELECT graphile_worker.add_job('anything')");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
});

const fileOf = (name: string) => ({ file: join(folder, name) });
const NO_LOCK = { kind: "none" } as const;

test("a table that a migration rewrites while a backup begins is whole in it", { tags: ["full"] }, async () => {
  const busy = await openTestDatabase(2);
  const migration = await busy.connect();
  try {
    await accountWith(busy, { gift: { amount: 7n } });
    await migration.query(`BEGIN; ALTER TABLE credit_account ADD COLUMN next uuid DEFAULT gen_random_uuid()`);
    const made = backUp(busy.url, fileOf("rewritten"), NO_LOCK, NOON);
    const waits = () => busy.sql`
      SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waits()).length).toBe(1);
    await migration.query("COMMIT");
    expect((await made).manifest.tables["public.credit_account"]?.rows).toBe(1);
  } finally {
    await migration.end();
    await busy.drop();
  }
});

test("a role from which rows are hidden makes no backup, and the app's role a whole one", {
  tags: ["full"],
}, async () => {
  // It may read every table, and sees no job.
  await expect(backUp(asRole.href, fileOf("hidden"), NO_LOCK, NOON)).rejects.toThrow("graphile_worker._private_jobs");
  expect(readdirSync(folder).filter((name) => name.startsWith("hidden"))).toEqual([]);
  await database.pool.query(`REVOKE pg_read_all_data FROM ${role}`);
  await grantAppRole(database.pool, asRole.href);
  const { manifest } = await backUp(asRole.href, fileOf("app"), NO_LOCK, NOON);
  expect(manifest.tables["graphile_worker._private_jobs"]?.rows).toBe(1);
});

test("clients of other roles count as clients of a database that is to be replaced", async () => {
  const client = await connect(asRole.href);
  try {
    const { otherClients } = await inspectTarget(client);
    expect(otherClients).toBeGreaterThan(0);
  } finally {
    await client.end();
  }
});

test("a backup whose manifest cannot be written leaves nothing", { tags: ["full"] }, async () => {
  const { file } = fileOf("unwritable");
  mkdirSync(`${file}.json`);
  await expect(backUp(database.url, { file }, NO_LOCK, NOON)).rejects.toThrow();
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.endsWith(".partial"))).toEqual([]);
});
