import { expect, test } from "vitest";
import { openTestDatabase, testDatabase } from "@/dev/testing/database";
import { findPgBouncer, startPgBouncer } from "@/dev/testing/pgbouncer";
import { createDatabase, PATIENCE } from "@/lib/db";
import { checkConnections } from "@/lib/jobs/check-connections";

const { url: server, prisma } = await testDatabase();
const bouncer = findPgBouncer();
if (!bouncer) process.stdout.write("PgBouncer is not installed: the tests of poolers are skipped.\n");
const behind = test.skipIf(!bouncer);
const keepsStatements = bouncer !== null && Number(bouncer.version.split(".")[1]) >= 21;
const off = keepsStatements ? { preparedStatements: 0 } : {};

const pooler = (poolSize: number, mode: "transaction" | "session" = "transaction") =>
  startPgBouncer(bouncer?.program ?? "", server, { mode, poolSize, ...off });

const refused = (reason: string) => ({ fit: false, reason: expect.stringContaining(reason) });

test("a direct connection is accepted, and an unreachable server gives no result", async () => {
  expect(await checkConnections({ url: server })).toEqual({ fit: true, advice: null });
  await expect(checkConnections({ url: "postgresql://refill@127.0.0.1:1/none" })).rejects.toThrow("ECONNREFUSED");
});

test("two URLs of different databases are refused", async () => {
  const other = await openTestDatabase();
  expect(await checkConnections({ url: server, directUrl: other.url })).toEqual(refused("different databases"));
  await other.drop();
});

behind(
  "a pooler in transaction mode is found, however many sessions it has, and needs the server beside it",
  async () => {
    for (const size of [1, 4]) {
      const url = await pooler(size);
      expect(await checkConnections({ url })).toEqual(refused("Set DATABASE_DIRECT_URL"));
      expect(await checkConnections({ url: server, directUrl: url })).toEqual(
        refused("DATABASE_DIRECT_URL is a pooler"),
      );
    }
    const url = await pooler(4);
    expect(await checkConnections({ url, directUrl: server })).toEqual({
      fit: true,
      advice: expect.stringContaining("statement_timeout"),
    });
  },
);

behind("behind a pooler whose role has limits of time there is nothing to advise", async () => {
  const alter = (what: string) =>
    prisma.$executeRawUnsafe(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I ${what}', current_database()); END $$`);
  await alter("SET statement_timeout = 30000");
  await alter("SET lock_timeout = 5000");
  expect(await checkConnections({ url: await pooler(4), directUrl: server })).toEqual({ fit: true, advice: null });
  await alter("RESET ALL");
});

behind("a pooler in session mode is as good as the server", async () => {
  expect(await checkConnections({ url: await pooler(4, "session") })).toEqual({ fit: true, advice: null });
});

behind("prepared statements through a pooler that loses them are refused", async () => {
  const url = await pooler(4);
  const wanted = await checkConnections({ url, directUrl: server, preparedStatements: true });
  expect(wanted).toEqual(refused("does not keep prepared statements"));
});

test.skipIf(!keepsStatements)("a pooler that supports prepared statements is accepted", async () => {
  const url = await startPgBouncer(bouncer?.program ?? "", server, {
    mode: "transaction",
    poolSize: 4,
    preparedStatements: 100,
  });
  expect(await checkConnections({ url, directUrl: server, preparedStatements: true })).toMatchObject({ fit: true });
});

behind("180 statements and transactions at once through a pooler in transaction mode fail at nothing", async () => {
  const pooled = createDatabase(await pooler(3), 12, PATIENCE.web, { directUrl: server });
  const moment = new Date("2026-11-21T12:34:56.789Z");
  const work = Array.from({ length: 180 }, async (_, at) => {
    if (at % 3 === 0) return (await pooled.hotSql<{ n: bigint }>`SELECT ${BigInt(at)}::bigint AS n`)[0]?.n;
    if (at % 3 === 1) return (await pooled.sql<{ n: bigint }>`SELECT ${BigInt(at)}::bigint AS n`)[0]?.n;
    const email = `pooled-${at}@example.com`;
    await pooled.transaction((db) => db.user.create({ data: { email, lockedAt: moment } }));
    return BigInt(at);
  });
  expect(await Promise.all(work)).toEqual(work.map((_, at) => BigInt(at)));
  const kept = await prisma.user.findMany({ where: { email: { startsWith: "pooled-" } } });
  expect(kept.map(({ lockedAt }) => lockedAt?.toISOString())).toEqual(Array(60).fill(moment.toISOString()));
  await pooled.close();
});

behind("a transaction has its limits through a pooler too, and leaves none behind", async () => {
  const url = await pooler(1);
  const limits = "SELECT current_setting('statement_timeout') AS s, current_setting('lock_timeout') AS l";
  const impatient = createDatabase(url, 2, { statementMs: 1_500, lockMs: 700 }, { directUrl: server });
  const inside = await impatient.transaction((db) => db.$queryRawUnsafe(limits));
  expect(inside).toEqual([{ s: "1500ms", l: "700ms" }]);
  expect((await impatient.pool.query(limits)).rows).toEqual([{ s: "0", l: "0" }]);
  await impatient.close();
});

behind("a lock that is held for long goes around the pooler", async () => {
  const pooled = createDatabase(await pooler(1), 2, PATIENCE.web, { directUrl: server });
  const client = await pooled.connect();
  await client.query("SELECT pg_advisory_lock(4711)");
  // The pooler has one session. If the lock were in it, this query would use the same session and get the lock.
  const [tried] = await pooled.sql<{ free: boolean }>`SELECT pg_try_advisory_lock(4711) AS free`;
  expect(tried).toEqual({ free: false });
  await client.end();
  await pooled.close();
});
