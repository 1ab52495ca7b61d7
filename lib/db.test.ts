import { expect, test } from "vitest";
import { openTestDatabase } from "@/dev/testing/database";
import { createDatabase } from "@/lib/db";

test("a Date is the same moment on both paths, whatever time zone the server is set to", async () => {
  const test = await openTestDatabase();
  await test.pool.query(`
    DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = %L', current_database(), 'America/New_York'); END $$`);
  const far = createDatabase(test.url);
  const moment = new Date("2026-11-21T12:34:56.789Z");
  const expected = [{ moment, millis: BigInt(moment.getTime()) }];
  const read = (sql: typeof far.sql) => sql`
    SELECT ${moment}::timestamptz AS moment, (extract(epoch FROM ${moment}::timestamptz) * 1000)::bigint AS millis`;
  expect(await read(far.sql)).toEqual(expected);
  expect(await far.transaction((_db, sql) => read(sql))).toEqual(expected);
  const { id } = await far.prisma.user.create({ data: { email: "a@example.com", lockedAt: moment } });
  expect(await far.prisma.user.findUnique({ where: { id } })).toMatchObject({ lockedAt: moment });
  expect(await far.sql`SELECT locked_at FROM "user" WHERE id = ${id}::uuid`).toEqual([{ locked_at: moment }]);
  await far.close();
  await test.drop();
});
