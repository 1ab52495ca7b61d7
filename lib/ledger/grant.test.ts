import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { DEFAULT_PRIORITY, type GrantRequest } from "@/lib/ledger/grant";
import { findLotBySource, getBalance } from "@/lib/ledger/queries";
import { after, HOUR, NOON, newAccount, oweCredits } from "@/lib/ledger/testing/accounts";
import { granted as grant } from "@/lib/ledger/testing/granted";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase(20);

const give = (accountId: string, amount: bigint, more: Partial<GrantRequest> = {}) =>
  grant(db.sql, { accountId, kind: "PACK", amount, sourceKey: "payment:1", actor: "system", ...more }, NOON);

test("a lot keeps everything in the request, and its entry names the actor", async () => {
  const accountId = await newAccount(db);
  const paymentId = "01998f6e-0000-7000-8000-000000000001";
  const subscriptionId = "01998f6e-0000-7000-8000-000000000002";
  const expiresAt = after(NOON, 72 * HOUR);
  const request: GrantRequest = {
    accountId,
    kind: "PLAN",
    amount: 200n,
    sourceKey: "window:1",
    effectiveAt: after(NOON, -HOUR),
    expiresAt,
    description: "Starter, November",
    amountCents: 2000,
    currency: "usd",
    paymentId,
    subscriptionId,
    windowStart: after(NOON, -2 * HOUR),
    actor: "user:1",
  };
  const result = await db.transaction((_db, sql) => grant(sql, request, NOON));
  expect(result.status).toBe("granted");
  expect(result.lot).toMatchObject({
    kind: "PLAN",
    amount: 200n,
    remaining: 200n,
    held: 0n,
    priority: DEFAULT_PRIORITY.PLAN,
    sourceKey: "window:1",
    effectiveAt: after(NOON, -HOUR),
    expiresAt,
    frozenAt: null,
    description: "Starter, November",
    amountCents: 2000,
    currency: "usd",
    paymentId,
    subscriptionId,
    windowStart: after(NOON, -2 * HOUR),
    grantSeq: 1n,
    closedAt: null,
    createdAt: NOON,
  });
  expect(result.entry).toMatchObject({
    type: "GRANT",
    amount: 200n,
    balanceBefore: 0n,
    balanceAfter: 200n,
    allocations: [{ lot: result.lot.id, amount: 200n }],
    description: "Starter, November",
    paymentId,
    actor: "user:1",
    createdAt: NOON,
  });
  expect(await findLotBySource(db.sql, accountId, "window:1")).toEqual(result.lot);
  expect(await findLotBySource(db.sql, accountId, "window:2")).toBeNull();
});

test("20 concurrent grants with one source key make one lot", async () => {
  const accountId = await newAccount(db);
  const results = await Promise.all(Array.from({ length: 20 }, () => give(accountId, 10n)));
  expect(results.filter((result) => result.status === "granted")).toHaveLength(1);
  expect(new Set(results.map((result) => result.lot.id)).size).toBe(1);
  expect(new Set(results.map((result) => result.entry.seq)).size).toBe(1);
  expect((await getBalance(db.sql, accountId, NOON))?.balance).toBe(10n);
});

test("accounts do not share source keys", async () => {
  const accountIds = [await newAccount(db), await newAccount(db)];
  for (const accountId of accountIds) expect((await give(accountId, 10n)).status).toBe("granted");
});

test("the next grants pay the debt first, and their entries say how much", async () => {
  const accountId = await newAccount(db);
  await oweCredits(db, accountId, 25n);
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance: -25n, debt: 25n, available: 0n });

  const first = await give(accountId, 10n);
  expect(first.entry).toMatchObject({
    amount: 10n,
    balanceBefore: -25n,
    balanceAfter: -15n,
    allocations: [{ debt: 10n }],
  });
  expect(first.lot).toMatchObject({ amount: 10n, remaining: 0n, closedAt: NOON });

  const second = await give(accountId, 40n, { sourceKey: "payment:2" });
  expect(second.entry).toMatchObject({ balanceAfter: 25n });
  expect(second.entry.allocations).toEqual([{ debt: 15n }, { lot: second.lot.id, amount: 25n }]);
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance: 25n, debt: 0n, available: 25n });
  expect((await give(accountId, 10n)).entry).toEqual(first.entry);
  expect(await verify(db.sql, accountId, NOON)).toEqual([]);
});

test("an amount out of range or an unknown account throws", async () => {
  const accountId = await newAccount(db);
  for (const amount of [0n, -5n, 10n ** 15n + 1n]) {
    await expect(give(accountId, amount)).rejects.toThrow("out of range");
  }
  await expect(give("00000000-0000-7000-8000-000000000000", 1n)).rejects.toThrow("There is no credit account");
});
