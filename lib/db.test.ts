import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { openTestDatabase } from "@/dev/testing/database";
import { outage } from "@/lib/api/http/outages";
import { createDatabase, PATIENCE } from "@/lib/db";

test("a Date is the same time through Prisma and through SQL, whatever the server's time zone", async () => {
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

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => outage(error)?.code,
  );

test("a database that accepts connections but never responds is an outage within seconds", {
  tags: ["full"],
  timeout: 15_000,
}, async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const silent = createDatabase(`postgresql://refill@127.0.0.1:${(server.address() as AddressInfo).port}/silent`);
  const outcomes = [silent.sql`SELECT 1`, silent.prisma.user.count(), silent.transaction((db) => db.user.count())];
  expect(await Promise.all(outcomes.map(failureOf))).toEqual(Array(3).fill("database_unavailable"));
  server.close();
  await silent.close();
});

test("when every connection is in use a request fails within seconds, and the connections still work afterwards", {
  tags: ["full"],
  timeout: 15_000,
}, async () => {
  const test = await openTestDatabase(1);
  let finish = () => {};
  let held: Promise<void> = Promise.resolve();
  await new Promise<void>((begun) => {
    held = test.transaction(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
          begun();
        }),
    );
  });
  const outcomes = [test.prisma.user.count(), test.transaction((db) => db.user.count())];
  expect(await Promise.all(outcomes.map(failureOf))).toEqual(["database_unavailable", "database_unavailable"]);
  finish();
  await held;
  expect(await test.transaction((db) => db.user.count())).toBe(0);
  await test.drop();
});

test("a transaction of a frozen process releases its locks", async () => {
  const test = await openTestDatabase();
  const read = test.transaction((_db, sql) => sql`SHOW idle_in_transaction_session_timeout`);
  expect(await read).toEqual([{ idle_in_transaction_session_timeout: "2min" }]);
  await test.drop();
});

test("a hot statement is prepared once per connection and returns the same results as any other", async () => {
  const db = await openTestDatabase();
  const ask = (value: bigint | null) => db.hotSql<{ value: bigint }>`SELECT ${value}::bigint + 1 AS value`;
  expect(await Promise.all([1n, 2n ** 60n, null].map(ask))).toEqual([
    [{ value: 2n }],
    [{ value: 2n ** 60n + 1n }],
    [{ value: null }],
  ]);
  const other = await db.hotSql<{ value: string }>`SELECT ${"x"}::text AS value`;
  expect(other).toEqual([{ value: "x" }]);
  await db.drop();
});

test("requests time out after 30 seconds per statement and 5 per lock; batch work and the worker have their own limits", async () => {
  const test = await openTestDatabase();
  const settings = async (patience?: Parameters<typeof createDatabase>[2]) => {
    const db = createDatabase(test.url, 1, patience);
    const read = (sql: typeof db.sql) => sql<{ statement: string; lock: string }>`
      SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock`;
    const both = [await read(db.sql), await db.transaction((_db, sql) => read(sql))];
    await db.close();
    return both.map(([row]) => `${row?.statement} ${row?.lock}`);
  };
  expect(await settings()).toEqual(["30s 5s", "30s 5s"]);
  expect(await settings(PATIENCE.worker)).toEqual(["5min 30s", "5min 30s"]);
  expect(await settings(PATIENCE.batch)).toEqual(["0 0", "0 0"]);
  await test.drop();
});

test("a timeout is a temporary outage, not a server error", async () => {
  const test = await openTestDatabase();
  const hasty = createDatabase(test.url, 2, { statementMs: 100, lockMs: 50 });
  const { id } = await hasty.prisma.user.create({ data: { email: "b@example.com" } });
  const slow = [
    hasty.sql`SELECT pg_sleep(1)::text AS slept`,
    hasty.transaction((db) => db.$queryRaw`SELECT pg_sleep(1)::text`),
  ];
  expect(await Promise.all(slow.map(failureOf))).toEqual(["database_unavailable", "database_unavailable"]);
  await test.transaction(async (_db, sql) => {
    await sql`SELECT id FROM "user" WHERE id = ${id}::uuid FOR UPDATE`;
    const waits = hasty.transaction((_other, other) => other`SELECT id FROM "user" WHERE id = ${id}::uuid FOR UPDATE`);
    expect(await failureOf(waits)).toBe("database_unavailable");
  });
  await hasty.close();
  await test.drop();
});
