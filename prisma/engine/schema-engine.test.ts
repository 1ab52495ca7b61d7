// @module-tag nightly
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { databaseUrl, dropDatabase } from "../../dev/postgres/databases";

// Every test starts the command line several times, which takes seconds, so most run only in the full run.
vi.setConfig({ testTimeout: 60_000 });

// Prisma's command line, started as a user would, on a separate project.
let folder: string;
let name: string;
let url: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "refill-engine-"));
  name = `engine_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  url = databaseUrl(inject("postgresUrl"), name);
  const engine = JSON.stringify(resolve("prisma/engine/schema-engine.mjs"));
  write(
    "prisma.config.mjs",
    `process.env.PRISMA_SCHEMA_ENGINE_BINARY ||= ${engine};
    export default { schema: "schema.prisma", migrations: { path: "migrations" }, datasource: { url: process.env.DATABASE_URL } };`,
  );
  write("migrations/migration_lock.toml", 'provider = "postgresql"\n');
  write("schema.prisma", SCHEMA);
  write("migrations/20260101000000_counted/migration.sql", MIGRATION);
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await dropDatabase(inject("postgresUrl"), name);
});

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model counted {
  id Int @id
  n  Int @default(0)
}
`;

const MIGRATION = `CREATE TABLE "counted" (
    "id" INTEGER NOT NULL,
    "n" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "counted_pkey" PRIMARY KEY ("id")
);
CREATE FUNCTION count_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.n := NEW.n + 1; -- one statement; not two
  IF NEW.n > 10 THEN RAISE EXCEPTION 'too many; stop'; END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER count_up BEFORE INSERT ON counted FOR EACH ROW EXECUTE FUNCTION count_up();
`;

test("deploy creates the database and runs a migration that contains a function once", { tags: ["full"] }, async () => {
  expect((await prisma("migrate", "status")).output).toContain("P1003");
  expect((await prisma("migrate", "deploy")).output).toContain("All migrations have been successfully applied.");
  expect(await query("INSERT INTO counted VALUES (1) RETURNING n")).toEqual([{ n: 1 }]);
  await expect(query("INSERT INTO counted VALUES (2, 10)")).rejects.toThrow("too many; stop");

  expect((await prisma("migrate", "status")).output).toContain("Database schema is up to date!");
  expect((await prisma("migrate", "deploy")).output).toContain("No pending migrations to apply.");
});

test("two deployments at the same time apply every migration once", { tags: ["full"] }, async () => {
  const runs = await Promise.all([prisma("migrate", "deploy"), prisma("migrate", "deploy")]);
  expect(runs.map((run) => run.code)).toEqual([0, 0]);
  expect(await query("SELECT count(*)::int AS applied FROM _prisma_migrations")).toEqual([{ applied: 1 }]);
});

test("dev writes a migration for what changed in the schema and leaves no shadow database behind", {
  tags: ["full"],
}, async () => {
  write("schema.prisma", SCHEMA.replace("@default(0)", "@default(0)\n  note String?"));
  const run = await prisma("migrate", "dev", "--name", "note");
  expect(run.code, run.output).toBe(0);
  const created = readdirSync(join(folder, "migrations")).find((entry) => entry.endsWith("_note"));
  expect(readFileSync(join(folder, "migrations", created ?? "", "migration.sql"), "utf8")).toContain(
    'ALTER TABLE "counted" ADD COLUMN     "note" TEXT;',
  );
  expect(await query("INSERT INTO counted VALUES (1) RETURNING n, note")).toEqual([{ n: 1, note: null }]);
  expect(await query("SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'")).toEqual([]);
});

test("diff prints a script, and its exit code says whether there is a difference", { tags: ["full"] }, async () => {
  await prisma("migrate", "deploy");
  const same = ["migrate", "diff", "--from-config-datasource", "--to-schema", "schema.prisma", "--exit-code"];
  expect((await prisma(...same)).code).toBe(0);
  write("schema.prisma", SCHEMA.replace("@default(0)", "@default(0)\n  note String?"));
  const changed = await prisma(...same, "--script");
  expect(changed.code).toBe(2);
  expect(changed.output).toContain('ADD COLUMN     "note" TEXT');
});

test("a failed migration stops the deployment, says why and can be resolved", { tags: ["full"] }, async () => {
  write("migrations/20260102000000_broken/migration.sql", "SELECT 1; SELECT * FROM nowhere;");
  const failed = await prisma("migrate", "deploy");
  expect(failed.code).toBe(1);
  expect(failed.output).toContain('relation "nowhere" does not exist');
  expect((await prisma("migrate", "deploy")).output).toContain("P3009");

  await prisma("migrate", "resolve", "--rolled-back", "20260102000000_broken");
  write("migrations/20260102000000_broken/migration.sql", "SELECT 1;");
  expect((await prisma("migrate", "deploy")).code).toBe(0);
});

test("a migration that waits for a table lets others use it, and is applied once the table is free", {
  tags: ["full"],
}, async () => {
  await prisma("migrate", "deploy");
  write("migrations/20260102000000_note/migration.sql", "ALTER TABLE counted ADD COLUMN note TEXT; SELECT 1;");
  const reader = new pg.Client({ connectionString: url });
  await reader.connect();
  try {
    await reader.query("BEGIN; SELECT * FROM counted");
    const deployed = prisma("migrate", "deploy");
    const waits = () =>
      query("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%ADD COLUMN%'");
    await expect.poll(waits, { timeout: 30_000 }).toHaveLength(1);
    // Queued behind the migration, until that gives up.
    expect(await query("SET statement_timeout = '10s'; SELECT * FROM counted")).toEqual([]);
    await reader.query("COMMIT");
    expect(await deployed).toMatchObject({ code: 0 });
    expect(await query("SELECT count(note)::int AS notes FROM counted")).toEqual([{ notes: 0 }]);
    write("migrations/20260103000000_index/migration.sql", "CREATE INDEX CONCURRENTLY by_note ON counted (note);");
    expect(await prisma("migrate", "deploy")).toMatchObject({ code: 0 });
  } finally {
    await reader.end();
  }
});

test("reset empties the database, and pull creates a schema from it", { tags: ["full"] }, async () => {
  await prisma("migrate", "deploy");
  await query("INSERT INTO counted VALUES (1)");
  expect((await prisma("migrate", "reset", "--force")).code).toBe(0);
  expect(await query("SELECT * FROM counted")).toEqual([]);
  expect((await prisma("db", "pull", "--print")).output).toMatch(
    /model counted \{\s+id Int @id\s+n\s+Int @default\(0\)/,
  );
});

test("an unreachable database and a missing URL are reported", { tags: ["full"] }, async () => {
  const unreachable = await prismaWith("postgresql://refill@127.0.0.1:1/refill", "migrate", "deploy");
  expect(unreachable.code).toBe(1);
  expect(unreachable.output).toContain("P1001: Can't reach database server at `127.0.0.1:1`");
  expect((await prismaWith("", "migrate", "deploy")).output).toContain("url is empty");
});

test("the WebAssembly build is the one that this version of Prisma uses", () => {
  const version = (path: string): unknown => JSON.parse(readFileSync(`node_modules/@prisma/${path}`, "utf8")).version;
  expect(`${version("engines-version/package.json")}`).toBe(version("schema-engine-wasm/package.json"));
});

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}

type Run = { code: number; output: string };

async function prisma(...words: string[]): Promise<Run> {
  return prismaWith(url, ...words);
}

async function prismaWith(databaseUrl: string, ...words: string[]): Promise<Run> {
  const args = [resolve("node_modules/prisma/build/index.js"), ...words];
  const env = { ...process.env, DATABASE_URL: databaseUrl, NO_COLOR: "1", CHECKPOINT_DISABLE: "1" };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || !("stdout" in error) || !("stderr" in error)) throw error;
    return { code: Number(error.code), output: `${error.stdout}${error.stderr}` };
  }
}

async function query(statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Several statements have several results.
    return [await client.query(statement)].flat().at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}
