import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { createDatabase as openDatabase } from "@/lib/db";
import { createDatabase, dropDatabase } from "../postgres/databases";
import { migrate } from "./migrate";

test("the tests of a release can run on the schema of another version, as check:previous asks", {
  tags: ["full"],
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "refill-schema-"));
  const server = inject("postgresUrl");
  const name = `schema_${process.pid}`;
  const url = await createDatabase(server, name);
  try {
    for (const part of ["prisma", "package.json"]) cpSync(part, join(folder, part), { recursive: true });
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
    mkdirSync(join(folder, "prisma/migrations/9_next"));
    writeFileSync(join(folder, "prisma/migrations/9_next/migration.sql"), "ALTER TABLE plan ADD COLUMN next int;");
    await migrate(url, folder);
    const other = openDatabase(url);
    expect(await other.sql`SELECT next FROM plan`).toEqual([]);
    expect(await other.sql`SELECT FROM graphile_worker.jobs`).toEqual([]);
    await other.close();
  } finally {
    await dropDatabase(server, name);
    rmSync(folder, { recursive: true, force: true });
  }
});
