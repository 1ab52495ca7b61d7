// @module-tag full
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openTestDatabase, testDatabase } from "@/dev/testing/database";
import { accountWith } from "@/lib/ledger/testing/account-with";

const database = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "refill-cli-"));
const role = `app_${randomUUID().slice(0, 8)}`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function cli(name: "backup" | "restore", args: string[] = [], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", `lib/jobs/${name}-cli.ts`, ...args], {
    env: { ...process.env, DATABASE_URL: database.url, BACKUP_DIR: folder, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, output };
}

test("npm run backup writes a file, and the drill restores the newest into a database of its own", async () => {
  await accountWith(database, { pack: { amount: 10n } });
  const made = await cli("backup");
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining("not encrypted and holds personal data") });
  // What a drill left that was killed. No connection has this number.
  await database.pool.query("CREATE DATABASE killed_drill_999999999");
  await database.pool.query("COMMENT ON DATABASE killed_drill_999999999 IS 'A restore drill of Refill'");
  const drill = await cli("restore", ["--drill"]);
  expect(drill.output).toContain("Every table was read again and matches the backup byte for byte.");
  expect(drill.output).toContain("Recomputed from the start: accounts 1, entries 1. No violations.");
  expect(drill).toMatchObject({ code: 0, output: expect.stringMatching(/Restore drill passed\.\n$/) });
  // A path is one in the caller's folder, as npm and a release tell it.
  const [file = ""] = readdirSync(folder).filter((name) => name.endsWith(".gz"));
  const elsewhere = { INIT_CWD: folder, BACKUP_DIR: "nowhere" };
  expect(await cli("restore", [file, "--check"], elsewhere)).toMatchObject({
    code: 0,
    output: expect.stringContaining(`${file} is complete.`),
  });
  const left = await database.sql`SELECT datname FROM pg_database WHERE datname LIKE ${`%_drill_%`}`;
  expect(left).toEqual([]);
});

test("a restore grants the app's role what it needs, and says what comes next", async () => {
  const target = await openTestDatabase();
  await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'not-asked-for'`);
  try {
    const app = new URL(database.url);
    app.username = role;
    const settings = { DATABASE_URL: app.href, DATABASE_MIGRATE_URL: database.url, RESTORE_DATABASE_URL: target.url };
    const restored = await cli("restore", [], settings);
    expect(restored.output).toContain(`The role ${role} can use the tables but cannot change their rules.`);
    expect(restored.output).toMatch(/npm run stripe:reconcile -- --since \d{4}-/);
    expect(restored.code).toBe(0);
    // Not a second time: it has rows now.
    expect(await cli("restore", [], settings)).toMatchObject({
      code: 1,
      output: expect.stringContaining("is not empty"),
    });
  } finally {
    await target.pool.query(`DROP OWNED BY ${role}`);
    await target.drop();
    await database.pool.query(`DROP ROLE ${role}`);
  }
});

test.each<[string, string[], number, string]>([
  [
    "the password is on the command line",
    ["--into", "postgres://me:secret@localhost/x"],
    2,
    "must not contain a password",
  ],
  ["there is no backup", ["nowhere.sql.gz", "--check"], 1, "ENOENT"],
])("when %s, the command says so without a stack trace", async (_what, args, expected, sentence) => {
  const { code, output } = await cli("restore", args);
  expect({ code, output }).toEqual({ code: expected, output: expect.stringContaining(sentence) });
  expect(output).not.toMatch(/^ +at /m);
  expect(readdirSync(folder).filter((name) => name.endsWith(".partial"))).toEqual([]);
});
