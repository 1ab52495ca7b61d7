import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { captureHold } from "@/lib/ledger/capture-hold";
import { type ClawBackRequest, clawBack } from "@/lib/ledger/claw-back";
import { entriesFor, takenBy } from "@/lib/ledger/claw-back-cause";
import { freezeLots, unfreezeLots } from "@/lib/ledger/freeze-lots";
import { grant } from "@/lib/ledger/grant";
import { clawBacks } from "@/lib/ledger/lots-of";
import { placeHold } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { type ReinstateRequest, reinstate } from "@/lib/ledger/reinstate";
import { releaseHold } from "@/lib/ledger/release-hold";
import { reverse } from "@/lib/ledger/reverse";
import { accountWith, entriesOf, remaining, spent } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import type { ClawBackCause } from "@/lib/ledger/types";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase(20);

afterEach(async () => expect(await verify(db.sql, "all", NOON)).toEqual([]));

const claw = (accountId: string, amount: bigint, more: Partial<ClawBackRequest> = {}, now = NOON) =>
  clawBack(db.sql, { accountId, amount, sourceKey: "refund", actor: "system", ...more }, now);

const undo = (accountId: string, more: Partial<ReinstateRequest> = {}, now = NOON) =>
  reinstate(db.sql, { accountId, of: "refund", sourceKey: "undone", actor: "system", ...more }, now);

const balanceOf = (accountId: string, now = NOON) => getBalance(db.sql, accountId, now);

async function heldOn(accountId: string, amount: bigint): Promise<string> {
  const hold = await placeHold(db.sql, { accountId, amount, actor: "system" }, NOON);
  if (!hold.ok) throw new Error(hold.reason);
  return hold.hold.id;
}

test("a clawback takes from the payment's lots first, then from available credits, and the rest becomes debt", async () => {
  const paymentId = randomUUID();
  const accountId = await accountWith(db, { first: { amount: 5n }, bought: { amount: 10n, paymentId } });
  expect(await claw(accountId, 4n, { paymentId })).toMatchObject({ status: "clawed_back", owed: 0n });
  expect(await remaining(db, accountId)).toEqual({ first: 5n, bought: 6n });
  const result = await claw(accountId, 13n, { paymentId, sourceKey: "second" });
  expect(result).toMatchObject({ owed: 2n, entry: { type: "CLAWBACK", amount: -13n, paymentId, sourceKey: "second" } });
  expect(result.entry.allocations).toMatchObject([{ amount: -6n }, { amount: -5n }, { debt: -2n }]);
  expect(await balanceOf(accountId)).toMatchObject({ balance: -2n, available: 0n, debt: 2n, lots: [] });
});

test("the next credits pay the debt", async () => {
  const accountId = await accountWith(db, {});
  await claw(accountId, 7n);
  const next = { accountId, kind: "PACK" as const, amount: 10n, sourceKey: "next", actor: "system" };
  await grant(db.sql, next, NOON);
  expect(await balanceOf(accountId)).toMatchObject({ balance: 3n, available: 3n, debt: 0n });
});

test("one business fact claws back once, also for 20 concurrent callers", async () => {
  const accountId = await accountWith(db, { pack: { amount: 10n } });
  const results = await Promise.all(Array.from({ length: 20 }, () => claw(accountId, 4n)));
  expect(results.filter((result) => result.status === "clawed_back")).toHaveLength(1);
  expect(new Set(results.map((result) => result.entry.seq))).toEqual(new Set([2n]));
  expect(await remaining(db, accountId)).toEqual({ pack: 6n });
});

test("a hold keeps what it pins through a clawback; what it frees pays the debt", async () => {
  const paymentId = randomUUID();
  const accountId = await accountWith(db, { bought: { amount: 10n, paymentId } });
  const [holdId, other] = [await heldOn(accountId, 6n), await heldOn(accountId, 2n)];
  await freezeLots(db.sql, accountId, paymentId, NOON);
  expect(await claw(accountId, 10n, { paymentId })).toMatchObject({ owed: 8n });
  expect(await verify(db.sql, accountId, NOON)).toEqual([]);
  const captured = await captureHold(db.sql, { accountId, holdId, actor: "system" }, NOON);
  expect(captured).toMatchObject({ ok: true, balance: -6n, available: 0n });
  expect(await releaseHold(db.sql, { accountId, holdId: other }, NOON)).toMatchObject({ ok: true, balance: -6n });
  expect(await balanceOf(accountId)).toMatchObject({ balance: -6n, debt: 6n, held: 0n, lots: [] });
});

test("an expiring hold pays debt, with the same result at read and in the ledger", async () => {
  const accountId = await accountWith(db, {
    pack: { amount: 10n },
    late: { amount: 5n, expiresAt: after(NOON, HOUR) },
  });
  await heldOn(accountId, 15n);
  await claw(accountId, 4n);
  const then = after(NOON, 900_000);
  const read = await balanceOf(accountId, then);
  expect(read).toMatchObject({ balance: 11n, available: 11n, debt: 0n, held: 0n });
  await spent(db, accountId, 11n, then);
  expect(await entriesOf(db, accountId)).toEqual([
    ["GRANT", 10n],
    ["GRANT", 5n],
    ["CLAWBACK", -4n],
    ["ADJUSTMENT", 0n],
    ["USAGE", -11n],
  ]);
});

test("a reinstatement returns what a clawback took: unpaid debt first, then to its lots", async () => {
  const paymentId = randomUUID();
  const accountId = await accountWith(db, { bought: { amount: 10n, paymentId } });
  await spent(db, accountId, 4n);
  await claw(accountId, 10n, { paymentId });
  expect(await undo(accountId, { amount: 3n })).toMatchObject({
    ok: true,
    status: "reinstated",
    entry: { amount: 3n },
  });
  expect(await balanceOf(accountId)).toMatchObject({ balance: -1n, debt: 1n });
  expect(await undo(accountId, { amount: 3n })).toMatchObject({ ok: true, status: "already_reinstated" });
  const tooMuch = await undo(accountId, { amount: 8n, sourceKey: "more" });
  expect(tooMuch).toEqual({ ok: false, reason: "exceeds_claw_back", reinstatable: 7n });
  expect(await undo(accountId, { sourceKey: "rest" })).toMatchObject({ entry: { amount: 7n, undoesSeq: 3n } });
  expect(await balanceOf(accountId)).toMatchObject({ balance: 6n, available: 6n, debt: 0n });
  expect(await remaining(db, accountId)).toEqual({ bought: 6n });
  expect(await undo(accountId, { of: "x", sourceKey: "y" })).toEqual({ ok: false, reason: "unknown_claw_back" });
});

test("a clawback keeps its cause, and so does its reinstatement", async () => {
  const accountId = await accountWith(db, { bought: { amount: 10n } });
  const [lotId, subscriptionId] = [randomUUID(), randomUUID()];
  const moneyBack: ClawBackCause = { kind: "MONEY_BACK", lotId };
  const change: ClawBackCause = { kind: "PLAN_CHANGE", subscriptionId, windowStart: NOON };
  await claw(accountId, 4n, { sourceKey: "refund", cause: moneyBack });
  await claw(accountId, 3n, { sourceKey: "change", cause: change });
  await claw(accountId, 1n, { sourceKey: "by hand" });
  await undo(accountId, { of: "refund", amount: 1n, sourceKey: "refund failed" });
  await undo(accountId, { of: "change", amount: 2n, sourceKey: "paid after all" });

  const entries = await clawBacks(db.sql, accountId);
  expect(entriesFor(moneyBack, entries).map(({ amount }) => amount)).toEqual([-4n, 1n]);
  expect(entriesFor(change, entries).map(({ amount }) => amount)).toEqual([-3n, 2n]);
  expect(takenBy(entriesFor(change, entries))).toBe(1n);
  const others: ClawBackCause[] = [
    { kind: "MONEY_BACK", lotId: randomUUID() },
    { ...change, windowStart: after(NOON, 1) },
    { ...change, subscriptionId: randomUUID() },
  ];
  expect(others.flatMap((other) => entriesFor(other, entries))).toEqual([]);
});

test("debt that other credits have paid is reinstated as credits that never expire", async () => {
  const accountId = await accountWith(db, {});
  await claw(accountId, 10n);
  await grant(db.sql, { accountId, kind: "PACK", amount: 12n, sourceKey: "next", actor: "system" }, NOON);
  await undo(accountId);
  const balance = await balanceOf(accountId);
  expect(balance).toMatchObject({ balance: 12n, available: 12n });
  expect(balance?.lots).toMatchObject([
    { kind: "RETURN", remaining: 10n, expiresAt: null },
    { kind: "PACK", remaining: 2n },
  ]);
});

test("a frozen lot is neither spent nor expires, and expires the moment it is unfrozen after its time", async () => {
  const paymentId = randomUUID();
  const accountId = await accountWith(db, {
    bought: { amount: 10n, paymentId, expiresAt: after(NOON, HOUR) },
    other: { amount: 5n },
  });
  const spend = await spent(db, accountId, 4n);
  expect(await freezeLots(db.sql, accountId, paymentId, NOON)).toMatchObject([{ sourceKey: "bought", frozenAt: NOON }]);
  expect(await freezeLots(db.sql, accountId, paymentId, NOON)).toEqual([]);
  const late = after(NOON, 2 * HOUR);
  expect(await balanceOf(accountId, late)).toMatchObject({ balance: 11n, available: 5n });
  await reverse(db.sql, { accountId, of: { seq: spend.seq }, reason: "It failed", actor: "system" }, late);
  expect(await balanceOf(accountId, late)).toMatchObject({ balance: 15n, available: 5n });
  const [thawed] = await unfreezeLots(db.sql, accountId, paymentId, late);
  expect(thawed).toMatchObject({ sourceKey: "bought", frozenAt: null, remaining: 0n });
  expect(await balanceOf(accountId, late)).toMatchObject({ balance: 5n, available: 5n });
});

test("a lot unfrozen in time can be spent again, expires at its time, and pays debt first", async () => {
  const paymentId = randomUUID();
  const accountId = await accountWith(db, { bought: { amount: 10n, paymentId, expiresAt: after(NOON, HOUR) } });
  await freezeLots(db.sql, accountId, paymentId, NOON);
  await claw(accountId, 4n);
  expect(await balanceOf(accountId)).toMatchObject({ balance: 6n, debt: 4n, available: 0n });
  await unfreezeLots(db.sql, accountId, paymentId, NOON);
  expect(await balanceOf(accountId)).toMatchObject({ balance: 6n, debt: 0n, available: 6n });
  expect(await balanceOf(accountId, after(NOON, HOUR))).toMatchObject({ balance: 0n, debt: 0n });
});

test("a dispute lost after the credits were spent becomes debt, which a reversal of the spend pays", async () => {
  const paymentId = randomUUID();
  const accountId = await accountWith(db, { bought: { amount: 10n, paymentId } });
  const spend = await spent(db, accountId, 10n);
  await freezeLots(db.sql, accountId, paymentId, NOON);
  expect(await claw(accountId, 10n, { paymentId })).toMatchObject({ owed: 10n });
  await reverse(db.sql, { accountId, of: { seq: spend.seq }, reason: "It failed", actor: "system" }, NOON);
  expect(await balanceOf(accountId)).toMatchObject({ balance: 0n, debt: 0n, lots: [] });
});

test("an amount out of range or an unknown account throws", async () => {
  const accountId = await accountWith(db, {});
  await expect(claw(accountId, 0n)).rejects.toThrow(RangeError);
  await expect(undo(accountId, { amount: -1n })).rejects.toThrow(RangeError);
  const nobody = "00000000-0000-7000-8000-000000000000";
  const unknown = "There is no credit account";
  await expect(claw(nobody, 1n)).rejects.toThrow(unknown);
  await expect(undo(nobody)).rejects.toThrow(unknown);
  await expect(freezeLots(db.sql, nobody, nobody, NOON)).rejects.toThrow(unknown);
});
