import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { captureHold } from "@/lib/ledger/capture-hold";
import { debit } from "@/lib/ledger/debit";
import { expireIdle } from "@/lib/ledger/expire-due";
import { grant } from "@/lib/ledger/grant";
import { getHold, listHolds } from "@/lib/ledger/holds";
import { MAX_HOLD_SECONDS, type PlaceHoldRequest, placeHold } from "@/lib/ledger/place-hold";
import { getBalance, history } from "@/lib/ledger/queries";
import { after, HOUR, NOON, newAccount } from "@/lib/ledger/testing/accounts";
import type { Hold } from "@/lib/ledger/types";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase(20);

async function accountWith(...lots: [amount: bigint, expiresAt: Date | null][]): Promise<string> {
  const accountId = await newAccount(db);
  for (const [index, [amount, expiresAt]] of lots.entries()) {
    const sourceKey = `lot ${index}`;
    await grant(db.sql, { accountId, kind: "PROMO", amount, sourceKey, expiresAt, actor: "system" }, NOON);
  }
  return accountId;
}

const place = (accountId: string, amount: bigint, more: Partial<PlaceHoldRequest> = {}, now = NOON) =>
  placeHold(db.sql, { accountId, amount, actor: "app:1", ...more }, now);

async function placed(accountId: string, amount: bigint, more: Partial<PlaceHoldRequest> = {}): Promise<Hold> {
  const result = await place(accountId, amount, more);
  if (!result.ok) throw new Error(result.reason);
  return result.hold;
}

const typesOf = async (accountId: string) => {
  const page = await history(db.sql, accountId, { limit: 100 });
  return page.ok ? page.data.map((entry) => entry.type).reverse() : [];
};

test("a hold reduces what is available at once, never the balance, and pins in burn order", async () => {
  const accountId = await accountWith([10n, null], [5n, after(NOON, HOUR)]);
  const result = await place(accountId, 8n, { description: "A film", metadata: { scene: 1 } });
  expect(result).toMatchObject({ ok: true, balance: 15n, available: 7n, replayed: false });
  const balance = await getBalance(db.sql, accountId, NOON);
  expect(balance).toMatchObject({ balance: 15n, held: 8n, available: 7n });
  expect(balance?.lots.map((lot) => [lot.amount, lot.held])).toEqual([
    [5n, 5n],
    [10n, 3n],
  ]);
  if (!result.ok) throw new Error(result.reason);
  expect(result.hold).toMatchObject({
    amount: 8n,
    captured: 0n,
    status: "OPEN",
    expiresAt: after(NOON, 900_000),
    pins: [{ amount: 5n }, { amount: 3n }],
    description: "A film",
    metadata: { scene: 1 },
  });
  expect(await getHold(db.sql, accountId, result.hold.id, NOON)).toEqual(result.hold);
  expect(await debit(db.sql, { accountId, amount: 8n, actor: "system" }, NOON)).toMatchObject({ available: 7n });
  expect(await typesOf(accountId)).toEqual(["GRANT", "GRANT"]);
  expect(await verify(db.sql, accountId, NOON)).toEqual([]);
});

test("a hold of more than is available is refused and stores nothing", async () => {
  const accountId = await accountWith([10n, null]);
  const refused = await place(accountId, 11n, { idempotencyKey: "k" });
  expect(refused).toEqual({ ok: false, reason: "insufficient_credits", required: 11n, available: 10n });
  expect(await listHolds(db.sql, accountId, NOON)).toEqual([]);
  expect(await place(accountId, 10n, { idempotencyKey: "k" })).toMatchObject({ ok: true, available: 0n });
});

test("20 concurrent callers hold exactly what is available", async () => {
  const accountId = await accountWith([10n, null]);
  const results = await Promise.all(Array.from({ length: 20 }, () => place(accountId, 1n)));
  expect(results.filter((result) => result.ok)).toHaveLength(10);
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance: 10n, held: 10n, available: 0n });
  expect(await verify(db.sql, accountId, NOON)).toEqual([]);
});

test("the same key and request returns the hold in its current state; another request is refused", async () => {
  const accountId = await accountWith([10n, null]);
  const first = await placed(accountId, 4n, { idempotencyKey: "k" });
  expect(await place(accountId, 4n, { idempotencyKey: "k" })).toEqual({
    ok: true,
    hold: first,
    balance: 10n,
    available: 6n,
    replayed: true,
  });
  for (const change of [{ amount: 5n }, { expiresInSeconds: 60 }, { description: "other" }]) {
    const reused = await place(accountId, 4n, { idempotencyKey: "k", ...change });
    expect(reused).toEqual({ ok: false, reason: "idempotency_key_reused" });
  }
  await captureHold(db.sql, { accountId, holdId: first.id, actor: "system" }, NOON);
  expect(await place(accountId, 4n, { idempotencyKey: "k" })).toMatchObject({ hold: { status: "CAPTURED" } });
});

test("amounts and times out of range, and unknown accounts, are refused", async () => {
  const accountId = await accountWith([10n, null]);
  for (const amount of [0n, -1n, 10n ** 15n + 1n]) {
    expect(await place(accountId, amount)).toMatchObject({ ok: false, reason: "invalid_amount" });
  }
  for (const expiresInSeconds of [0, -1, 1.5, Number.NaN, MAX_HOLD_SECONDS + 1]) {
    expect(await place(accountId, 1n, { expiresInSeconds })).toMatchObject({ ok: false, reason: "invalid_expiry" });
  }
  const nobody = "00000000-0000-7000-8000-000000000000";
  expect(await place(nobody, 1n)).toEqual({ ok: false, reason: "unknown_account" });
});

test("a hold expires at its exact time, at read, at spend and in the sweep", async () => {
  const accountId = await accountWith([10n, null]);
  const hold = await placed(accountId, 6n, { expiresInSeconds: 60 });
  const justBefore = after(NOON, 59_999);
  const then = after(NOON, 60_000);
  expect(await getBalance(db.sql, accountId, justBefore)).toMatchObject({ held: 6n, available: 4n });
  expect(await getBalance(db.sql, accountId, then)).toMatchObject({ held: 0n, available: 10n });
  expect(await listHolds(db.sql, accountId, justBefore)).toEqual([hold]);
  expect(await listHolds(db.sql, accountId, then)).toEqual([]);
  const over = { ...hold, status: "EXPIRED", closedAt: then };
  expect(await getHold(db.sql, accountId, hold.id, then)).toEqual(over);
  const late = await captureHold(db.sql, { accountId, holdId: hold.id, actor: "system" }, then);
  expect(late).toEqual({ ok: false, reason: "hold_not_open", status: "EXPIRED" });
  expect(await debit(db.sql, { accountId, amount: 10n, actor: "system" }, then)).toMatchObject({ ok: true });
  expect(await getHold(db.sql, accountId, hold.id, NOON)).toEqual(over);
  expect(await verify(db.sql, accountId, then)).toEqual([]);
});

test("the sweep closes expired holds of idle accounts", async () => {
  const accountId = await accountWith([10n, null]);
  await placed(accountId, 6n, { expiresInSeconds: 60 });
  const then = after(NOON, 60_000);
  await expireIdle(db.sql, 1000, then);
  expect(await db.sql`SELECT held FROM credit_account WHERE id = ${accountId}::uuid`).toEqual([{ held: 0n }]);
  expect(await expireIdle(db.sql, 1000, then)).toBe(0);
});

test("credits freed by an expired hold from an expired lot expire at once", async () => {
  const accountId = await accountWith([10n, after(NOON, HOUR)]);
  await placed(accountId, 6n, { expiresInSeconds: 2 * 3600 });
  const between = after(NOON, HOUR);
  expect(await getBalance(db.sql, accountId, between)).toMatchObject({ balance: 6n, held: 6n, available: 0n });
  const then = after(NOON, 2 * HOUR);
  const read = await getBalance(db.sql, accountId, then);
  expect(read).toMatchObject({ balance: 0n, held: 0n, available: 0n, lots: [] });
  await expireIdle(db.sql, 1000, then);
  expect(await getBalance(db.sql, accountId, then)).toEqual(read);
  expect(await verify(db.sql, accountId, then)).toEqual([]);
});
