import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openTestDatabase } from "@/dev/testing/database";
import { createDatabase } from "@/lib/db";
import { namesOfReads } from "@/lib/prepared-reads";

test("a read that Prisma repeats is planned once per connection, and goes on after a migration that adds a column", async () => {
  const database = await openTestDatabase(1);
  const { prisma } = database;
  const read = () => prisma.user.findMany({ where: { role: "ADMIN" }, include: { sessions: true } });
  await prisma.user.create({ data: { email: "a@example.com", role: "ADMIN" } });
  for (let n = 0; n < 3; n++) await read();
  const [prepared] = await prisma.$queryRaw<{ statements: bigint; runs: bigint }[]>`
    SELECT count(*) AS statements, sum(generic_plans + custom_plans)::bigint AS runs
    FROM pg_prepared_statements WHERE name LIKE 'read_%'`;
  expect(prepared).toEqual({ statements: 2n, runs: 6n });
  const ids = Array.from({ length: 50 }, () => randomUUID());
  for (let many = 1; many <= ids.length; many++)
    await prisma.user.findMany({ where: { id: { in: ids.slice(0, many) } } });
  const [after] = await prisma.$queryRaw<{ statements: bigint }[]>`
    SELECT count(*) AS statements FROM pg_prepared_statements WHERE name LIKE 'read_%'`;
  expect(after?.statements).toBeLessThan(12n);
  await database.pool.query(`ALTER TABLE "user" ADD COLUMN favourite_color text`);
  expect(await read()).toMatchObject([{ email: "a@example.com", sessions: [] }]);
  const plain = createDatabase(database.url, 1, undefined, { preparedStatements: false });
  await plain.prisma.user.findMany();
  expect(await plain.prisma.$queryRaw`SELECT name FROM pg_prepared_statements`).toEqual([]);
  await plain.close();
  await database.drop();
});

test("only whole reads are prepared, and no more of them than a connection can keep", () => {
  const nameOf = namesOfReads();
  const read = (column: string) => nameOf({ sql: `SELECT "public"."user"."${column}" FROM "public"."user"` });
  expect(read("id")).not.toBe("");
  expect(read("id")).toBe(read("id"));
  expect(nameOf({ sql: `SELECT "public"."user"."id" FROM "public"."user" LIMIT $1 OFFSET $2` })).toBe("");
  expect(nameOf({ sql: "SELECT * FROM ledger_entry" })).toBe("");
  expect(nameOf({ sql: `UPDATE "public"."user" SET name = $1` })).toBe("");
  const names = Array.from({ length: 1_000 }, (_, n) => read(`column_${n}`)).filter(Boolean);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeLessThan(300);
  expect(read("id")).not.toBe("");
});
