import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { listBudgets } from "@/lib/ledger/budgets/list-budgets";
import { addBudget } from "@/lib/ledger/budgets/manage-budgets";
import { captureBatch } from "@/lib/ledger/capture-batch";
import { type CaptureRequest, captureHold } from "@/lib/ledger/capture-hold";
import { grant } from "@/lib/ledger/grant";
import { holdBatch } from "@/lib/ledger/hold-batch";
import { getHold } from "@/lib/ledger/holds";
import { type PlaceHoldRequest, placeHold } from "@/lib/ledger/place-hold";
import { getBalance, getEntry, history } from "@/lib/ledger/queries";
import { after, NOON, newAccount, oweCredits } from "@/lib/ledger/testing/accounts";
import { ON_BOTH } from "@/lib/ledger/testing/divided";
import type { Entry, Hold } from "@/lib/ledger/types";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

const ACCOUNTS = 3;
const KEYS = ["a", "b", "c", "d", "e"];

type LotBefore = { amount: bigint; priority: number; startsMs: number; lastsMs: number | null };

type AccountBefore = { debt: bigint; lots: LotBefore[]; change: "none" | "freeze" | "end"; cap: bigint | null };

type PlacingStep = {
  account: number;
  amount: bigint;
  key: string | null;
  expiresInSeconds: number;
  metadata: Record<string, unknown> | null;
  atMs: number;
};

type CaptureStep = {
  account: number;
  /** Which of the account's holds. */
  hold: number;
  amount: bigint | null;
  overdraft: bigint | null;
  key: string | null;
  metadata: Record<string, unknown> | null;
  atMs: number;
};

type World = {
  accounts: AccountBefore[];
  placings: PlacingStep[];
  captures: CaptureStep[];
  morePlacings: PlacingStep[];
  wait: boolean;
};

const lot: fc.Arbitrary<LotBefore> = fc.record({
  amount: fc.bigInt(1n, 40n),
  priority: fc.constantFrom(10, 20),
  startsMs: fc.constantFrom(-5_000, -5_000, -5_000, 2_000),
  lastsMs: fc.constantFrom(null, null, 3_000, 60_000),
});

const account: fc.Arbitrary<AccountBefore> = fc.record({
  debt: fc.constantFrom(0n, 0n, 0n, 0n, 5n),
  lots: fc.array(lot, { maxLength: 3 }),
  // One of its lots is frozen, or one of its pins ends with its hold, before the second batch.
  change: fc.constantFrom("none", "none", "freeze", "end"),
  // What it may spend in a day.
  cap: fc.constantFrom(null, null, null, 20n),
});

const atMs = fc.constantFrom(1_000, 1_000, 1_000, 1_001, 2_500, 4_000);
const key = fc.option(fc.constantFrom(...KEYS));

const placing: fc.Arbitrary<PlacingStep> = fc.record({
  account: fc.nat(ACCOUNTS - 1),
  amount: fc.bigInt(1n, 15n),
  key,
  expiresInSeconds: fc.constantFrom(1, 3, 60, 60, 60),
  metadata: fc.constantFrom(null, { page: 3, deep: [{ b: 1, a: "x" }] }),
  atMs,
});

const overdraft = fc.constantFrom(null, null, 10n, 40n);

const capture: fc.Arbitrary<CaptureStep> = fc.record({
  account: fc.nat(ACCOUNTS - 1),
  hold: fc.nat(4),
  amount: fc.option(fc.oneof(fc.bigInt(1n, 15n), fc.bigInt(15n, 60n))),
  overdraft,
  key,
  metadata: fc.constantFrom(null, { page: 4 }),
  atMs,
});

const world: fc.Arbitrary<World> = fc.record({
  accounts: fc.array(account, { minLength: ACCOUNTS, maxLength: ACCOUNTS }),
  placings: fc.array(placing, { minLength: 1, maxLength: 10 }),
  captures: fc.array(capture, { minLength: 1, maxLength: 10 }),
  morePlacings: fc.array(placing, { minLength: 1, maxLength: 4 }),
  wait: fc.boolean(),
});

describe.each(ON_BOTH)("%s", (_where, install) => {
  beforeAll(() => install(db));

  test("holds that are placed and captured together come to what they come to one by one", {
    timeout: 60_000,
  }, async () => {
    await proveWithin(25_000, fc.asyncProperty(world, comesToTheSame), { numRuns: budget({ daily: 15, full: 100 }) });
  });

  test("the usual holds, in one lot and with nothing due, come to the same together", { timeout: 60_000 }, async () => {
    const usual: fc.Arbitrary<World> = fc.record({
      accounts: fc.array(
        fc.record({
          debt: fc.constant(0n),
          lots: fc.array(
            fc.record({
              amount: fc.bigInt(60n, 90n),
              priority: fc.constantFrom(10, 20),
              startsMs: fc.constant(-5_000),
              lastsMs: fc.constantFrom(null, 60_000, 90_000),
            }),
            { minLength: 1, maxLength: 3 },
          ),
          change: fc.constant("none"),
          cap: fc.constant(null),
        }),
        { minLength: ACCOUNTS, maxLength: ACCOUNTS },
      ),
      placings: fc.uniqueArray(
        fc.record({
          account: fc.nat(ACCOUNTS - 1),
          amount: fc.bigInt(3n, 6n),
          key: fc.option(fc.uuid()),
          expiresInSeconds: fc.constantFrom(60, 900),
          metadata: fc.constantFrom(null, { page: 3 }),
          atMs,
        }),
        { minLength: 4, maxLength: 12, selector: (one) => one.key ?? one },
      ),
      captures: fc.uniqueArray(
        fc.record({
          account: fc.nat(ACCOUNTS - 1),
          hold: fc.nat(4),
          amount: fc.option(fc.bigInt(1n, 3n)),
          overdraft,
          key: fc.option(fc.uuid()),
          metadata: fc.constantFrom(null, { page: 4 }),
          atMs,
        }),
        { minLength: 4, maxLength: 10, selector: ({ account, hold }) => account * 10 + hold },
      ),
      morePlacings: fc.constant([]),
      wait: fc.boolean(),
    });
    await proveWithin(25_000, fc.asyncProperty(usual, comesToTheSame), { numRuns: budget({ daily: 8, full: 60 }) });
  });

  test("a locked account is skipped, and the others get their holds", async () => {
    const [locked, free] = [await accountOf(10n), await accountOf(10n)];
    const placings = [locked, free, locked].map((accountId) => placingOf(accountId, 1n));
    const [results, captured] = await db.transaction(async (_db, sql) => {
      await sql`SELECT FROM credit_account WHERE id = ${locked}::uuid FOR UPDATE`;
      const placed = await holdBatch(db.sql, placings, { wait: false });
      const captures = [locked, free].map((accountId) => captureOf(accountId, idOf(placed[1])));
      return [placed, await captureBatch(db.sql, captures, { wait: false })];
    });
    expect(results).toEqual(["busy", expect.objectContaining({ ok: true, available: 9n }), "busy"]);
    expect(captured).toEqual(["busy", expect.objectContaining({ ok: true, balance: 9n })]);
    expect(await getBalance(db.sql, locked, NOON)).toMatchObject({ balance: 10n, held: 0n });
  });

  test("unknown accounts and holds are refused without affecting others", async () => {
    const accountId = await accountOf(10n);
    const placed = await holdBatch(db.sql, [placingOf(randomUUID(), 1n), placingOf(accountId, 4n)], { wait: true });
    expect(placed).toEqual([{ ok: false, reason: "unknown_account" }, expect.objectContaining({ ok: true })]);
    const captures = [captureOf(randomUUID(), randomUUID()), captureOf(accountId, randomUUID())];
    expect(await captureBatch(db.sql, captures, { wait: true })).toEqual([
      { ok: false, reason: "unknown_account" },
      { ok: false, reason: "unknown_hold" },
    ]);
    const captured = await captureBatch(db.sql, [captureOf(accountId, idOf(placed[1]))], { wait: true });
    expect(captured).toMatchObject([{ ok: true, balance: 6n, available: 6n }]);
  });

  test("a batch that fails places and captures nothing", async () => {
    const [first, second] = [await accountOf(10n), await accountOf(10n)];
    const bad = placingOf(second, 1n, { metadata: { text: "\u0000" } });
    await expect(holdBatch(db.sql, [placingOf(first, 1n), bad], { wait: true })).rejects.toThrow();
    expect(await holdIds(first)).toEqual([]);
    const placed = await holdBatch(
      db.sql,
      [first, second].map((accountId) => placingOf(accountId, 1n)),
      { wait: true },
    );
    const captures = [captureOf(first, idOf(placed[0])), captureOf(second, idOf(placed[1]), { quantity: "1e30" })];
    await expect(captureBatch(db.sql, captures, { wait: true })).rejects.toThrow("numeric field overflow");
    expect(await getBalance(db.sql, first, NOON)).toMatchObject({ balance: 10n, held: 1n });
  });
});

async function comesToTheSame({ accounts, placings, captures, morePlacings, wait }: World): Promise<void> {
  const alone = await Promise.all(accounts.map(open));
  const together = await Promise.all(accounts.map(open));
  await placeInBoth(placings, alone, together, wait);
  for (const [index, { change }] of accounts.entries()) {
    for (const twin of [alone, together]) await changeAccount(change, twin[index] ?? "");
  }
  const held = [await Promise.all(alone.map(holdIds)), await Promise.all(together.map(holdIds))] as const;
  const expected: Awaited<ReturnType<typeof captureHold>>[] = [];
  for (const step of captures) {
    expected.push(await captureHold(db.sql, toCapture(step, alone, held[0]), after(NOON, step.atMs)));
  }
  const batch = captures.map((step) => ({
    verb: "capture" as const,
    request: toCapture(step, together, held[1]),
    now: after(NOON, step.atMs),
  }));
  const results = await captureBatch(db.sql, batch, { wait });
  expect(results.map(comparable)).toEqual(expected.map(comparable));
  for (const result of results) {
    if (result === "busy" || !result.ok) continue;
    expect(await getEntry(db.sql, result.entry.accountId, result.entry.seq)).toEqual(result.entry);
  }
  if (morePlacings.length > 0) await placeInBoth(morePlacings, alone, together, wait);
  for (const [index, accountId] of together.entries()) {
    const twin = alone[index] ?? "";
    expect(await stateOf(accountId)).toEqual(await stateOf(twin));
    expect(await expiryOf(accountId)).toBeLessThanOrEqual(await expiryOf(twin));
    expect(await verify(db.sql, accountId, after(NOON, 5_000))).toEqual([]);
  }
}

async function placeInBoth(steps: PlacingStep[], alone: string[], together: string[], wait: boolean): Promise<void> {
  const expected: Awaited<ReturnType<typeof placeHold>>[] = [];
  for (const step of steps) expected.push(await placeHold(db.sql, toPlacing(step, alone), after(NOON, step.atMs)));
  const batch = steps.map((step) => ({
    verb: "hold" as const,
    request: toPlacing(step, together),
    now: after(NOON, step.atMs),
  }));
  const results = await holdBatch(db.sql, batch, { wait });
  expect(results.map(comparable)).toEqual(expected.map(comparable));
  for (const [index, result] of results.entries()) {
    if (result === "busy" || !result.ok || result.replayed) continue;
    const step = batch[index];
    const kept = await getHold(db.sql, step?.request.accountId ?? "", result.hold.id, after(NOON, 1_000));
    expect(kept).toMatchObject({ ...result.hold, status: kept?.status, closedAt: kept?.closedAt });
  }
}

const OF_A_DAY = { scope: "ACCOUNT", target: null, window: "DAY", seconds: null } as const;

const names = new Map<string, string>();

async function open({ debt, lots, cap }: AccountBefore): Promise<string> {
  const accountId = await newAccount(db);
  if (cap !== null) await addBudget(db.sql, { accountId, actor: "system", ...OF_A_DAY, limit: cap }, NOON);
  if (debt > 0n) await oweCredits(db, accountId, debt);
  for (const [index, { amount, priority, startsMs, lastsMs }] of lots.entries()) {
    const times = { effectiveAt: after(NOON, startsMs), expiresAt: lastsMs === null ? null : after(NOON, lastsMs) };
    const terms = { kind: "PACK" as const, sourceKey: `lot ${index}`, actor: "system" };
    const granted = await grant(db.sql, { accountId, amount, priority, ...terms, ...times }, NOON);
    if (granted.status === "granted") names.set(granted.lot.id, granted.lot.sourceKey);
  }
  return accountId;
}

async function accountOf(amount: bigint): Promise<string> {
  const lots = [{ amount, priority: 10, startsMs: -5_000, lastsMs: null }];
  return open({ debt: 0n, lots, change: "none", cap: null });
}

/** As a dispute freezes a lot, and as a refill leaves a pin beyond what rolls over. */
async function changeAccount(change: AccountBefore["change"], accountId: string): Promise<void> {
  if (change === "freeze") {
    await db.sql`
      UPDATE credit_lot SET frozen_at = ${NOON}::timestamptz WHERE account_id = ${accountId}::uuid AND source_key = 'lot 0'`;
  }
  if (change === "end") {
    await db.sql`
      UPDATE credit_hold SET allocations = jsonb_set(allocations, '{0,ends}', '1')
      WHERE account_id = ${accountId}::uuid AND status = 'OPEN'`;
  }
}

function toPlacing(step: PlacingStep, accounts: string[]): PlaceHoldRequest {
  const { amount, key: idempotencyKey, expiresInSeconds, metadata } = step;
  const accountId = accounts[step.account] ?? "";
  return { accountId, amount, idempotencyKey, expiresInSeconds, metadata, description: "Film", actor: "key:1" };
}

function toCapture(step: CaptureStep, accounts: string[], held: readonly string[][]): CaptureRequest {
  const { amount, overdraft, key: idempotencyKey, metadata } = step;
  const accountId = accounts[step.account] ?? "";
  const holdId = held[step.account]?.[step.hold] ?? UNKNOWN;
  const more = metadata === null ? {} : { meter: "page", quantity: "1.50", description: "Cut" };
  return {
    accountId,
    holdId,
    overdraft,
    idempotencyKey,
    metadata,
    actor: "key:2",
    ...(amount === null ? {} : { amount }),
    ...more,
  };
}

const UNKNOWN = randomUUID();

/** An account's holds by what was asked, so that twins have them in one order. */
async function holdIds(accountId: string): Promise<string[]> {
  const rows = await db.sql<{ id: string }>`
    SELECT id::text FROM credit_hold WHERE account_id = ${accountId}::uuid
    ORDER BY created_at, amount, expires_at, idempotency_key, metadata, allocations -> 0 ->> 'amount', captured`;
  return rows.map(({ id }) => id);
}

async function stateOf(accountId: string) {
  const page = await history(db.sql, accountId, { limit: 100 });
  const account = await db.sql`
    SELECT balance, held, debt, seq, keyed_holds FROM credit_account WHERE id = ${accountId}::uuid`;
  const lots = await db.sql`
    SELECT source_key, remaining, held, closed_at IS NULL AS open
    FROM credit_lot WHERE account_id = ${accountId}::uuid ORDER BY source_key`;
  const holds = await Promise.all((await holdIds(accountId)).map((id) => getHold(db.sql, accountId, id, NOON)));
  return {
    entries: page.ok ? page.data.map(anonymousEntry) : [],
    account,
    lots,
    uses: (await listBudgets(db.sql, accountId, NOON)).map(({ uses }) => uses),
    holds: holds.map((hold) => hold && anonymousHold(hold)),
  };
}

async function expiryOf(accountId: string): Promise<number> {
  const [row] = await db.sql<{ at: Date | null }>`
    SELECT next_expiry_at AS at FROM credit_account WHERE id = ${accountId}::uuid`;
  return row?.at?.getTime() ?? Number.POSITIVE_INFINITY;
}

/** Without what differs between twins: the ids of their account, lots and holds. The names of lots are the same. */
function comparable(result: object | "busy") {
  if (result === "busy") return result;
  if ("budget" in result) return { ...result, budget: { ...(result.budget as object), id: null } };
  if ("entry" in result) return { ...result, entry: anonymousEntry(result.entry as Entry) };
  return "hold" in result ? { ...result, hold: anonymousHold(result.hold as Hold) } : result;
}

function anonymousEntry({ accountId, allocations, holdId, ...entry }: Entry) {
  const named = allocations.map((part) => ("lot" in part ? { ...part, lot: names.get(part.lot) } : part));
  return { ...entry, held: holdId !== null, allocations: named };
}

function anonymousHold({ id, pins, ...hold }: Hold) {
  return { ...hold, pins: pins.map((pin) => ({ ...pin, lot: names.get(pin.lot) })) };
}

function placingOf(accountId: string, amount: bigint, more: Partial<PlaceHoldRequest> = {}) {
  return { verb: "hold" as const, request: { accountId, amount, ...more }, now: NOON };
}

function captureOf(accountId: string, holdId: string, more: Partial<CaptureRequest> = {}) {
  return { verb: "capture" as const, request: { accountId, holdId, ...more }, now: NOON };
}

function idOf(result: Awaited<ReturnType<typeof holdBatch>>[number] | undefined): string {
  return result && result !== "busy" && result.ok ? result.hold.id : randomUUID();
}
