import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import type { Sql } from "@/lib/db";
import { adjust } from "@/lib/ledger/adjust";
import { announceBalances, announceTogether, flushBalanceAnnouncements } from "@/lib/ledger/announce-balances";
import { captureHold } from "@/lib/ledger/capture-hold";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { placeHold } from "@/lib/ledger/place-hold";
import { releaseHold } from "@/lib/ledger/release-hold";

const db = await testDatabase();
const now = new Date("2026-11-01T00:00:00Z");
const listener = new pg.Client({ connectionString: db.url });
let heard: string[] = [];

beforeAll(async () => {
  await listener.connect();
  listener.on("notification", ({ payload }) => heard.push(payload ?? ""));
  await listener.query("LISTEN balances");
});
afterAll(() => listener.end());
beforeEach(() => {
  heard = [];
});

/** What has been announced so far: a message sent now arrives after everything that committed before it. */
async function announced(): Promise<string[]> {
  const mark = randomUUID();
  await db.sql`SELECT pg_notify('balances', ${mark})`;
  await expect.poll(() => heard.includes(mark), { interval: 5 }).toBe(true);
  return heard.splice(0).filter((payload) => payload !== mark);
}

async function newAccount(): Promise<string> {
  const { id } = await db.prisma.user.create({ data: { email: `${randomUUID()}@example.com` } });
  return openAccount(db.sql, id, now);
}

async function accountWith(amount: bigint): Promise<string> {
  const accountId = await newAccount();
  await grant(db.sql, { accountId, kind: "PACK", amount, sourceKey: "first", actor: "system" }, now);
  await announced();
  return accountId;
}

test("triggers announce rare changes: grants, adjustments, holds that end", async () => {
  const accountId = await newAccount();
  await grant(db.sql, { accountId, kind: "PACK", amount: 100n, sourceKey: "a", actor: "system" }, now);
  expect(await announced()).toEqual([accountId]);
  await adjust(db.sql, { accountId, amount: -10n, reason: "by hand", actor: "admin:1" }, now);
  expect(await announced()).toEqual([accountId]);
  const placed = await placeHold(db.sql, { accountId, amount: 5n, actor: "system" }, now);
  if (!placed.ok) throw new Error(placed.reason);
  await releaseHold(db.sql, { accountId, holdId: placed.hold.id }, now);
  expect(await announced()).toEqual([accountId]);
});

test("debits, holds and captures send no notification themselves, so their commits never wait for one another", async () => {
  const accountId = await accountWith(100n);
  const placed = await placeHold(db.sql, { accountId, amount: 5n, actor: "system" }, now);
  if (!placed.ok) throw new Error(placed.reason);
  const { holdId, actor } = { holdId: placed.hold.id, actor: "system" as const };
  const spent = await db.transaction((_db, sql) => debit(sql, { accountId, amount: 1n, actor }, now));
  expect(spent).toMatchObject({ ok: true });
  const captured = await db.transaction((_db, sql) => captureHold(sql, { accountId, holdId, actor }, now));
  expect(captured).toMatchObject({ ok: true });
  expect(await announced()).toEqual([]);
});

test("freezing and unfreezing are announced, and moving the clock makes every listener check", async () => {
  const accountId = await accountWith(100n);
  await db.sql`UPDATE credit_lot SET frozen_at = ${now} WHERE account_id = ${accountId}::uuid`;
  expect(await announced()).toEqual([accountId]);
  await db.sql`UPDATE credit_lot SET frozen_at = NULL WHERE account_id = ${accountId}::uuid`;
  expect(await announced()).toEqual([accountId]);
  await db.prisma.localClock.create({ data: { offsetMs: 1n } });
  expect(await announced()).toEqual(["*"]);
});

test("a transaction that announces its accounts together is heard once, and only if it commits", async () => {
  const ids = [await newAccount(), await newAccount()];
  const give = async (sql: Sql, sourceKey: string) => {
    for (const accountId of ids) {
      await grant(sql, { accountId, kind: "PACK", amount: 1n, sourceKey, actor: "system" }, now);
    }
  };
  await db.transaction(async (_db, sql) => {
    await announceTogether(sql, ids);
    await give(sql, "together");
  });
  expect(await announced()).toEqual([ids.join(",")]);
  const rolledBack = db.transaction(async (_db, sql) => {
    await announceTogether(sql, ids);
    await give(sql, "never");
    throw new Error("rolled back");
  });
  await expect(rolledBack).rejects.toThrow("rolled back");
  expect(await announced()).toEqual([]);
  // The transactions after it are announced by the triggers again.
  await db.transaction((_db, sql) => give(sql, "apart"));
  expect(await announced()).toEqual(ids);
});

test("announcements are collected: many spends in a window are one statement", async () => {
  const { sql, statements } = counted(db.sql);
  const ids = Array.from({ length: 500 }, () => randomUUID());
  for (const id of ids) announceBalances(sql, [id, id]);
  await expect.poll(() => heard.join().split(",").sort(), { interval: 10 }).toEqual([...ids].sort());
  expect(statements()).toBeLessThanOrEqual(2);
  expect(Math.max(...heard.map((payload) => payload.length))).toBeLessThan(8_000);
});

test("after a quiet time the first is announced at once", async () => {
  // The fastest of some: a busy machine delays any one of them.
  const took: number[] = [];
  for (let tries = 0; tries < 10; tries += 1) {
    const { sql } = counted(db.sql);
    const id = randomUUID();
    const begun = performance.now();
    announceBalances(sql, [id]);
    await expect.poll(() => heard, { interval: 2 }).toContain(id);
    took.push(performance.now() - begun);
  }
  expect(Math.min(...took)).toBeLessThan(100);
});

test("when too many balances change, every listener checks: memory stays bounded", async () => {
  const { sql } = counted(db.sql);
  announceBalances(
    sql,
    Array.from({ length: 50_000 }, () => randomUUID()),
  );
  await flushBalanceAnnouncements(sql);
  expect(await announced()).toEqual(["*"]);
});

test("a flush announces at once what is waiting for its window", async () => {
  const { sql } = counted(db.sql);
  const [first, second] = [randomUUID(), randomUUID()];
  announceBalances(sql, [first]);
  await flushBalanceAnnouncements(sql);
  announceBalances(sql, [second]);
  await flushBalanceAnnouncements(sql);
  expect(await announced()).toEqual([first, second]);
});

test("an unavailable database does not affect spends, and announcements arrive once it is back", async () => {
  let away = true;
  const sql: Sql = (strings, ...values) => (away ? Promise.reject(new Error("away")) : db.sql(strings, ...values));
  const [first, second] = [randomUUID(), randomUUID()];
  announceBalances(sql, [first]);
  await flushBalanceAnnouncements(sql);
  away = false;
  announceBalances(sql, [second]);
  await expect.poll(() => heard.join(), { interval: 20, timeout: 3000 }).toBe(`${first},${second}`);
});

function counted(inner: Sql) {
  let statements = 0;
  const sql: Sql = (strings, ...values) => {
    statements++;
    return inner(strings, ...values);
  };
  return { sql, statements: () => statements };
}
