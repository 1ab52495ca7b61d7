import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/dev/testing/database";
import { createDatabase, hot, type Sql } from "@/lib/db";
import { hotText, namesOfStatements } from "@/lib/prepared-statements";

/** How many statements a connection of Prisma has prepared, and how often they ran. */
async function prepared({ prisma }: Pick<TestDatabase, "prisma">) {
  const [row] = await prisma.$queryRaw<{ statements: bigint; runs: bigint | null }[]>`
    SELECT count(*) AS statements, sum(generic_plans + custom_plans)::bigint AS runs
    FROM pg_prepared_statements WHERE name LIKE 'prepared_%'`;
  return { statements: Number(row?.statements), runs: Number(row?.runs ?? 0n) };
}

test("a read that Prisma repeats is planned once per connection, and goes on after a migration that adds a column", async () => {
  const database = await openTestDatabase(1);
  const { prisma } = database;
  const read = () => prisma.user.findMany({ where: { role: "ADMIN" }, include: { sessions: true } });
  await database.pool.query(
    `INSERT INTO "user" (id, email, role, updated_at) VALUES ($1, 'a@example.com', 'ADMIN', now())`,
    [randomUUID()],
  );
  for (let n = 0; n < 3; n++) await read();
  expect(await prepared(database)).toEqual({ statements: 2, runs: 6 });
  const ids = Array.from({ length: 50 }, () => randomUUID());
  for (let many = 1; many <= ids.length; many++)
    await prisma.user.findMany({ where: { id: { in: ids.slice(0, many) } } });
  expect((await prepared(database)).statements).toBeLessThan(12);
  await database.pool.query(`ALTER TABLE "user" ADD COLUMN favourite_color text`);
  expect(await read()).toMatchObject([{ email: "a@example.com", sessions: [] }]);
  const plain = createDatabase(database.url, 1, undefined, { preparedStatements: false });
  await plain.prisma.user.findMany();
  await plain.transaction((_db, sql) => ask(hot(sql)));
  expect(await plain.prisma.$queryRaw`SELECT name FROM pg_prepared_statements`).toEqual([]);
  await plain.close();
  await database.drop();
});

const ask = (sql: Sql) => sql<{ value: bigint }>`SELECT ${1n}::bigint + 1 AS value`;

test("a read by a unique key, writes of one row and hot statements of a transaction are planned once per connection, too", async () => {
  const database = await openTestDatabase(1);
  const { prisma } = database;
  const { id } = await prisma.user.create({ data: { email: "a@example.com" } });
  const write = async (name: string) => {
    await prisma.user.findUnique({ where: { id } });
    await prisma.user.update({ where: { id }, data: { name } });
    await prisma.notificationSetting.upsert({
      where: { userId: id },
      create: { userId: id },
      update: { refilled: true },
    });
    return database.transaction((_db, sql) => ask(hot(sql)));
  };
  for (const name of ["A", "B", "C"]) expect(await write(name)).toEqual([{ value: 2n }]);
  // The insert of the user is the fifth.
  expect(await prepared(database)).toEqual({ statements: 5, runs: 13 });
  await database.pool.query(`ALTER TABLE "user" ADD COLUMN favourite_color text`);
  await write("D");
  expect(await prisma.user.findUnique({ where: { id } })).toMatchObject({ name: "D" });
  await database.drop();
});

test("only what has few texts and one best plan is prepared, and no more of it than a connection can keep", () => {
  const nameOf = namesOfStatements();
  const read = (column: string) => nameOf({ sql: `SELECT "public"."user"."${column}" FROM "public"."user"` });
  expect(read("id")).not.toBe("");
  expect(read("id")).toBe(read("id"));
  expect(nameOf({ sql: `SELECT "public"."user"."id" FROM "public"."user" LIMIT $1 OFFSET $2` })).toBe("");
  expect(nameOf({ sql: "SELECT * FROM ledger_entry" })).toBe("");
  expect(nameOf({ sql: hotText("SELECT seq FROM ledger_entry") })).not.toBe("");
  expect(nameOf({ sql: `UPDATE "public"."user" SET name = $1` })).toBe("");
  expect(nameOf({ sql: `INSERT INTO "public"."user" ("id") VALUES ($1),($2)` })).toBe("");
  const names = Array.from({ length: 1_000 }, (_, n) => read(`column_${n}`)).filter(Boolean);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeLessThan(400);
  expect(read("id")).not.toBe("");
});
