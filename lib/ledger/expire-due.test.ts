import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { debit } from "@/lib/ledger/debit";
import { expireDue, expireIdle } from "@/lib/ledger/expire-due";
import { lockAccount } from "@/lib/ledger/lock-account";
import { getBalance, history } from "@/lib/ledger/queries";
import { after, HOUR, NOON, newAccount, pinCredits } from "@/lib/ledger/testing/accounts";
import { granted as grant } from "@/lib/ledger/testing/granted";
import type { Lot } from "@/lib/ledger/types";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

async function give(accountId: string, amount: bigint, expiresAt: Date | null): Promise<Lot> {
  const sourceKey = `until:${expiresAt?.toISOString()}`;
  return (await grant(db.sql, { accountId, kind: "PROMO", amount, sourceKey, expiresAt, actor: "system" }, NOON)).lot;
}

const typesOf = async (accountId: string) => {
  const page = await history(db.sql, accountId, { limit: 100 });
  return page.ok ? page.data.map((entry) => entry.type).reverse() : [];
};

test("a lot expires at its exact time, at read and before any sweep", async () => {
  const accountId = await newAccount(db);
  await give(accountId, 10n, after(NOON, HOUR));
  await give(accountId, 5n, null);
  const before = await getBalance(db.sql, accountId, after(NOON, HOUR - 1));
  expect(before).toMatchObject({ balance: 15n, available: 15n });
  const then = await getBalance(db.sql, accountId, after(NOON, HOUR));
  expect(then).toMatchObject({ balance: 5n, available: 5n });
  expect(then?.lots.map((lot) => lot.remaining)).toEqual([5n]);
  expect(await typesOf(accountId)).toEqual(["GRANT", "GRANT"]);
});

test("a spend first appends what has expired, and cannot take it", async () => {
  const accountId = await newAccount(db);
  const lot = await give(accountId, 10n, after(NOON, HOUR));
  await give(accountId, 5n, null);
  const late = after(NOON, HOUR);
  expect(await debit(db.sql, { accountId, amount: 6n, actor: "system" }, late)).toMatchObject({ available: 5n });
  expect(await debit(db.sql, { accountId, amount: 5n, actor: "system" }, late)).toMatchObject({
    ok: true,
    balance: 0n,
  });
  expect(await typesOf(accountId)).toEqual(["GRANT", "GRANT", "EXPIRY", "USAGE"]);
  const page = await history(db.sql, accountId, { type: "EXPIRY", limit: 1 });
  expect(page).toMatchObject({
    data: [{ amount: -10n, balanceBefore: 15n, balanceAfter: 5n, allocations: [{ lot: lot.id, amount: -10n }] }],
  });
});

test("several lots expire in the order of their times, with one entry each, once", async () => {
  const accountId = await newAccount(db);
  const later = await give(accountId, 3n, after(NOON, 2 * HOUR));
  const sooner = await give(accountId, 4n, after(NOON, HOUR));
  await give(accountId, 9n, after(NOON, 9 * HOUR));
  const now = after(NOON, 2 * HOUR);
  expect(await db.transaction((_db, sql) => expireDue(sql, accountId, now))).toBe(2);
  expect(await expireDue(db.sql, accountId, now)).toBe(0);
  const page = await history(db.sql, accountId, { type: "EXPIRY", limit: 10 });
  expect(page.ok && page.data.map((entry) => entry.allocations)).toEqual([
    [{ lot: later.id, amount: -3n }],
    [{ lot: sooner.id, amount: -4n }],
  ]);
  expect(await verify(db.sql, accountId, now)).toEqual([]);
});

test("an expired lot keeps what a hold pins", async () => {
  const accountId = await newAccount(db);
  const lot = await give(accountId, 10n, after(NOON, HOUR));
  await pinCredits(db.sql, accountId, lot.id, 4n);
  const now = after(NOON, HOUR);
  const read = await getBalance(db.sql, accountId, now);
  expect(read).toMatchObject({ balance: 4n, held: 4n, available: 0n, lots: [{ remaining: 4n }] });
  expect(await expireDue(db.sql, accountId, now)).toBe(1);
  expect(await expireDue(db.sql, accountId, now)).toBe(0);
  expect(await getBalance(db.sql, accountId, now)).toEqual(read);
  expect(await verify(db.sql, accountId, now)).toEqual([]);
});

// Called first, so that these tests do not count what earlier ones left due.
const sweepAll = (now: Date) => expireIdle(db.sql, 1000, now);

test("the sweep expires idle accounts in batches, and skips locked ones", async () => {
  const now = after(NOON, HOUR);
  await sweepAll(now);
  const accountIds = [await newAccount(db), await newAccount(db), await newAccount(db)];
  for (const accountId of accountIds) await give(accountId, 10n, after(NOON, HOUR));
  const [busy = ""] = accountIds;
  await db.transaction(async (_db, sql) => {
    await lockAccount(sql, busy);
    expect(await expireIdle(db.sql, 100, now)).toBe(2);
  });
  expect(await expireIdle(db.sql, 100, now)).toBe(1);
  expect(await expireIdle(db.sql, 100, now)).toBe(0);
  for (const accountId of accountIds) expect(await typesOf(accountId)).toEqual(["GRANT", "EXPIRY"]);
});

test("the sweep stops at its limit", async () => {
  const now = after(NOON, HOUR);
  await sweepAll(now);
  for (let count = 0; count < 3; count++) await give(await newAccount(db), 10n, now);
  expect(await expireIdle(db.sql, 2, now)).toBe(2);
  expect(await expireIdle(db.sql, 2, now)).toBe(1);
});

test("an unknown account throws", async () => {
  const nobody = expireDue(db.sql, "00000000-0000-7000-8000-000000000000", NOON);
  await expect(nobody).rejects.toThrow("There is no credit account");
});
