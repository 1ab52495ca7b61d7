import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { databaseUrl, dropDatabase } from "../../dev/postgres/databases";
import { openTestDatabase } from "../../dev/testing/database";
import { deployMigrations, markRolledBack } from "./deploy.mjs";

let folder: string;
let name: string;
let url: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "refill-deploy-"));
  name = `deploy_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  url = databaseUrl(inject("postgresUrl"), name);
  writeFileSync(join(folder, "migration_lock.toml"), 'provider = "postgresql"\n');
  migration("1_counted", "CREATE TABLE counted (id integer PRIMARY KEY);");
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await dropDatabase(inject("postgresUrl"), name);
});

function migration(called: string, sql: string): void {
  mkdirSync(join(folder, called), { recursive: true });
  writeFileSync(join(folder, called, "migration.sql"), sql);
}

test("two deployments at once create the database and apply each migration once; later ones only what is new", {
  tags: ["full"],
}, async () => {
  const both = await Promise.all([deployMigrations(url, folder), deployMigrations(url, folder)]);
  expect(both.flat()).toEqual(["1_counted"]);
  expect(await deployMigrations(url, folder)).toEqual([]);
  migration("2_named", "ALTER TABLE counted ADD COLUMN name text;");
  expect(await deployMigrations(url, folder)).toEqual(["2_named"]);
});

test("a failed migration says why and stops later deployments; an unreachable server is named", {
  tags: ["full"],
}, async () => {
  migration("2_broken", "SELECT * FROM nowhere;");
  await expect(deployMigrations(url, folder)).rejects.toMatchObject({
    message: expect.stringMatching(/ERROR: relation "nowhere" does not exist \(42P01\)$/),
  });
  await expect(deployMigrations(url, folder)).rejects.toMatchObject({ code: "P3009" });
  await expect(deployMigrations("postgresql://refill@127.0.0.1:1/refill", folder)).rejects.toMatchObject({
    code: "P1001",
  });
});

test("a failed migration that was rolled back is applied again; one that did not fail cannot be", {
  tags: ["full"],
}, async () => {
  migration("2_named", "ALTER TABLE counted ADD COLUMN name text; SELECT * FROM nowhere;");
  await expect(deployMigrations(url, folder)).rejects.toMatchObject({ message: expect.stringContaining("nowhere") });
  await markRolledBack(url, "2_named");
  migration("2_named", "ALTER TABLE counted ADD COLUMN name text;");
  expect(await deployMigrations(url, folder)).toEqual(["2_named"]);
  await expect(markRolledBack(url, "1_counted")).rejects.toMatchObject({ code: "P3012" });
});

test("it keeps the same record as Prisma's command line: a database migrated by that has nothing to apply", async () => {
  const migrated = await openTestDatabase(1);
  try {
    expect(await migrated.sql`SELECT migration_name, checksum FROM _prisma_migrations`).not.toEqual([]);
    expect(await deployMigrations(migrated.url)).toEqual([]);
  } finally {
    await migrated.drop();
  }
});
