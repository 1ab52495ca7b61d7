import { afterAll, expect, test } from "vitest";
import { run } from "@/dev/processes";
import { rulesOf } from "@/dev/schema/rules";
import { testDatabase } from "@/dev/testing/database";

const db = await testDatabase();
const client = await db.pool.connect();
afterAll(() => client.release());

test("a migrated database has the tables, columns, keys and indexes of schema.prisma", async () => {
  const diff = ["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema.prisma", "--exit-code"];
  const env = { ...process.env, DATABASE_URL: db.url, DATABASE_MIGRATE_URL: "", DATABASE_DIRECT_URL: "" };
  // Exits with 2 when there is a difference, which is then in the message.
  const compared = run(process.execPath, ["node_modules/prisma/build/index.js", ...diff], { env });
  await expect(compared, "Write a migration: npm run migrate:dev -- --name what_changed").resolves.toBeUndefined();
});

test("rules.sql has what schema.prisma cannot express: checks, partial indexes and triggers", async () => {
  // If the change is intended: npx vitest run --project app prisma/schema.test.ts -u
  await expect(await rulesOf(client)).toMatchFileSnapshot("rules.sql");
});
