import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { addBudget } from "@/lib/ledger/budgets/manage-budgets";
import { captureHold } from "@/lib/ledger/capture-hold";
import { type DebitRequest, debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { placeHold } from "@/lib/ledger/place-hold";
import { getEntry, history } from "@/lib/ledger/queries";
import { type Spend, type SpendResult, spendBatch } from "@/lib/ledger/spend-batch";
import { after, NOON, newAccount, oweCredits } from "@/lib/ledger/testing/accounts";
import { ON_BOTH } from "@/lib/ledger/testing/divided";
import type { Entry } from "@/lib/ledger/types";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

const ACCOUNTS = 3;

const LOT = {
  amount: fc.bigInt(1n, 40n),
  priority: fc.constantFrom(10, 20),
  starts: fc.constantFrom(-5_000, -5_000, 2_000),
  lasts: fc.constantFrom(null, null, 3_000, 60_000),
};

const account = fc.record({
  debt: fc.constantFrom(0n, 0n, 0n, 5n),
  lots: fc.array(fc.record(LOT), { maxLength: 3 }),
  holds: fc.array(fc.bigInt(1n, 10n), { maxLength: 2 }),
  cap: fc.constantFrom(null, null, null, 20n),
});

const ITEM = {
  account: fc.nat(ACCOUNTS - 1),
  amount: fc.oneof(fc.bigInt(1n, 15n), fc.bigInt(1n, 15n), fc.bigInt(16n, 60n)),
  key: fc.option(fc.constantFrom("a", "b", "c", "d", "e", "f", "g")),
  hold: fc.option(fc.nat(2), { freq: 4 }),
  overdraft: fc.constantFrom(null, null, 10n, 40n),
  at: fc.constantFrom(1_000, 1_000, 1_001, 2_500, 4_000),
  metadata: fc.constantFrom(null, { page: 3, deep: [{ b: 1, a: "x" }] }),
};

const item = fc.record(ITEM);

const world = fc.record({
  accounts: fc.array(account, { minLength: ACCOUNTS, maxLength: ACCOUNTS }),
  before: fc.array(item, { maxLength: 3 }),
  batches: fc.array(fc.array(item, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 2 }),
  wait: fc.boolean(),
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;
type Item = World["before"][number];
type Opened = { accountId: string; holds: string[] };

describe.each(ON_BOTH)("%s", (_where, install) => {
  beforeAll(() => install(db));

  test("a batch comes to what its spends come to one by one", { timeout: 60_000 }, async () => {
    // On failure the seed and the smallest failing batch are printed.
    const property = fc.asyncProperty(world, comesToTheSame);
    await proveWithin(20_000, property, { numRuns: budget({ daily: 8, full: 60 }) });
  });

  test("debits in a batch burn the first lot in the burn order", { timeout: 60_000 }, async () => {
    // Every lot covers every batch, so that the fast path is taken, and most accounts have several lots to choose from.
    const lots = fc.array(fc.record({ ...LOT, amount: fc.bigInt(20n, 40n), starts: fc.constant(-5_000) }), {
      minLength: 2,
      maxLength: 4,
    });
    const opened = fc.record({
      debt: fc.constant(0n),
      lots,
      holds: fc.array(fc.bigInt(1n, 1n), { maxLength: 0 }),
      cap: fc.constant(null),
    });
    const debits = fc.record({ ...ITEM, amount: fc.bigInt(1n, 2n), key: fc.constant(null), hold: fc.constant(null) });
    const property = fc.asyncProperty(
      fc.record({
        accounts: fc.array(opened, { minLength: ACCOUNTS, maxLength: ACCOUNTS }),
        before: fc.array(item, { maxLength: 0 }),
        batches: fc.array(fc.array(debits, { minLength: 4, maxLength: 8 }), { minLength: 1, maxLength: 1 }),
        wait: fc.boolean(),
      }),
      comesToTheSame,
    );
    await proveWithin(20_000, property, { numRuns: budget({ daily: 5, full: 30 }) });
  });

  test("a locked account is skipped, and the others are served", async () => {
    const [held, free] = [await accountOf(10n), await accountOf(10n)];
    const spends = [held, free, held].map((accountId) => debitOf({ accountId, amount: 1n }));
    const results = await db.transaction(async (_db, sql) => {
      await sql`SELECT FROM credit_account WHERE id = ${held}::uuid FOR UPDATE`;
      return spendBatch(db.sql, spends, { wait: false });
    });
    expect(results).toEqual(["busy", expect.objectContaining({ ok: true, balance: 9n }), "busy"]);
    expect(await entries(held)).toHaveLength(1);
  });

  test("a single debit also skips a locked account", async () => {
    const accountId = await accountOf(10n);
    const results = await db.transaction(async (_db, sql) => {
      await sql`SELECT FROM credit_account WHERE id = ${accountId}::uuid FOR UPDATE`;
      return spendBatch(db.sql, [debitOf({ accountId, amount: 1n })], { wait: false });
    });
    expect(results).toEqual(["busy"]);
  });

  test("an unknown account is refused without affecting others", async () => {
    const accountId = await accountOf(10n);
    const spends = [debitOf({ accountId: randomUUID(), amount: 1n }), debitOf({ accountId, amount: 1n })];
    const results = await spendBatch(db.sql, spends, { wait: true });
    expect(results).toEqual([{ ok: false, reason: "unknown_account" }, expect.objectContaining({ ok: true })]);
  });

  test("a batch that fails takes nothing from any account", async () => {
    const accountId = await accountOf(10n);
    const spends = [debitOf({ accountId, amount: 1n }), debitOf({ accountId, amount: 1n, quantity: "1e30" })];
    await expect(spendBatch(db.sql, spends, { wait: true })).rejects.toThrow("numeric field overflow");
    expect(await entries(accountId)).toHaveLength(1);
  });

  test("the same debits can run together within a transaction", async () => {
    const [first, second] = [await accountOf(10n), await accountOf(10n)];
    const spends = [first, second, first].map((accountId) =>
      debitOf({ accountId, amount: 2n, idempotencyKey: randomUUID(), metadata: { "a\\b": 'quo"te,{}' } }),
    );
    const results = await db.transaction((_db, sql) => spendBatch(sql, spends, { wait: true }));
    expect(results).toMatchObject([{ balance: 8n }, { balance: 8n }, { balance: 6n }]);
  });
});

async function comesToTheSame({ accounts, before, batches, wait }: World): Promise<void> {
  const alone = await Promise.all(accounts.map(open));
  const together = await Promise.all(accounts.map(open));
  for (const step of before) {
    await one(toSpend(step, alone));
    await one(toSpend(step, together));
  }
  for (const batch of batches) {
    const expected: SpendResult[] = [];
    for (const step of batch) expected.push(await one(toSpend(step, alone)));
    const spends = batch.map((step) => toSpend(step, together));
    const results = await spendBatch(db.sql, spends, { wait });
    expect(results.map(comparable)).toEqual(expected.map(comparable));
    for (const result of results) {
      if (result === "busy" || !result.ok) continue;
      expect(await getEntry(db.sql, result.entry.accountId, result.entry.seq)).toEqual(result.entry);
    }
  }
  for (const [index, { accountId }] of together.entries()) {
    const twin = alone[index]?.accountId ?? "";
    expect(await entries(accountId)).toEqual(await entries(twin));
    expect(await verify(db.sql, accountId, after(NOON, 5_000))).toEqual([]);
  }
}

const OF_A_DAY = { scope: "ACCOUNT", target: null, window: "DAY", seconds: null } as const;

async function open({ debt, lots, holds, cap }: World["accounts"][number]): Promise<Opened> {
  const accountId = await newAccount(db);
  if (cap !== null) await addBudget(db.sql, { accountId, actor: "system", ...OF_A_DAY, limit: cap }, NOON);
  if (debt > 0n) await oweCredits(db, accountId, debt);
  for (const [index, { amount, priority, starts, lasts }] of lots.entries()) {
    const times = { effectiveAt: after(NOON, starts), expiresAt: lasts === null ? null : after(NOON, lasts) };
    const terms = { kind: "PACK" as const, sourceKey: `lot ${index}`, actor: "system" };
    const granted = await grant(db.sql, { accountId, amount, priority, ...terms, ...times }, NOON);
    if (granted.status === "granted") lotNames.set(granted.lot.id, granted.lot.sourceKey);
  }
  const placed: string[] = [];
  for (const [index, amount] of holds.entries()) {
    // A key that debits use, too.
    const idempotencyKey = index === 0 ? "g" : null;
    const result = await placeHold(db.sql, { accountId, amount, expiresInSeconds: 3, idempotencyKey }, NOON);
    placed.push(result.ok ? result.hold.id : randomUUID());
  }
  return { accountId, holds: placed };
}

async function accountOf(amount: bigint): Promise<string> {
  return (await open({ debt: 0n, lots: [{ amount, priority: 10, starts: -5_000, lasts: null }], holds: [], cap: null }))
    .accountId;
}

function debitOf(request: Omit<DebitRequest, "actor">): Spend {
  return { verb: "debit", request: { actor: "system", ...request }, now: NOON };
}

function toSpend({ account, amount, key, hold, at, metadata, overdraft }: Item, opened: Opened[]): Spend {
  const { accountId, holds } = opened[account] ?? { accountId: randomUUID(), holds: [] };
  const request = { accountId, amount, idempotencyKey: key, metadata, description: "Page", actor: "key:1" as const };
  const now = after(NOON, at);
  if (hold === null) return { verb: "debit", request: { ...request, meter: "page", quantity: "1.50" }, now };
  return { verb: "capture", request: { ...request, holdId: holds[hold] ?? UNKNOWN, overdraft }, now };
}

const UNKNOWN = randomUUID();

async function one({ verb, request, now }: Spend): Promise<SpendResult> {
  return verb === "debit" ? debit(db.sql, request, now) : captureHold(db.sql, request, now);
}

/** Without what differs between twins: the ids of their account, lots and holds. The names of lots are the same. */
function comparable(result: SpendResult | "busy") {
  if (result === "busy") return result;
  if ("budget" in result) return { ...result, budget: { ...result.budget, id: null } };
  return result.ok ? { ...result, entry: anonymous(result.entry) } : result;
}

function anonymous({ accountId, allocations, holdId, ...entry }: Entry) {
  const named = allocations.map((part) => ("lot" in part ? { ...part, lot: lotNames.get(part.lot) } : part));
  return { ...entry, held: holdId !== null, allocations: named };
}

/** The source keys of all lots by their ids: twins burn the same from their lots. */
const lotNames = new Map<string, string>();

async function entries(accountId: string) {
  const page = await history(db.sql, accountId, { limit: 100 });
  if (!page.ok) throw new Error("No history.");
  return page.data.map(anonymous);
}
