import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { type CaptureRequest, captureHold } from "@/lib/ledger/capture-hold";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { getHold } from "@/lib/ledger/holds";
import { placeHold } from "@/lib/ledger/place-hold";
import { getBalance, getEntry, history } from "@/lib/ledger/queries";
import { releaseHold } from "@/lib/ledger/release-hold";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { after, HOUR, NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase(20);

/** An account with a plan lot of 10 that expires in an hour and a pack lot of 20, and a hold of 15 for two hours. */
async function held(): Promise<{ accountId: string; holdId: string }> {
  const accountId = await newAccount(db);
  const base = { accountId, actor: "system" as const };
  await grant(db.sql, { ...base, kind: "PLAN", amount: 10n, sourceKey: "plan", expiresAt: after(NOON, HOUR) }, NOON);
  await grant(db.sql, { ...base, kind: "PACK", amount: 20n, sourceKey: "pack" }, NOON);
  const request = { ...base, amount: 15n, expiresInSeconds: 7200, description: "A film", metadata: { a: 1 } };
  const result = await placeHold(db.sql, request, NOON);
  if (!result.ok) throw new Error(result.reason);
  return { accountId, holdId: result.hold.id };
}

const capture = (on: { accountId: string; holdId: string }, more: Partial<CaptureRequest> = {}, now = NOON) =>
  captureHold(db.sql, { ...on, actor: "system", ...more }, now);

const remaining = async (accountId: string, now = NOON) =>
  (await getBalance(db.sql, accountId, now))?.lots.map((lot) => [lot.sourceKey, lot.remaining, lot.held]);

test("a full capture takes what was pinned, in one entry that names the hold", async () => {
  const hold = await held();
  const result = await capture(hold);
  if (!result.ok) throw new Error(result.reason);
  expect(result).toMatchObject({ balance: 15n, available: 15n, replayed: false });
  expect(result.entry).toMatchObject({
    type: "USAGE",
    amount: -15n,
    holdId: hold.holdId,
    description: "A film",
    metadata: { a: 1 },
    allocations: [{ amount: -10n }, { amount: -5n }],
  });
  expect(result.entry).toEqual(await getEntry(db.sql, hold.accountId, 3n));
  expect(await getHold(db.sql, hold.accountId, hold.holdId, NOON)).toMatchObject({ status: "CAPTURED", captured: 15n });
  expect(await remaining(hold.accountId)).toEqual([["pack", 15n, 0n]]);
  expect(await verify(db.sql, hold.accountId, NOON)).toEqual([]);
});

test("a partial capture frees the rest, and expired credits of it expire at once", async () => {
  const hold = await held();
  expect(await capture(hold, { amount: 4n })).toMatchObject({ ok: true, balance: 26n, available: 26n });
  expect(await remaining(hold.accountId)).toEqual([
    ["plan", 6n, 0n],
    ["pack", 20n, 0n],
  ]);

  const late = await held();
  const now = after(NOON, HOUR);
  expect(await capture(late, { amount: 4n }, now)).toMatchObject({ ok: true, balance: 20n, available: 20n });
  const page = await history(db.sql, late.accountId, { limit: 2 });
  expect(page.ok && page.data.map((entry) => [entry.type, entry.amount])).toEqual([
    ["EXPIRY", -6n],
    ["USAGE", -4n],
  ]);
  expect(await verify(db.sql, late.accountId, now)).toEqual([]);
});

test("capturing up to the held amount succeeds whatever happens to the lots meanwhile", async () => {
  const hold = await held();
  const { accountId } = hold;
  expect(await debit(db.sql, { accountId, amount: 15n, actor: "system" }, NOON)).toMatchObject({ available: 0n });
  await resetPlanLots(db.sql, { accountId, actor: "system" }, after(NOON, HOUR / 2));
  await db.sql`UPDATE credit_lot SET frozen_at = ${NOON} WHERE account_id = ${accountId}::uuid AND source_key = 'pack'`;
  const now = after(NOON, 2 * HOUR - 1);
  expect(await capture(hold, {}, now)).toMatchObject({ ok: true, balance: 0n });
  expect(await verify(db.sql, accountId, now)).toEqual([]);
});

test("a reset takes plan credits as soon as their hold is released", async () => {
  const hold = await held();
  const { accountId } = hold;
  const now = after(NOON, HOUR / 2);
  expect(await resetPlanLots(db.sql, { accountId, actor: "system" }, now)).toEqual({ status: "nothing_to_end" });
  expect(await getBalance(db.sql, accountId, now)).toMatchObject({ balance: 30n, available: 15n });
  expect(await releaseHold(db.sql, hold, now)).toMatchObject({ ok: true, balance: 20n, available: 20n });
  expect(await verify(db.sql, accountId, now)).toEqual([]);
});

test("capturing more takes the excess like a debit, and is refused when that is not available", async () => {
  const hold = await held();
  const refused = await capture(hold, { amount: 31n });
  expect(refused).toEqual({ ok: false, reason: "insufficient_credits", required: 31n, available: 30n });
  const result = await capture(hold, { amount: 30n });
  if (!result.ok) throw new Error(result.reason);
  expect(result.entry.allocations).toMatchObject([{ amount: -10n }, { amount: -20n }]);
  expect(await verify(db.sql, hold.accountId, NOON)).toEqual([]);
  const other = await held();
  expect(await capture(other, { amount: 151n })).toEqual({ ok: false, reason: "exceeds_capture_limit", limit: 150n });
  expect(await capture(other)).toMatchObject({ ok: true });
});

test("a capture is replayed under its key, and refused without one", async () => {
  const hold = await held();
  const first = await capture(hold, { amount: 4n, idempotencyKey: "k" });
  if (!first.ok) throw new Error(first.reason);
  expect(await capture(hold, { amount: 4n, idempotencyKey: "k" })).toEqual({ ...first, replayed: true });
  const reused = { ok: false, reason: "idempotency_key_reused" };
  expect(await capture(hold, { amount: 5n, idempotencyKey: "k" })).toEqual(reused);
  expect(await capture(await held(), { amount: 4n, idempotencyKey: "k" })).toMatchObject({ ok: true, replayed: false });
  const spent = { accountId: hold.accountId, amount: 4n, idempotencyKey: "k", actor: "system" as const };
  expect(await debit(db.sql, spent, NOON)).toEqual(reused);
  expect(await capture(hold)).toEqual({ ok: false, reason: "hold_not_open", status: "CAPTURED" });
});

test("20 concurrent captures of one hold take once", async () => {
  const hold = await held();
  const results = await Promise.all(Array.from({ length: 20 }, () => capture(hold)));
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(await getBalance(db.sql, hold.accountId, NOON)).toMatchObject({ balance: 15n, held: 0n });
});

test("a release frees everything, once, and a released hold cannot be captured", async () => {
  const hold = await held();
  expect(await releaseHold(db.sql, hold, NOON)).toMatchObject({ ok: true, available: 30n, replayed: false });
  expect(await releaseHold(db.sql, hold, NOON)).toMatchObject({ ok: true, available: 30n, replayed: true });
  expect(await capture(hold)).toEqual({ ok: false, reason: "hold_not_open", status: "RELEASED" });
  const captured = await held();
  await capture(captured);
  expect(await releaseHold(db.sql, captured, NOON)).toMatchObject({ reason: "hold_not_open", status: "CAPTURED" });
  expect(await verify(db.sql, hold.accountId, NOON)).toEqual([]);
});

test("another account's hold is unknown", async () => {
  const { holdId } = await held();
  const { accountId } = await held();
  expect(await capture({ accountId, holdId })).toEqual({ ok: false, reason: "unknown_hold" });
  expect(await releaseHold(db.sql, { accountId, holdId }, NOON)).toEqual({ ok: false, reason: "unknown_hold" });
  expect(await getHold(db.sql, accountId, holdId, NOON)).toBeNull();
  const nobody = "00000000-0000-7000-8000-000000000000";
  expect(await capture({ accountId: nobody, holdId })).toEqual({ ok: false, reason: "unknown_account" });
  expect(await releaseHold(db.sql, { accountId: nobody, holdId }, NOON)).toMatchObject({ reason: "unknown_account" });
});

test("inside a transaction a hold is placed and captured, or neither", async () => {
  const { accountId } = await held();
  const result = await db.transaction(async (_db, sql) => {
    const hold = await placeHold(sql, { accountId, amount: 5n, actor: "system" }, NOON);
    if (!hold.ok) throw new Error(hold.reason);
    return captureHold(sql, { accountId, holdId: hold.hold.id, quantity: "1.5", actor: "system" }, NOON);
  });
  expect(result).toMatchObject({ ok: true, balance: 25n, entry: { quantity: "1.5" } });
});
