import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { readBalance } from "@/lib/api/endpoints/balance/read-balance";
import { createLiveBalances, type LiveBalanceSettings } from "@/lib/api/live/live-balances";
import { readEvents } from "@/lib/api/testing/events";
import { newPerson, type Person } from "@/lib/api/testing/people";
import { announceBalances } from "@/lib/ledger/announce-balances";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { openNotifications } from "@/lib/notifications";

const db = await testDatabase();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const now = () => new Date();

/** Simulates a process: its streams, its listening connection, and a count of its reads. */
function newProcess(settings: Partial<LiveBalanceSettings> = {}, url = db.url) {
  const notifications = openNotifications(url);
  const streams = createLiveBalances(notifications, {
    perAccount: 100,
    perAddress: 100,
    perProcess: 200,
    beatMs: 60_000,
    ...settings,
  });
  let reads = 0;
  const state = { allowed: true, away: false };
  closing.push(async () => {
    streams.close();
    await notifications.close();
  });

  async function request({ id: userId, accountId }: Person) {
    const read = () => readBalance(db, { accountId, userId }, now());
    const first = await read();
    if (!first) throw new Error("no account");
    const left = new AbortController();
    return {
      accountId,
      address: null as string | null,
      hasPaid: true,
      first,
      read: () => {
        reads++;
        return state.away ? Promise.reject(new Error("away")) : read();
      },
      isAllowed: async () => state.allowed,
      isConcernedBy: (announcement: string) => announcement === `user:${userId}`,
      request: { signal: left.signal },
      leave: () => left.abort(),
    };
  }

  async function watch(person: Person) {
    const asked = await request(person);
    const opened = streams.open(asked);
    if (!opened.ok) throw new Error(opened.reason);
    return { ...readEvents(opened.body), abort: asked.leave };
  }

  /** Resolves once notifications arrive and no read is pending. */
  async function settled(): Promise<void> {
    await expect.poll(() => notifications.isFresh(2_000), { interval: 20 }).toBe(true);
    for (let before = -1; before !== reads; await pause(250)) before = reads;
  }

  return { streams, watch, request, settled, state, reads: () => reads };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const balances = ({ events }: { events: { data: Record<string, unknown> }[] }) =>
  events.map(({ data }) => data.available);

async function spend({ accountId }: Person, amount: bigint): Promise<void> {
  expect(await debit(db.sql, { accountId, amount, actor: "system" }, now())).toMatchObject({ ok: true });
  announceBalances(db.sql, [accountId]);
}

async function give({ accountId }: Person, amount: bigint): Promise<void> {
  await grant(db.sql, { accountId, kind: "PACK", amount, sourceKey: randomUUID(), actor: "system" }, now());
}

test("every change is sent to the streams of that account and to no others", async () => {
  const process = newProcess();
  const [ada, bob] = [await newPerson(db, 100), await newPerson(db, 7)];
  const [first, second, other] = [await process.watch(ada), await process.watch(ada), await process.watch(bob)];
  await process.settled();
  await spend(ada, 30n);
  await expect.poll(() => balances(first), { interval: 10, timeout: 1000 }).toEqual([100, 70]);
  await give(ada, 5n);
  await expect.poll(() => balances(first), { interval: 10, timeout: 1000 }).toEqual([100, 70, 75]);
  await expect.poll(() => balances(second), { interval: 10 }).toEqual([100, 70, 75]);
  expect(balances(other)).toEqual([7]);
});

test("a change costs one read, however many streams are open; a change to another account costs none", async () => {
  const process = newProcess();
  const [ada, bob] = [await newPerson(db, 100), await newPerson(db, 100)];
  const readers = await Promise.all(Array.from({ length: 50 }, () => process.watch(ada)));
  await process.settled();
  const before = process.reads();
  await spend(ada, 1n);
  for (const reader of readers) await expect.poll(() => balances(reader), { interval: 10 }).toEqual([100, 99]);
  await spend(bob, 1n);
  await process.settled();
  expect(process.reads()).toBe(before + 1);
});

test("many changes at once are sent as few events, the last with the current balance", async () => {
  const process = newProcess();
  const ada = await newPerson(db, 1000);
  const reader = await process.watch(ada);
  await process.settled();
  const begun = performance.now();
  for (let n = 0; n < 300; n++) await spend(ada, 1n);
  const windows = (performance.now() - begun) / 200;
  await expect.poll(() => balances(reader).at(-1), { interval: 10, timeout: 2000 }).toBe(700);
  expect(reader.events.length).toBeLessThanOrEqual(windows + 4);
});

test("changes during a lost listening connection are sent once it is back", async () => {
  const process = newProcess();
  const ada = await newPerson(db, 100);
  const reader = await process.watch(ada);
  await process.settled();
  await db.sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query IN ('SELECT 1 AS probe', 'SELECT pg_notify($1, $2)')`;
  await debit(db.sql, { accountId: ada.accountId, amount: 1n, actor: "system" }, now());
  await expect.poll(() => balances(reader), { interval: 20, timeout: 3000 }).toEqual([100, 99]);
  await process.settled();
  await spend(ada, 1n);
  await expect.poll(() => balances(reader), { interval: 20, timeout: 1000 }).toEqual([100, 99, 98]);
});

test("without a listening connection or a notification, a change is sent with a later heartbeat", async () => {
  const process = newProcess({ beatMs: 300 }, "postgresql://refill@127.0.0.1:1/nowhere");
  const ada = await newPerson(db, 100);
  const reader = await process.watch(ada);
  await expect.poll(reader.comments, { interval: 20, timeout: 3000 }).toBeGreaterThan(0);
  await debit(db.sql, { accountId: ada.accountId, amount: 1n, actor: "system" }, now());
  await expect.poll(() => balances(reader), { interval: 20, timeout: 3000 }).toEqual([100, 99]);
});

test("a balance that cannot be read does not end the stream; it is sent once it can be read", async () => {
  const process = newProcess({ beatMs: 300 });
  const ada = await newPerson(db, 100);
  const reader = await process.watch(ada);
  process.state.away = true;
  await spend(ada, 1n);
  await pause(700);
  expect(balances(reader)).toEqual([100]);
  process.state.away = false;
  await expect.poll(() => balances(reader), { interval: 20, timeout: 3000 }).toEqual([100, 99]);
});

test("a stream ends with its credentials: immediately when notified, otherwise at the next heartbeat", async () => {
  const announced = newProcess();
  const ada = await newPerson(db, 1);
  const first = await announced.watch(ada);
  await announced.settled();
  announced.state.allowed = false;
  await db.prisma.user.update({ where: { id: ada.id }, data: { lockedAt: now() } });
  await expect.poll(first.ended, { interval: 10, timeout: 1000 }).toBe(true);

  const silent = newProcess({ beatMs: 200 });
  const second = await silent.watch(await newPerson(db, 1));
  silent.state.allowed = false;
  await expect.poll(second.ended, { interval: 10, timeout: 2000 }).toBe(true);
  expect(silent.streams.size()).toBe(0);
});

test("a closed stream leaves nothing behind", async () => {
  const process = newProcess();
  const ada = await newPerson(db, 100);
  const [first, second] = [await process.watch(ada), await process.watch(ada)];
  await process.settled();
  await first.leave();
  second.abort();
  expect(process.streams.size()).toBe(0);
  const before = process.reads();
  await spend(ada, 1n);
  await pause(400);
  expect(process.reads()).toBe(before);
});

test("a stream that is not read is closed after a few heartbeats", async () => {
  const process = newProcess({ beatMs: 100 });
  const opened = process.streams.open(await process.request(await newPerson(db, 1)));
  expect(opened.ok).toBe(true);
  expect(process.streams.size()).toBe(1);
  await expect.poll(process.streams.size, { interval: 20, timeout: 3000 }).toBe(0);
});

test("streams are limited per account and per process, and a closed one frees its place", async () => {
  const process = newProcess({ perAccount: 2, perProcess: 3 });
  const [ada, bob] = [await newPerson(db), await newPerson(db)];
  const one = await process.watch(ada);
  await process.watch(ada);
  expect(process.streams.open(await process.request(ada))).toEqual({ ok: false, reason: "too_many_of_account" });
  await process.watch(bob);
  expect(process.streams.open(await process.request(bob))).toEqual({ ok: false, reason: "too_many_of_process" });
  await one.leave();
  await process.watch(ada);
  process.streams.close();
  expect(process.streams.size()).toBe(0);
  expect(process.streams.open(await process.request(ada)).ok).toBe(false);
});

test("streams are limited per address across accounts; a fifth is reserved for accounts that have paid", async () => {
  const process = newProcess({ perAddress: 2, perProcess: 5 });
  const open = async (address: string, hasPaid: boolean) =>
    process.streams.open({ ...(await process.request(await newPerson(db, 1))), address, hasPaid });
  const ok = { ok: true };
  expect(await open("203.0.113.1", false)).toMatchObject(ok);
  expect(await open("203.0.113.1", false)).toMatchObject(ok);
  expect(await open("203.0.113.1", true)).toEqual({ ok: false, reason: "too_many_of_address" });
  expect(await open("203.0.113.2", false)).toMatchObject(ok);
  expect(await open("203.0.113.2", false)).toMatchObject(ok);
  expect(await open("203.0.113.3", false)).toEqual({ ok: false, reason: "too_many_of_process" });
  expect(await open("203.0.113.3", true)).toMatchObject(ok);
  expect(await open("203.0.113.4", true)).toEqual({ ok: false, reason: "too_many_of_process" });
});
