import { afterEach, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { captureHold } from "@/lib/ledger/capture-hold";
import { clawBack } from "@/lib/ledger/claw-back";
import { grant } from "@/lib/ledger/grant";
import { placeHold } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { RETURN_LOT_MS } from "@/lib/ledger/return-lots";
import { type ReverseRequest, reverse } from "@/lib/ledger/reverse";
import { accountWith, entriesOf, remaining, spent } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase(20);

afterEach(async () => expect(await verify(db.sql, "all", NOON)).toEqual([]));

const DAY = 24 * HOUR;

const giveBack = (accountId: string, seq: bigint, more: Partial<ReverseRequest> = {}, now = NOON) =>
  reverse(db.sql, { accountId, of: { seq }, reason: "It failed", actor: "system", ...more }, now);

const twoLots = () =>
  accountWith(db, {
    plan: { kind: "PLAN", amount: 10n, effectiveAt: after(NOON, -30 * DAY), expiresAt: after(NOON, HOUR) },
    pack: { amount: 20n },
  });

test("a reversal returns credits to the lots they came from, in an entry that names the spend", async () => {
  const accountId = await twoLots();
  const spend = await spent(db, accountId, 15n);
  const result = await giveBack(accountId, spend.seq, { metadata: { job: 1 }, actor: "key:1" });
  expect(result).toMatchObject({
    ok: true,
    balance: 30n,
    available: 30n,
    replayed: false,
    entry: { type: "REVERSAL", amount: 15n, undoesSeq: spend.seq, description: "It failed", metadata: { job: 1 } },
  });
  expect(await remaining(db, accountId)).toEqual({ plan: 10n, pack: 20n });
});

test("partial reversals return credits as if less had been spent, and together never more than was taken", async () => {
  const accountId = await twoLots();
  const spend = await spent(db, accountId, 15n);
  await giveBack(accountId, spend.seq, { amount: 3n });
  expect(await remaining(db, accountId)).toEqual({ pack: 18n });
  await giveBack(accountId, spend.seq, { amount: 4n });
  expect(await remaining(db, accountId)).toEqual({ plan: 2n, pack: 20n });
  const tooMuch = await giveBack(accountId, spend.seq, { amount: 9n });
  expect(tooMuch).toEqual({ ok: false, reason: "exceeds_spend", reversible: 8n });
  expect(await giveBack(accountId, spend.seq)).toMatchObject({ ok: true, entry: { amount: 8n } });
  expect(await giveBack(accountId, spend.seq)).toEqual({ ok: false, reason: "exceeds_spend", reversible: 0n });
  expect(await remaining(db, accountId)).toEqual({ plan: 10n, pack: 20n });
});

test("credits from a lot that has ended return as a RETURN lot with a short life", async () => {
  const accountId = await twoLots();
  const spend = await spent(db, accountId, 15n);
  const now = after(NOON, HOUR);
  const result = await giveBack(accountId, spend.seq, {}, now);
  expect(result).toMatchObject({ ok: true, balance: 30n, available: 30n });
  const lots = (await getBalance(db.sql, accountId, now))?.lots;
  expect(lots).toMatchObject([
    { kind: "RETURN", amount: 10n, remaining: 10n, expiresAt: after(now, RETURN_LOT_MS) },
    { kind: "PACK", remaining: 20n },
  ]);
  expect(await getBalance(db.sql, accountId, after(now, RETURN_LOT_MS))).toMatchObject({ balance: 20n });
});

test.each([4n, 10n])("a plan lot of 10, %s of it spent, is not restored once a reset has ended it", async (amount) => {
  const accountId = await twoLots();
  const spend = await spent(db, accountId, amount);
  const now = after(NOON, HOUR / 2);
  await resetPlanLots(db.sql, { accountId, actor: "system" }, now);
  await giveBack(accountId, spend.seq, {}, now);
  expect((await getBalance(db.sql, accountId, now))?.lots.map((lot) => [lot.kind, lot.remaining])).toEqual([
    ["RETURN", amount],
    ["PACK", 20n],
  ]);
});

test("returned credits pay debt first", async () => {
  const accountId = await accountWith(db, { pack: { amount: 10n } });
  const spend = await spent(db, accountId, 10n);
  await clawBack(db.sql, { accountId, amount: 4n, sourceKey: "refund", actor: "system" }, NOON);
  expect(await giveBack(accountId, spend.seq)).toMatchObject({ ok: true, balance: 6n, available: 6n });
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ debt: 0n, lots: [{ remaining: 6n }] });
  expect((await entriesOf(db, accountId)).slice(2)).toEqual([
    ["CLAWBACK", -4n],
    ["REVERSAL", 10n],
    ["ADJUSTMENT", 0n],
  ]);
});

test("what an overdraft left as debt comes back, once plan credits have paid it, with a short life", async () => {
  const accountId = await accountWith(db, { pack: { amount: 10n } });
  const held = await placeHold(db.sql, { accountId, amount: 10n, actor: "system" }, NOON);
  const holdId = held.ok ? held.hold.id : "";
  const capture = { accountId, holdId, amount: 30n, overdraft: 20n, actor: "system" } as const;
  const captured = await captureHold(db.sql, capture, NOON);
  const plan = { amount: 20n, effectiveAt: NOON, expiresAt: after(NOON, HOUR) };
  await grant(db.sql, { accountId, kind: "PLAN", sourceKey: "plan", actor: "system", ...plan }, NOON);
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ debt: 0n, available: 0n });
  const seq = captured.ok ? captured.entry.seq : 0n;
  expect(await giveBack(accountId, seq)).toMatchObject({ ok: true, available: 30n });
  const returned = (await getBalance(db.sql, accountId, NOON))?.lots.filter(({ kind }) => kind === "RETURN");
  expect(returned).toMatchObject([{ remaining: 20n, expiresAt: after(NOON, RETURN_LOT_MS) }]);
});

test("a reversal is replayed under its key, and can name the spend by the spend's key", async () => {
  const accountId = await twoLots();
  const spend = await spent(db, accountId, 15n);
  const of = { idempotencyKey: spend.idempotencyKey ?? "" };
  const first = await giveBack(accountId, 0n, { of, amount: 5n, idempotencyKey: "back" });
  if (!first.ok) throw new Error(first.reason);
  const again = await giveBack(accountId, 0n, { of, amount: 5n, idempotencyKey: "back" });
  expect(again).toEqual({ ...first, replayed: true });
  const other = await giveBack(accountId, 0n, { of, amount: 6n, idempotencyKey: "back" });
  expect(other).toEqual({ ok: false, reason: "idempotency_key_reused" });
});

test("20 concurrent reversals of one spend return what it took", async () => {
  const accountId = await twoLots();
  const spend = await spent(db, accountId, 10n);
  const results = await Promise.all(Array.from({ length: 20 }, () => giveBack(accountId, spend.seq, { amount: 1n })));
  expect(results.filter((result) => result.ok)).toHaveLength(10);
  expect(await remaining(db, accountId)).toEqual({ plan: 10n, pack: 20n });
});

test("only a spend of this account can be reversed, by an amount in range", async () => {
  const accountId = await twoLots();
  expect(await giveBack(accountId, 1n)).toEqual({ ok: false, reason: "not_a_spend" });
  expect(await giveBack(accountId, 9n)).toEqual({ ok: false, reason: "unknown_entry" });
  expect(await giveBack(accountId, 1n, { of: { idempotencyKey: "x" } })).toMatchObject({ reason: "unknown_entry" });
  expect(await giveBack(accountId, 1n, { amount: 0n })).toMatchObject({ ok: false, reason: "invalid_amount" });
  const nobody = "00000000-0000-7000-8000-000000000000";
  expect(await giveBack(nobody, 1n)).toEqual({ ok: false, reason: "unknown_account" });
});

test("24 hours after a spend it cannot be reversed, whatever happened to its lots; a capture is a spend of its own", async () => {
  const accountId = await accountWith(db, { pack: { amount: 20n } });
  const spend = await spent(db, accountId, 5n);
  const placed = await placeHold(db.sql, { accountId, amount: 4n, expiresInSeconds: 86_400 }, NOON);
  if (!placed.ok) throw new Error(placed.reason);
  const later = after(NOON, DAY - 1);
  const captured = await captureHold(db.sql, { accountId, holdId: placed.hold.id }, later);
  if (!captured.ok) throw new Error(captured.reason);

  expect(
    await giveBack(accountId, spend.seq, { amount: 1n, idempotencyKey: "in time" }, after(NOON, DAY)),
  ).toMatchObject({ ok: true, balance: 12n });
  const late = after(NOON, DAY + 1);
  expect(await giveBack(accountId, spend.seq, {}, late)).toEqual({ ok: false, reason: "too_late" });
  expect(await giveBack(accountId, captured.entry.seq, {}, late)).toMatchObject({ ok: true, balance: 16n });
  const again = await giveBack(accountId, spend.seq, { amount: 1n, idempotencyKey: "in time" }, after(NOON, 9 * DAY));
  expect(again).toMatchObject({ ok: true, replayed: true, balance: 16n });
});

test("a RETURN lot lasts no longer than its original lot did", async () => {
  const accountId = await accountWith(db, { trial: { kind: "PROMO", amount: 10n, expiresAt: after(NOON, HOUR) } });
  const spend = await spent(db, accountId, 10n);
  const now = after(NOON, 3 * HOUR);
  await giveBack(accountId, spend.seq, {}, now);
  expect((await getBalance(db.sql, accountId, now))?.lots).toMatchObject([
    { kind: "RETURN", remaining: 10n, expiresAt: after(now, HOUR) },
  ]);
});

test("credits spent from a RETURN lot are not restored once that has ended", async () => {
  const accountId = await twoLots();
  const spend = await spent(db, accountId, 10n);
  await giveBack(accountId, spend.seq, {}, after(NOON, HOUR));
  const ends = after(NOON, HOUR + RETURN_LOT_MS);
  const again = await spent(db, accountId, 25n, after(ends, -1));
  expect(await giveBack(accountId, again.seq, {}, ends)).toMatchObject({ ok: true, balance: 20n, available: 20n });
  expect((await entriesOf(db, accountId)).slice(-2)).toEqual([
    ["REVERSAL", 25n],
    ["EXPIRY", -10n],
  ]);
});

test("credits spent before a refill rolled their lot over do not increase what rolled over", async () => {
  const accountId = await accountWith(db, { plan: { kind: "PLAN", amount: 100n } });
  const spend = await spent(db, accountId, 60n);
  const held = await placeHold(db.sql, { accountId, amount: 10n }, NOON);
  if (!held.ok) throw new Error(held.reason);
  const refill = after(NOON, HOUR / 6);
  await resetPlanLots(db.sql, { accountId, keepCredits: 30n, actor: "system" }, refill);
  const now = after(NOON, HOUR / 5);
  const captured = await captureHold(db.sql, { accountId, holdId: held.hold.id }, now);
  if (!captured.ok) throw new Error(captured.reason);
  const later = await spent(db, accountId, 20n, now);
  for (const seq of [spend.seq, captured.entry.seq, later.seq]) await giveBack(accountId, seq, {}, now);
  const lots = (await getBalance(db.sql, accountId, now))?.lots;
  expect(lots?.map(({ kind, remaining, expiresAt }) => [kind, remaining, expiresAt])).toEqual([
    ["PLAN", 30n, null],
    ["RETURN", 60n, after(now, RETURN_LOT_MS)],
    ["RETURN", 10n, after(now, RETURN_LOT_MS)],
  ]);
});
