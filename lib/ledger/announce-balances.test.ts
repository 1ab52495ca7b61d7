import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { writtenFunctions } from "@/dev/schema/functions";
import { testDatabase } from "@/dev/testing/database";
import type { Sql } from "@/lib/db";
import { adjust } from "@/lib/ledger/adjust";
import { announceBalances, announceTogether, flushBalanceAnnouncements } from "@/lib/ledger/announce-balances";
import { captureHold } from "@/lib/ledger/capture-hold";
import { clawBack } from "@/lib/ledger/claw-back";
import { debit } from "@/lib/ledger/debit";
import { expireDue, expireIdle } from "@/lib/ledger/expire-due";
import { freezeLots, unfreezeLots } from "@/lib/ledger/freeze-lots";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { placeHold } from "@/lib/ledger/place-hold";
import { reinstate } from "@/lib/ledger/reinstate";
import { releaseHold } from "@/lib/ledger/release-hold";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { reverse } from "@/lib/ledger/reverse";
import { openAnnouncingQueue } from "@/lib/ledger/spend-queue";
import { HOUR_MS, MINUTE_MS } from "@/lib/time";

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

async function accountWith(amount: bigint, paymentId?: string): Promise<string> {
  const accountId = await newAccount();
  const lot = { accountId, kind: "PACK" as const, amount, sourceKey: "first", actor: "system" };
  await grant(db.sql, { ...lot, ...(paymentId && { paymentId }) }, now);
  await announced();
  return accountId;
}

const actor = "system";
const PAYMENT = randomUUID();
const SOON = new Date(now.getTime() + MINUTE_MS);
const LATER = new Date(now.getTime() + HOUR_MS);

/** Prepares an account for a change, and returns the change. */
type Change = (accountId: string) => Promise<(sql: Sql) => Promise<unknown>>;

const CHANGES: Record<string, Change> = {
  grant: async (accountId) => (sql) =>
    grant(sql, { accountId, kind: "PACK", amount: 5n, sourceKey: "new", actor }, now),
  adjust: async (accountId) => (sql) =>
    adjust(sql, { accountId, amount: -5n, reason: "by hand", idempotencyKey: "adjust", actor: "admin:1" }, now),
  "release of a hold": async (accountId) => {
    const placed = await placeHold(db.sql, { accountId, amount: 5n, actor }, now);
    if (!placed.ok) throw new Error(placed.reason);
    return (sql) => releaseHold(sql, { accountId, holdId: placed.hold.id }, now);
  },
  freeze: async (accountId) => (sql) => freezeLots(sql, accountId, PAYMENT, now),
  unfreeze: async (accountId) => {
    await freezeLots(db.sql, accountId, PAYMENT, now);
    return (sql) => unfreezeLots(sql, accountId, PAYMENT, now);
  },
  clawback: async (accountId) => (sql) => clawBack(sql, { accountId, amount: 5n, sourceKey: "claw", actor }, now),
  reinstatement: async (accountId) => {
    await clawBack(db.sql, { accountId, amount: 5n, sourceKey: "claw", actor }, now);
    return (sql) => reinstate(sql, { accountId, of: "claw", sourceKey: "back", actor }, now);
  },
  reversal: async (accountId) => {
    await debit(db.sql, { accountId, amount: 5n, idempotencyKey: "spend", actor }, now);
    const of = { idempotencyKey: "spend" };
    return (sql) => reverse(sql, { accountId, of, reason: "failed", idempotencyKey: "reverse", actor }, now);
  },
  "reset of plan credits": async (accountId) => (sql) => resetPlanLots(sql, { accountId, actor }, now),
  expiry: async (accountId) => (sql) => expireDue(sql, accountId, LATER),
  "expiry of a hold, whose credits are free again": async (accountId) => {
    await placeHold(db.sql, { accountId, amount: 5n, expiresInSeconds: 60, actor }, now);
    return (sql) => expireDue(sql, accountId, SOON);
  },
  sweep: async (accountId) => {
    await grant(db.sql, { accountId, kind: "PROMO", amount: 5n, sourceKey: "soon", expiresAt: SOON, actor }, now);
    return (sql) => expireIdle(sql, 100, SOON);
  },
};

test.each(Object.entries(CHANGES))("a %s is announced once it commits, and only then", async (_name, prepare) => {
  const accountId = await accountWith(100n, PAYMENT);
  await grant(db.sql, { accountId, kind: "PLAN", amount: 50n, sourceKey: "plan", actor }, now);
  const promo = { accountId, kind: "PROMO" as const, amount: 10n, sourceKey: "promo", expiresAt: LATER, actor };
  await grant(db.sql, promo, now);
  const change = await prepare(accountId);
  await announced();
  const rolledBack = db.transaction(async (_db, sql) => {
    await change(sql);
    throw new Error("rolled back");
  });
  await expect(rolledBack).rejects.toThrow("rolled back");
  expect(await announced()).toEqual([]);
  await db.transaction((_db, sql) => change(sql));
  expect(await announced()).toEqual([accountId]);
  // The same again changes nothing.
  await change(db.sql);
  expect(await announced()).toEqual([]);
});

test("a single statement outside a transaction is announced as well", async () => {
  const accountId = await newAccount();
  await grant(db.sql, { accountId, kind: "PACK", amount: 100n, sourceKey: "a", actor }, now);
  expect(await announced()).toEqual([accountId]);
});

test("the queue announces spends, holds and captures, and refusals that found expired credits", async () => {
  const accountId = await accountWith(100n);
  const queue = openAnnouncingQueue(db);
  const heardAfter = async (spend: Promise<unknown>) => {
    await spend;
    await flushBalanceAnnouncements(db.sql);
    return announced();
  };
  const spend = { accountId, amount: 1n, idempotencyKey: "spend", actor } as const;
  expect(await heardAfter(queue.debit(spend, now))).toEqual([accountId]);
  expect(await heardAfter(queue.debit(spend, now))).toEqual([]);
  const placed = await queue.hold({ accountId, amount: 5n, actor }, now);
  if (!placed.ok) throw new Error(placed.reason);
  expect(await heardAfter(Promise.resolve())).toEqual([accountId]);
  expect(await heardAfter(queue.capture({ accountId, holdId: placed.hold.id, actor }, now))).toEqual([accountId]);
  await grant(db.sql, { accountId, kind: "PROMO", amount: 10n, sourceKey: "promo", expiresAt: LATER, actor }, now);
  await announced();
  expect(await heardAfter(queue.debit({ accountId, amount: 100n, actor }, LATER))).toEqual([accountId]);
  await queue.drain();
});

test("every verb that changes a balance announces it", () => {
  const changing = changingFunctions();
  const silent = readdirSync("lib/ledger")
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .filter((file) => {
      const code = readFileSync(`lib/ledger/${file}`, "utf8");
      const called = [...code.matchAll(/\b(ledger_\w+)\(/g)].map(([, name]) => name ?? "");
      return called.some((name) => changing.has(name)) && !code.includes("await announceChanged(");
    });
  expect(silent).toEqual([
    // The queue announces these.
    "capture-batch.ts",
    "capture-hold.ts",
    "debit.ts",
    "hold-batch.ts",
    // A new account has no credits.
    "open-account.ts",
    "place-hold.ts",
    // refillSet announces the whole set.
    "refill-batch.ts",
    "spend-batch.ts",
  ]);
});

/** The functions that write to the ledger's tables, themselves or by calling others. */
function changingFunctions(): Set<string> {
  const written = writtenFunctions();
  const changing = new Set<string>();
  let size = -1;
  while (changing.size > size) {
    size = changing.size;
    for (const { name, text } of written) {
      const writes = /\b(INSERT INTO|UPDATE|DELETE FROM)\s+(credit_|ledger_)\w+/.test(text);
      const calls = [...text.matchAll(/\b(ledger_\w+)\(/g)].some(
        ([, called = ""]) => called !== name && changing.has(called),
      );
      if (writes || calls) changing.add(name);
    }
  }
  return changing;
}

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

test("moving the clock makes every listener check", async () => {
  await db.prisma.localClock.create({ data: { offsetMs: 1n } });
  expect(await announced()).toEqual(["*"]);
});

test("a transaction that announces its subscriptions together is heard once, and only if it commits", async () => {
  const ids = [await newAccount(), await newAccount()];
  await db.transaction((_db, sql) => announceTogether(sql, ids));
  expect(await announced()).toEqual([ids.join(",")]);
  const rolledBack = db.transaction(async (_db, sql) => {
    await announceTogether(sql, ids);
    throw new Error("rolled back");
  });
  await expect(rolledBack).rejects.toThrow("rolled back");
  expect(await announced()).toEqual([]);
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
