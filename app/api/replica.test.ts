// @module-tag full
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "@/dev/testing/migrate";
import { type PrimaryAndReplica, startPrimaryAndReplica } from "@/dev/testing/replica";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createDatabase, type Database, PATIENCE } from "@/lib/db";
import { scrape } from "@/lib/monitoring/scrape/scrape";
import { misfitOf } from "@/lib/replica/misfit";
import { openReplica, type Replica } from "@/lib/replica/replica";

// A real streaming replica. lib/replica/lag.test.ts and reader.test.ts prove the main things without one.
closeAppDatabase();
let servers: PrimaryAndReplica;
let primary: Database;
let onReplica: Database;
let replica: Replica;
// The machine may be busy: nothing here depends on how quick it is.
const PATIENT = { maxBehindMs: 3_600_000, patienceMs: 30_000 };

beforeAll(async () => {
  servers = await startPrimaryAndReplica(migrate);
  Object.assign(process.env, { DATABASE_URL: servers.primaryUrl, DATABASE_REPLICA_URL: servers.replicaUrl });
  primary = createDatabase(servers.primaryUrl);
  onReplica = createDatabase(servers.replicaUrl, 4, PATIENCE.replica, { readOnly: true });
  replica = openReplica({ primary, replica: onReplica }, { ...PATIENT, freshMs: 50 });
}, 120_000);

afterAll(async () => {
  await primary?.close();
  await onReplica?.close();
  await servers?.end();
});

let people = 0;
async function addPerson(): Promise<string> {
  people += 1;
  const { id } = await primary.prisma.user.create({ data: { email: `person${people}@example.com` } });
  return id;
}

const usesReplica = async () => (await replica.state()).trouble === null;

test("a replica that follows is used, and is not behind", async () => {
  expect(await replica.state()).toMatchObject({ trouble: null });
  const { behindMs, sql } = await replica.recent();
  expect(behindMs).not.toBe(null);
  expect(await sql`SELECT pg_is_in_recovery() AS standby`).toEqual([{ standby: true }]);
});

test("what was committed before is there, with every way to read", async () => {
  for (let round = 0; round < 20; round += 1) {
    const id = await addPerson();
    const { sql, hotSql, prisma, behindMs } = await replica.current();
    // Not null unless the primary was asked instead, which the machine may be too busy for.
    if (round === 0) expect(behindMs === 0 || behindMs === null).toBe(true);
    expect(await sql`SELECT id FROM "user" WHERE id = ${id}`).toEqual([{ id }]);
    expect(await hotSql`SELECT id FROM "user" WHERE id = ${id}`).toEqual([{ id }]);
    expect(await prisma.user.findUnique({ where: { id }, select: { id: true } })).toEqual({ id });
  }
});

test("nothing can be written", async () => {
  await expect(onReplica.sql`CREATE TABLE written ()`).rejects.toThrow("read-only");
  const readOnly = createDatabase(servers.primaryUrl, 2, PATIENCE.replica, { readOnly: true });
  await expect(readOnly.sql`CREATE TABLE written ()`).rejects.toThrow("read-only transaction");
  await readOnly.close();
});

test("while replay is paused it shows how far it is behind, and what must be current is read from the primary", async () => {
  await onReplica.sql`SELECT pg_wal_replay_pause()`;
  const before = await addPerson();
  const { sql, behindMs } = await replica.current();
  expect(behindMs).toBe(null);
  expect(await sql`SELECT id FROM "user" WHERE id = ${before}`).toEqual([{ id: before }]);

  // Within the limit, reports are read from it and say how old they are.
  const older = await replica.recent();
  expect(older.behindMs).toBeGreaterThan(0);
  expect(await older.sql`SELECT id FROM "user" WHERE id = ${before}`).toEqual([]);

  const strict = openReplica({ primary, replica: onReplica }, { ...PATIENT, maxBehindMs: 1 });
  expect((await strict.recent()).behindMs).toBe(null);
  const { trouble, behindMs: behind } = await strict.state();
  expect(trouble).toBe("It is more than 0.001 s behind.");
  expect(behind).toBeGreaterThan(1);

  await onReplica.sql`SELECT pg_wal_replay_resume()`;
  await expect.poll(usesReplica).toBe(true);
  await expect
    .poll(async () => (await (await replica.recent()).sql`SELECT id FROM "user" WHERE id = ${before}`).length)
    .toBe(1);
});

test("the API reads lists on the replica, and a person's history has what they just did, also while it is behind", async () => {
  const { token } = await newPerson(primary, 100);
  const [{ GET: history }, { POST: consume }] = await Promise.all([
    import("@/app/api/v1/credits/history/route"),
    import("@/app/api/v1/credits/consume/route"),
  ]);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const amounts = async () => {
    const response = await history(new Request("http://localhost:3000/api/v1/credits/history", { headers }));
    const { data }: { data: { amount: number }[] } = await response.json();
    return data.map(({ amount }) => amount);
  };
  const spend = async (amount: number) => {
    const body = JSON.stringify({ amount, idempotencyKey: `spend ${amount}` });
    const request = new Request("http://localhost:3000/api/v1/credits/consume", { method: "POST", headers, body });
    expect((await consume(request)).status).toBe(200);
  };
  // Until the scan is counted, which the server does about once a second.
  const scans = async () => {
    const [row] = await onReplica.sql<{ scans: bigint }>`
      SELECT idx_scan AS scans FROM pg_stat_user_tables WHERE relname = 'ledger_entry'`;
    return row?.scans ?? 0n;
  };
  const before = await scans();
  await spend(7);
  expect(await amounts()).toEqual([-7, 100]);
  await expect
    .poll(async () => {
      expect(await amounts()).toEqual([-7, 100]);
      return (await scans()) > before;
    })
    .toBe(true);

  await onReplica.sql`SELECT pg_wal_replay_pause()`;
  await spend(8);
  expect(await amounts()).toEqual([-8, -7, 100]);
  await expect.poll(async () => lagIn(await scrape())).toBeGreaterThan(1);
  await onReplica.sql`SELECT pg_wal_replay_resume()`;
  await expect.poll(async () => lagIn(await scrape())).toBeLessThan(1);
});

const lagIn = (metrics: string) => Number(/^refill_replica_lag_seconds (\S+)$/m.exec(metrics)?.[1]);

test("reads that are under way when the replica is killed end on the primary, and it is used again once it is back", async () => {
  const id = await addPerson();
  await expect.poll(usesReplica).toBe(true);
  const { sql, hotSql, prisma } = await replica.recent();
  const slow = sql<{ id: string }>`SELECT id, pg_sleep(0.5)::text FROM "user" WHERE id = ${id}`;
  await expect
    .poll(async () => (await onReplica.sql`SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(0.5)%'`).length)
    .toBeGreaterThan(1);
  await servers.kill();
  expect((await slow).map((row) => row.id)).toEqual([id]);
  expect(await hotSql`SELECT id FROM "user" WHERE id = ${id}`).toEqual([{ id }]);
  expect(await prisma.user.findUnique({ where: { id }, select: { id: true } })).toEqual({ id });
  expect(await prisma.$queryRaw`SELECT id FROM "user" WHERE id = ${id}::uuid`).toEqual([{ id }]);
  expect(await prisma.$queryRawUnsafe(`SELECT id FROM "user" WHERE id = $1::uuid`, id)).toEqual([{ id }]);
  expect((await replica.state()).trouble).not.toBe(null);
  expect((await replica.recent()).behindMs).toBe(null);
  expect((await replica.current()).behindMs).toBe(null);

  await servers.restart();
  await expect.poll(usesReplica).toBe(true);
  expect((await replica.recent()).behindMs).not.toBe(null);
});

test("a role without privileges of its own can tell whether a server is its replica", async () => {
  await primary.sql`CREATE ROLE reader LOGIN`;
  await primary.sql`GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`;
  await primary.sql`GRANT USAGE ON SCHEMA public TO reader`;
  await expect.poll(async () => (await onReplica.sql`SELECT 1 FROM pg_roles WHERE rolname = 'reader'`).length).toBe(1);
  const as = (url: string) => createDatabase(url.replace("refill:refill@", "reader@"), 2);
  const both = { primary: as(servers.primaryUrl), replica: as(servers.replicaUrl) };
  await expect.poll(() => misfitOf(both)).toBe(null);
  expect((await openReplica(both, PATIENT).state()).trouble).toBe(null);
  await both.primary.close();
  await both.replica.close();
});

test("a wrong address is named, and the primary is read", async () => {
  const other = createDatabase(servers.replicaUrl.replace(/\/[^/?]+(\?|$)/, "/postgres$1"), 2);
  const wrong = [
    [primary, "leads to a primary"],
    [other, "leads to the database postgres, DATABASE_URL to refill"],
  ] as const;
  for (const [server, sentence] of wrong) {
    const opened = openReplica({ primary, replica: server }, PATIENT);
    expect((await opened.state()).trouble).toContain(sentence);
    expect((await opened.recent()).behindMs).toBe(null);
  }
  await other.close();
});

test("a replica that has not replayed the last migration is not used", async () => {
  await onReplica.sql`SELECT pg_wal_replay_pause()`;
  await primary.sql`
    INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('next', '', 'next', now())`;
  expect(await misfitOf({ primary, replica: onReplica })).toContain("it has not replayed the last ones yet");
  await onReplica.sql`SELECT pg_wal_replay_resume()`;
  await expect.poll(() => misfitOf({ primary, replica: onReplica })).toBe(null);
});
