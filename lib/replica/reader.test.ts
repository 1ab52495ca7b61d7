import { afterAll, expect, test } from "vitest";
import { openTestDatabase, testDatabase } from "@/dev/testing/database";
import { createDatabase } from "@/lib/db";
import { type primaryReader, replicaReader } from "@/lib/replica/reader";
import { openReplica } from "@/lib/replica/replica";
import { processReplica, reports } from "@/lib/replica/reports";

// Without a real replica: app/api/replica.test.ts has one, in the full run.
const primary = await testDatabase();
const EMAIL = "someone@example.com";
const { id } = await primary.prisma.user.create({ data: { email: EMAIL } });
/** Nothing listens there. */
const gone = () => createDatabase("postgresql://refill@127.0.0.1:1/refill", 2);

const readers = [
  ["sql", ({ sql }) => sql`SELECT id FROM "user" WHERE email = ${EMAIL}`],
  ["hotSql", ({ hotSql }) => hotSql`SELECT id FROM "user" WHERE email = ${EMAIL}`],
  ["hot sql", ({ sql }) => (sql.hot ?? sql)`SELECT id FROM "user" WHERE email = ${EMAIL}`],
  ["prisma", ({ prisma }) => prisma.user.findMany({ where: { email: EMAIL }, select: { id: true } })],
  ["prisma's raw template", ({ prisma }) => prisma.$queryRaw`SELECT id FROM "user" WHERE email = ${EMAIL}`],
  ["prisma's raw text", ({ prisma }) => prisma.$queryRawUnsafe(`SELECT id FROM "user" WHERE email = $1`, EMAIL)],
] satisfies [string, (reader: ReturnType<typeof primaryReader>) => Promise<unknown>][];

const replica = await openTestDatabase(2);
afterAll(replica.drop);

test.each(readers)("%s reads from the replica, and from the primary when the replica is gone", async (_name, read) => {
  const failures: unknown[] = [];
  const note = (error: unknown) => failures.push(error);
  expect(await read({ ...replicaReader(replica, primary, note), behindMs: 0 })).toEqual([]);
  expect(failures).toEqual([]);
  const away = gone();
  expect(await read({ ...replicaReader(away, primary, note), behindMs: 0 })).toEqual([{ id }]);
  expect(failures).toHaveLength(1);
  await away.close();
});

test("an error of the statement itself is an error, and is not tried again", async () => {
  const failures: unknown[] = [];
  const { sql, prisma } = replicaReader(primary, primary, (error) => failures.push(error));
  await expect(sql`SELECT 1 / 0`).rejects.toThrow("division by zero");
  await expect(prisma.$queryRaw`SELECT 1 / 0`).rejects.toThrow("division by zero");
  await expect(prisma.user.findUniqueOrThrow({ where: { id: crypto.randomUUID() } })).rejects.toThrow("not found");
  expect(failures).toEqual([]);
});

test("a statement that takes too long on the replica does not run again on the primary", async () => {
  const hasty = createDatabase(primary.url, 2, { statementMs: 50, lockMs: 50 });
  const failures: unknown[] = [];
  const { sql } = replicaReader(hasty, primary, (error) => failures.push(error));
  await expect(sql`SELECT pg_sleep(20)::text`).rejects.toThrow("statement timeout");
  expect(failures).toEqual([]);
  await hasty.close();
});

test("a primary is not used as a replica, nor is an address where nobody answers, and everything is read all the same", async () => {
  const away = gone();
  for (const [replica, sentence] of [
    [primary, "DATABASE_REPLICA_URL leads to a primary"],
    [away, "ECONNREFUSED"],
  ] as const) {
    const opened = openReplica({ primary, replica }, { maxBehindMs: 30_000, patienceMs: 30_000 });
    for (const reader of [await opened.recent(), await opened.current()]) {
      expect(reader.behindMs).toBe(null);
      expect(await reader.sql`SELECT id FROM "user"`).toEqual([{ id }]);
    }
    const { trouble, behindMs } = await opened.state();
    expect(trouble).toContain(sentence);
    expect(behindMs).toBe(Number.POSITIVE_INFINITY);
  }
  await away.close();
});

test("without DATABASE_REPLICA_URL everything is read from the primary", async () => {
  expect(processReplica()).toBe(null);
  for (const reader of [await reports().recent(), await reports().current()]) {
    expect(reader.behindMs).toBe(null);
    expect(await reader.sql`SELECT id FROM "user"`).toEqual([{ id }]);
  }
});
