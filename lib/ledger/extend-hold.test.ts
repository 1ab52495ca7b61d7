import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { captureHold } from "@/lib/ledger/capture-hold";
import { expireIdle } from "@/lib/ledger/expire-due";
import { extendHold } from "@/lib/ledger/extend-hold";
import { grant } from "@/lib/ledger/grant";
import { getHold } from "@/lib/ledger/holds";
import { MAX_HOLD_SECONDS, placeHold } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { releaseHold } from "@/lib/ledger/release-hold";
import { after, HOUR, NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase(20);

/** An account with lots of 10 and 5 credits, and a hold of 8 that lasts 15 minutes. */
async function heldEight() {
  const accountId = await newAccount(db);
  for (const [sourceKey, amount, expiresAt] of [
    ["kept", 10n, null] as const,
    ["ending", 5n, after(NOON, HOUR)] as const,
  ]) {
    await grant(db.sql, { accountId, kind: "PROMO", amount, sourceKey, expiresAt, actor: "system" }, NOON);
  }
  const placed = await placeHold(db.sql, { accountId, amount: 8n }, NOON);
  if (!placed.ok) throw new Error(placed.reason);
  return { accountId, holdId: placed.hold.id };
}

test("extending a hold reserves up to the new total, and a retry changes nothing", async () => {
  const hold = await heldEight();
  const extended = await extendHold(db.sql, { ...hold, amount: 12n }, NOON);
  expect(extended).toMatchObject({ ok: true, balance: 15n, available: 3n, replayed: false, hold: { amount: 12n } });
  const again = await extendHold(db.sql, { ...hold, amount: 12n }, NOON);
  expect(again).toMatchObject({ ok: true, available: 3n, replayed: true, hold: { amount: 12n } });
  const smaller = await extendHold(db.sql, { ...hold, amount: 1n }, NOON);
  expect(smaller).toMatchObject({ ok: true, available: 3n, replayed: true, hold: { amount: 12n } });
  expect(await captureHold(db.sql, { ...hold, amount: 12n }, NOON)).toMatchObject({
    ok: true,
    balance: 3n,
    available: 3n,
  });
  expect(await verify(db.sql, hold.accountId, NOON)).toEqual([]);
});

test("a lot that a hold has already pinned is pinned once, with more of it", async () => {
  const hold = await heldEight();
  const extended = await extendHold(db.sql, { ...hold, amount: 15n }, NOON);
  if (!extended.ok) throw new Error(extended.reason);
  expect(extended.hold.pins.map((pin) => pin.amount)).toEqual([5n, 10n]);
  await releaseHold(db.sql, hold, NOON);
  expect(await getBalance(db.sql, hold.accountId, NOON)).toMatchObject({ held: 0n, available: 15n });
});

test("more than is held and available is refused, says how far it could go, and changes nothing", async () => {
  const hold = await heldEight();
  const before = await getHold(db.sql, hold.accountId, hold.holdId, NOON);
  const refused = await extendHold(db.sql, { ...hold, amount: 16n, expiresInSeconds: 7200 }, NOON);
  expect(refused).toEqual({ ok: false, reason: "insufficient_credits", required: 16n, available: 15n });
  expect(await getHold(db.sql, hold.accountId, hold.holdId, NOON)).toEqual(before);
});

test("a hold can last longer, never shorter, and keeps its credits past the end of their lot", async () => {
  const hold = await heldEight();
  const longer = await extendHold(db.sql, { ...hold, expiresInSeconds: 7200 }, NOON);
  expect(longer).toMatchObject({ ok: true, hold: { amount: 8n, expiresAt: after(NOON, 2 * HOUR) } });
  const shorter = await extendHold(db.sql, { ...hold, expiresInSeconds: 60 }, NOON);
  expect(shorter).toMatchObject({ replayed: true, hold: { expiresAt: after(NOON, 2 * HOUR) } });
  await expireIdle(db.sql, 1000, after(NOON, HOUR + 1));
  expect(await getHold(db.sql, hold.accountId, hold.holdId, after(NOON, HOUR + 1))).toMatchObject({ status: "OPEN" });
  expect(await captureHold(db.sql, hold, after(NOON, HOUR + 2))).toMatchObject({ ok: true });
});

test("however often it is extended, a hold ends a day after it was placed, and its credits with their lot", async () => {
  const hold = await heldEight();
  const day = MAX_HOLD_SECONDS * 1000;
  for (const at of [0, day / 2, day - 1]) {
    const extended = await extendHold(db.sql, { ...hold, expiresInSeconds: MAX_HOLD_SECONDS }, after(NOON, at));
    expect(extended).toMatchObject({ ok: true, hold: { expiresAt: after(NOON, day) } });
  }
  const late = await extendHold(db.sql, { ...hold, expiresInSeconds: MAX_HOLD_SECONDS }, after(NOON, day));
  expect(late).toEqual({ ok: false, reason: "hold_not_open", status: "EXPIRED" });
  // Five credits of the lot that ended after an hour were in the hold.
  expect(await getBalance(db.sql, hold.accountId, after(NOON, day))).toMatchObject({ balance: 10n, available: 10n });
});

test("a hold that ended cannot be extended", async () => {
  const [captured, released, expired] = [await heldEight(), await heldEight(), await heldEight()];
  await captureHold(db.sql, captured, NOON);
  await releaseHold(db.sql, released, NOON);
  const later = after(NOON, 900_000);
  for (const [hold, status] of [
    [captured, "CAPTURED"],
    [released, "RELEASED"],
    [expired, "EXPIRED"],
  ] as const) {
    const refused = await extendHold(db.sql, { ...hold, amount: 9n, expiresInSeconds: 900 }, later);
    expect(refused).toEqual({ ok: false, reason: "hold_not_open", status });
  }
});

test("an unknown hold, another account's hold and amounts and times that no hold can have are refused", async () => {
  const [hold, other] = [await heldEight(), await heldEight()];
  const extend = (change: object) => extendHold(db.sql, { ...hold, amount: 9n, ...change }, NOON);
  expect(await extend({ holdId: other.holdId })).toEqual({ ok: false, reason: "unknown_hold" });
  expect(await extend({ accountId: crypto.randomUUID() })).toEqual({ ok: false, reason: "unknown_account" });
  expect(await extend({ amount: 0n })).toMatchObject({ ok: false, reason: "invalid_amount" });
  for (const expiresInSeconds of [0, 1.5, MAX_HOLD_SECONDS + 1]) {
    expect(await extend({ expiresInSeconds })).toMatchObject({ ok: false, reason: "invalid_expiry" });
  }
});

test("extensions at the same time never reserve more than there is", async () => {
  const { accountId, holdId } = await heldEight();
  const second = await placeHold(db.sql, { accountId, amount: 1n }, NOON);
  if (!second.ok) throw new Error(second.reason);
  const [one, two] = await Promise.all([
    extendHold(db.sql, { accountId, holdId, amount: 12n }, NOON),
    extendHold(db.sql, { accountId, holdId: second.hold.id, amount: 5n }, NOON),
  ]);
  expect([one.ok, two.ok].filter(Boolean)).toHaveLength(1);
  const balance = await getBalance(db.sql, accountId, NOON);
  expect(balance?.available).toBeGreaterThanOrEqual(0n);
  expect(await verify(db.sql, accountId, NOON)).toEqual([]);
});
