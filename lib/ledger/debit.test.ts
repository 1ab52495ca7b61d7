import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { type DebitRequest, debit } from "@/lib/ledger/debit";
import { getBalance, getEntry, history } from "@/lib/ledger/queries";
import { after, HOUR, NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { granted as grant } from "@/lib/ledger/testing/granted";
import type { LotKind } from "@/lib/ledger/types";

const db = await testDatabase(50);

async function accountWith(amount: bigint, kind: LotKind = "PACK"): Promise<string> {
  const accountId = await newAccount(db);
  await grant(db.sql, { accountId, kind, amount, sourceKey: "first", actor: "system" }, NOON);
  return accountId;
}

const spend = (accountId: string, amount: bigint, more: Partial<DebitRequest> = {}, now = NOON) =>
  debit(db.sql, { accountId, amount, actor: "system", ...more }, now);

test("50 parallel debits on a balance of 20 are 20 successes and 30 refusals", async () => {
  const accountId = await accountWith(20n);
  const results = await Promise.all(Array.from({ length: 50 }, () => spend(accountId, 1n)));
  expect(results.filter((result) => result.ok)).toHaveLength(20);
  expect(results.filter((result) => !result.ok && result.reason === "insufficient_credits")).toHaveLength(30);
  const balances = results.flatMap((result) => (result.ok ? [Number(result.balance)] : [])).sort((a, b) => a - b);
  expect(balances).toEqual(Array.from({ length: 20 }, (_, left) => left));
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance: 0n, available: 0n, lots: [] });
});

test("the entry and the result contain all facts about the spend", async () => {
  const accountId = await accountWith(100n);
  const result = await spend(accountId, 30n, {
    idempotencyKey: "k",
    description: "Summary of a page",
    meter: "tokens",
    quantity: "12.50",
    metadata: { page: 3, größe: ["a", null] },
    actor: "key:1",
  });
  if (!result.ok) throw new Error(result.reason);
  expect(result).toMatchObject({ balance: 70n, available: 70n, replayed: false });
  expect(result.entry).toMatchObject({
    accountId,
    seq: 2n,
    type: "USAGE",
    amount: -30n,
    balanceBefore: 100n,
    balanceAfter: 70n,
    idempotencyKey: "k",
    description: "Summary of a page",
    meter: "tokens",
    quantity: "12.5",
    metadata: { page: 3, größe: ["a", null] },
    actor: "key:1",
    createdAt: NOON,
  });
  expect(await getEntry(db.sql, accountId, 2n)).toEqual(result.entry);
});

test("the same key and request returns the first entry and takes nothing", async () => {
  const accountId = await accountWith(100n);
  const first = await spend(accountId, 30n, { idempotencyKey: "k", quantity: "2.0", metadata: { a: 1, b: 2 } });
  await spend(accountId, 10n);
  const again = await spend(
    accountId,
    30n,
    { idempotencyKey: "k", quantity: "2", metadata: { b: 2, a: 1 }, actor: "key:2" },
    after(NOON, HOUR),
  );
  if (!first.ok || !again.ok) throw new Error("refused");
  expect(again).toEqual({ ok: true, entry: first.entry, balance: 60n, available: 60n, replayed: true });
});

test("a replay succeeds even when the credits would no longer be enough", async () => {
  const accountId = await accountWith(10n);
  await spend(accountId, 10n, { idempotencyKey: "k" });
  expect(await spend(accountId, 10n, { idempotencyKey: "k" })).toMatchObject({ ok: true, replayed: true });
});

test.each<[string, Partial<DebitRequest>]>([
  ["amount", { amount: 31n }],
  ["description", { description: "other" }],
  ["meter", { meter: "images" }],
  ["quantity", { quantity: "3" }],
  ["metadata", { metadata: { a: 2 } }],
])("a key is refused for a request with another %s", async (_what, change) => {
  const accountId = await accountWith(100n);
  const request = { accountId, amount: 30n, idempotencyKey: "k", metadata: { a: 1 }, actor: "system" as const };
  await debit(db.sql, request, NOON);
  const reused = await debit(db.sql, { ...request, ...change }, NOON);
  expect(reused).toEqual({ ok: false, reason: "idempotency_key_reused" });
  expect((await getBalance(db.sql, accountId, NOON))?.balance).toBe(70n);
});

test("20 concurrent callers with one key make one entry", async () => {
  const accountId = await accountWith(100n);
  const results = await Promise.all(Array.from({ length: 20 }, () => spend(accountId, 30n, { idempotencyKey: "k" })));
  expect(results.map((result) => result.ok && result.entry.seq)).toEqual(Array.from({ length: 20 }, () => 2n));
  expect(results.filter((result) => result.ok && !result.replayed)).toHaveLength(1);
});

test("a refusal is not stored: the same key succeeds after a top-up", async () => {
  const accountId = await accountWith(10n);
  const refused = await spend(accountId, 15n, { idempotencyKey: "k" });
  expect(refused).toEqual({ ok: false, reason: "insufficient_credits", required: 15n, available: 10n });
  const page = await history(db.sql, accountId, { limit: 100 });
  expect(page.ok && page.data.map((entry) => entry.type)).toEqual(["GRANT"]);
  await grant(db.sql, { accountId, kind: "PACK", amount: 5n, sourceKey: "second", actor: "system" }, NOON);
  expect(await spend(accountId, 15n, { idempotencyKey: "k" })).toMatchObject({ ok: true, balance: 0n });
});

test("amounts out of range and unknown accounts are refused", async () => {
  const accountId = await accountWith(10n);
  for (const amount of [0n, -1n, 10n ** 15n + 1n, 2n ** 70n]) {
    expect(await spend(accountId, amount)).toMatchObject({ ok: false, reason: "invalid_amount" });
  }
  const nobody = "00000000-0000-7000-8000-000000000000";
  expect(await spend(nobody, 1n)).toEqual({ ok: false, reason: "unknown_account" });
});

test("lots burn by priority, then soonest expiry with never-expiring last, then oldest", async () => {
  const accountId = await newAccount(db);
  const lots: { sourceKey: string; kind: LotKind; priority?: number; expiresAt?: Date }[] = [
    { sourceKey: "pack", kind: "PACK" },
    { sourceKey: "never, older", kind: "PROMO" },
    { sourceKey: "never, younger", kind: "PROMO" },
    { sourceKey: "in 2 h, older", kind: "PROMO", expiresAt: after(NOON, 2 * HOUR) },
    { sourceKey: "in 2 h, younger", kind: "PROMO", expiresAt: after(NOON, 2 * HOUR) },
    { sourceKey: "in 1 h", kind: "PROMO", expiresAt: after(NOON, HOUR) },
    { sourceKey: "plan", kind: "PLAN", expiresAt: after(NOON, 9 * HOUR) },
    { sourceKey: "first of all", kind: "PACK", priority: 1 },
  ];
  const names = new Map<string, string>();
  for (const lot of lots) {
    const { lot: granted } = await grant(db.sql, { accountId, amount: 10n, actor: "system", ...lot }, NOON);
    names.set(granted.id, lot.sourceKey);
  }
  const result = await spend(accountId, 75n);
  if (!result.ok) throw new Error(result.reason);
  const burned = result.entry.allocations.map((part) => ("lot" in part ? [names.get(part.lot), part.amount] : part));
  expect(burned).toEqual([
    ["first of all", -10n],
    ["plan", -10n],
    ["in 1 h", -10n],
    ["in 2 h, older", -10n],
    ["in 2 h, younger", -10n],
    ["never, older", -10n],
    ["never, younger", -10n],
    ["pack", -5n],
  ]);
});

test("frozen lots, pinned credits and lots that are not active yet cannot be spent", async () => {
  const accountId = await newAccount(db);
  const add = (sourceKey: string, effectiveAt = NOON) =>
    grant(db.sql, { accountId, kind: "PACK", amount: 10n, sourceKey, effectiveAt, actor: "system" }, NOON);
  await add("plain");
  const { lot: frozen } = await add("frozen");
  const { lot: pinned } = await add("pinned");
  await add("tomorrow", after(NOON, 24 * HOUR));
  await db.sql`UPDATE credit_lot SET frozen_at = ${NOON} WHERE account_id = ${accountId}::uuid AND id = ${frozen.id}::uuid`;
  await db.sql`UPDATE credit_lot SET held = 4 WHERE account_id = ${accountId}::uuid AND id = ${pinned.id}::uuid`;
  await db.sql`UPDATE credit_account SET held = 4 WHERE id = ${accountId}::uuid`;

  expect(await spend(accountId, 17n)).toMatchObject({ ok: false, available: 16n });
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance: 40n, held: 4n, available: 16n });
  expect(await spend(accountId, 16n)).toMatchObject({ ok: true, balance: 24n, available: 0n });
  expect(await spend(accountId, 10n, {}, after(NOON, 24 * HOUR))).toMatchObject({ ok: true, balance: 14n });
});

test("inside a transaction a debit commits or rolls back with everything else", async () => {
  const accountId = await accountWith(10n);
  const request = {
    accountId,
    amount: 4n,
    idempotencyKey: "k",
    quantity: "1.25",
    metadata: { a: [1] },
    actor: "system" as const,
  };
  const rolledBack = db.transaction(async (_db, sql) => {
    expect(await debit(sql, request, NOON)).toMatchObject({ ok: true, balance: 6n });
    throw new Error("no");
  });
  await expect(rolledBack).rejects.toThrow("no");
  expect((await getBalance(db.sql, accountId, NOON))?.balance).toBe(10n);

  const inside = await db.transaction((_db, sql) => debit(sql, request, NOON));
  if (!inside.ok) throw new Error(inside.reason);
  expect(inside.entry).toEqual(await getEntry(db.sql, accountId, 2n));
  expect(await db.transaction((_db, sql) => debit(sql, request, NOON))).toMatchObject({ ok: true, replayed: true });
  expect(
    await db.transaction((_db, sql) => debit(sql, { ...request, idempotencyKey: null, amount: 7n }, NOON)),
  ).toEqual({
    ok: false,
    reason: "insufficient_credits",
    required: 7n,
    available: 6n,
  });
});
