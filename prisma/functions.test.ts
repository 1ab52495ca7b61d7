import { afterAll, expect, test } from "vitest";
import { compareFunctions, functionChanges, writtenFunctions } from "@/dev/schema/functions";
import { testDatabase } from "@/dev/testing/database";

const db = await testDatabase();
const client = await db.pool.connect();
afterAll(() => client.release());

const HOW =
  "prisma/functions and the migrations differ. To change a function: edit its file, then npm run migrate:dev -- --name what_changed, which writes the migration.";

test("the functions of a migrated database match prisma/functions", async () => {
  const { migrated, files } = await compareFunctions(client);
  const definitions = (functions: typeof files) => functions.map(({ definition }) => definition);
  expect(definitions(migrated), HOW).toEqual(definitions(files));
});

test("each function is in one file, which is named after one of its functions or their purpose", () => {
  const names = writtenFunctions().map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test("without changes there is nothing to migrate", async () => {
  expect(await functionChanges(client)).toBe("");
});

test("a migration updates changed functions, drops removed ones, and replaces those with other arguments", async () => {
  const sum = (body: string) => `CREATE OR REPLACE FUNCTION ledger_sum(p_allocations jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ ${body} $$;\n`;
  const room = `CREATE OR REPLACE FUNCTION ledger_max_balance(p_factor bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$ SELECT p_factor $$;\n`;
  const written = writtenFunctions()
    .filter(({ name }) => name !== "ledger_has_room")
    .map((one) => (one.name === "ledger_sum" ? { ...one, text: sum("SELECT 1::bigint") } : one))
    .map((one) => (one.name === "ledger_max_balance" ? { ...one, text: room } : one));

  const changes = await functionChanges(client, written);
  expect(changes).toBe(
    [
      "DROP FUNCTION ledger_has_room(p_locked credit_account, p_amount bigint);\nDROP FUNCTION ledger_max_balance();\n",
      room,
      sum("SELECT 1::bigint"),
    ].join("\n"),
  );

  await client.query("BEGIN");
  await client.query(changes);
  await client.query("COMMIT");
  expect(await functionChanges(client, written)).toBe("");
});
