import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import type { Sql } from "@/lib/db";
import { type DebitRequest, debit } from "@/lib/ledger/debit";
import { openSpendQueue } from "@/lib/ledger/open-spend-queue";
import { placeHold } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { accountWith, entriesOf } from "@/lib/ledger/testing/account-with";
import { NOON } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

const order = (accountId: string, amount: bigint, more: Partial<DebitRequest> = {}): DebitRequest => ({
  accountId,
  amount,
  actor: "system",
  ...more,
});

/** The database, with its statements counted, and as slow as a test needs. */
function watched() {
  let statements = 0;
  let gate: Promise<void> = Promise.resolve();
  const sql: Sql = async (strings, ...values) => {
    statements += 1;
    await gate;
    return db.sql(strings, ...values);
  };
  return {
    sql,
    statements: () => statements,
    close: () => {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
  };
}

test("debits made while others are in flight are grouped, and each gets its own result", async () => {
  const accounts = await Promise.all(Array.from({ length: 10 }, () => accountWith(db, { pack: { amount: 100n } })));
  const { sql, statements } = watched();
  const queue = openSpendQueue({ sql });
  const first = queue.debit(order(accounts[0] ?? "", 1n), NOON);
  await Promise.resolve();
  const others = accounts.flatMap((accountId) =>
    Array.from({ length: 30 }, (_, nth) => queue.debit(order(accountId, BigInt(nth + 1)), NOON)),
  );
  const results = await Promise.all([first, ...others]);
  expect(statements()).toBeLessThanOrEqual(4);
  // 1 + 2 + … + 13 = 91.
  expect(results.filter((result) => result.ok)).toHaveLength(1 + 10 * 13);
  for (const accountId of accounts) {
    expect(await verify(db.sql, accountId, NOON)).toEqual([]);
  }
  await queue.drain();
});

test("a single spend waits for no other", async () => {
  const accountId = await accountWith(db, { pack: { amount: 5n } });
  const queue = openSpendQueue({ sql: db.sql });
  expect(await queue.debit(order(accountId, 2n), NOON)).toMatchObject({ ok: true, balance: 3n });
});

test("an account's spends run in order of arrival, captures and debits alike", async () => {
  const accountId = await accountWith(db, { pack: { amount: 1_000n } });
  const placed = await placeHold(db.sql, { accountId, amount: 5n, actor: "system" }, NOON);
  const holdId = placed.ok ? placed.hold.id : "";
  const queue = openSpendQueue({ sql: db.sql });
  await Promise.all([
    ...[1n, 2n, 3n].map((amount) => queue.debit(order(accountId, amount), NOON)),
    queue.capture({ accountId, holdId, actor: "system" }, NOON),
    ...[6n, 7n].map((amount) => queue.debit(order(accountId, amount), NOON)),
  ]);
  const amounts = (await entriesOf(db, accountId)).map(([, amount]) => amount);
  expect(amounts).toEqual([1_000n, -1n, -2n, -3n, -5n, -6n, -7n]);
});

test("holds placed and captured while others are in flight are grouped, and each gets its own result", async () => {
  const accounts = await Promise.all(Array.from({ length: 10 }, () => accountWith(db, { pack: { amount: 100n } })));
  const { sql, statements } = watched();
  const queue = openSpendQueue({ sql });
  const first = queue.hold({ accountId: accounts[0] ?? "", amount: 1n }, NOON);
  await Promise.resolve();
  const others = accounts.flatMap((accountId) =>
    Array.from({ length: 15 }, () =>
      queue.hold({ accountId, amount: 10n }, NOON).then((result) => ({ ...result, accountId })),
    ),
  );
  const placed = (await Promise.all(others)).flatMap((result) => (result.ok ? [result] : []));
  // All of 100 in nine of them, and of the first but 1.
  expect(placed).toHaveLength(99);
  expect(await first).toMatchObject({ ok: true, available: 99n });
  expect(statements()).toBeLessThanOrEqual(4);
  const captured = await Promise.all(
    placed.map(({ accountId, hold }) => queue.capture({ accountId, holdId: hold.id, amount: 3n }, NOON)),
  );
  expect(captured.every((result) => result.ok)).toBe(true);
  expect(statements()).toBeLessThanOrEqual(8);
  for (const [index, accountId] of accounts.entries()) {
    const held = index === 0 ? 1n : 0n;
    const balance = index === 0 ? 73n : 70n;
    expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance, held });
    expect(await verify(db.sql, accountId, NOON)).toEqual([]);
  }
});

test("an account's holds and spends take effect in order of arrival", async () => {
  const accountId = await accountWith(db, { pack: { amount: 10n } });
  const queue = openSpendQueue({ sql: db.sql });
  const results = await Promise.all([
    queue.hold({ accountId, amount: 4n }, NOON),
    queue.debit(order(accountId, 5n), NOON),
    queue.hold({ accountId, amount: 1n }, NOON),
    queue.debit(order(accountId, 1n), NOON),
  ]);
  expect(results).toMatchObject([
    { ok: true, available: 6n },
    { ok: true, available: 1n },
    { ok: true, available: 0n },
    { ok: false, reason: "insufficient_credits", available: 0n },
  ]);
});

test("the same key twice at once is spent once and returned twice", async () => {
  const accountId = await accountWith(db, { pack: { amount: 10n } });
  const queue = openSpendQueue({ sql: db.sql });
  const twice = [order(accountId, 4n, { idempotencyKey: "k" }), order(accountId, 4n, { idempotencyKey: "k" })];
  const results = await Promise.all(twice.map((request) => queue.debit(request, NOON)));
  expect(results).toMatchObject([
    { ok: true, replayed: false },
    { ok: true, replayed: true },
  ]);
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance: 6n });
});

test("a locked account delays no other account, and is served once it is free", async () => {
  const held = await Promise.all(Array.from({ length: 2 }, () => accountWith(db, { pack: { amount: 10n } })));
  const free = await accountWith(db, { pack: { amount: 10n } });
  const queue = openSpendQueue({ sql: db.sql });
  let late: Promise<unknown>[] = [];
  await db.transaction(async (_db, sql) => {
    for (const accountId of [...held].sort()) {
      await sql`SELECT FROM credit_account WHERE id = ${accountId}::uuid FOR UPDATE`;
    }
    late = held.flatMap((accountId) => [1n, 2n, 3n].map((amount) => queue.debit(order(accountId, amount), NOON)));
    for (const amount of [1n, 2n]) {
      expect(await queue.debit(order(free, amount), NOON)).toMatchObject({ ok: true });
    }
    for (const accountId of held) late.push(queue.debit(order(accountId, 4n), NOON));
  });
  for (const result of await Promise.all(late)) expect(result).toMatchObject({ ok: true });
  for (const accountId of held) {
    const amounts = (await entriesOf(db, accountId)).map(([, amount]) => amount);
    expect(amounts).toEqual([10n, -1n, -2n, -3n, -4n]);
  }
});

test("an invalid spend is refused without affecting others", async () => {
  const accounts = await Promise.all(Array.from({ length: 5 }, () => accountWith(db, { pack: { amount: 10n } })));
  const queue = openSpendQueue({ sql: db.sql });
  const good = accounts.map((accountId) => queue.debit(order(accountId, 1n), NOON));
  const bad = queue.debit(order(accounts[2] ?? "", 1n, { quantity: "1e30" }), NOON);
  const after = queue.debit(order(accounts[2] ?? "", 1n), NOON);
  await expect(bad).rejects.toThrow("numeric field overflow");
  for (const result of await Promise.all([...good, after])) expect(result).toMatchObject({ ok: true });
  expect(await entriesOf(db, accounts[2] ?? "")).toHaveLength(3);
});

test("with too many waiting, more are refused with what to do; one account cannot fill the queue alone", async () => {
  const [crowd, other] = [
    await accountWith(db, { pack: { amount: 100n } }),
    await accountWith(db, { pack: { amount: 1n } }),
  ];
  const { sql, close } = watched();
  const open = close();
  const queue = openSpendQueue({ sql, maxWaiting: 20 });
  const first = queue.debit(order(crowd, 1n), NOON);
  await new Promise(setImmediate);
  const more = Array.from({ length: 11 }, () => queue.debit(order(crowd, 1n), NOON));
  const others = Array.from({ length: 11 }, () => queue.debit(order(other, 1n), NOON));
  const refused = { ok: false, reason: "overloaded", retryAfterSeconds: 1 };
  expect(await more[10]).toEqual(refused);
  open();
  expect((await Promise.all([first, ...more])).filter((result) => result.ok)).toHaveLength(11);
  expect((await Promise.all(others)).filter((result) => result.ok)).toHaveLength(1);
  expect(await queue.debit(order(crowd, 1n), NOON)).toMatchObject({ ok: true });
});

test("a drained queue answers every spend it accepted and accepts no others", async () => {
  const accountId = await accountWith(db, { pack: { amount: 100n } });
  const queue = openSpendQueue({ sql: db.sql });
  const taken = Array.from({ length: 20 }, () => queue.debit(order(accountId, 1n), NOON));
  const drained = queue.drain();
  expect(await queue.debit(order(accountId, 1n), NOON)).toMatchObject({ ok: false, reason: "overloaded" });
  await drained;
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance: 80n });
  expect((await Promise.all(taken)).every((result) => result.ok)).toBe(true);
});

test("when the database is unavailable every waiting spend fails, and the queue works again afterwards", async () => {
  const accountId = await accountWith(db, { pack: { amount: 10n } });
  let away = true;
  const sql: Sql = (strings, ...values) =>
    away ? Promise.reject(Object.assign(new Error("away"), { code: "ECONNREFUSED" })) : db.sql(strings, ...values);
  const queue = openSpendQueue({ sql });
  const results = await Promise.allSettled([1n, 2n].map((amount) => queue.debit(order(accountId, amount), NOON)));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  away = false;
  expect(await queue.debit(order(accountId, 1n), NOON)).toMatchObject({ ok: true, balance: 9n });
});

test("invalid amounts are refused before they are queued", async () => {
  const { sql, statements } = watched();
  const queue = openSpendQueue({ sql });
  for (const amount of [0n, -1n, 10n ** 16n]) {
    expect(await queue.debit(order(randomUUID(), amount), NOON)).toMatchObject({ ok: false, reason: "invalid_amount" });
  }
  expect(statements()).toBe(0);
});

test("two queues on the same accounts, as in two processes, overspend nothing and lose nothing", async () => {
  const accounts = await Promise.all(Array.from({ length: 3 }, () => accountWith(db, { pack: { amount: 100n } })));
  const queues = [openSpendQueue({ sql: db.sql }), openSpendQueue({ sql: db.sql })];
  const calls = Array.from({ length: 400 }, (_, call) => {
    const accountId = accounts[call % 3] ?? "";
    const queue = queues[call % 2];
    return call % 20 === 0 || !queue
      ? debit(db.sql, order(accountId, 1n), NOON)
      : queue.debit(order(accountId, 1n), NOON);
  });
  const results = await Promise.all(calls);
  expect(results.filter((result) => result.ok)).toHaveLength(300);
  for (const accountId of accounts) {
    expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance: 0n });
    expect(await verify(db.sql, accountId, NOON)).toEqual([]);
  }
});
