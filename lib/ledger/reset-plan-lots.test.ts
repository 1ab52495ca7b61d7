import { describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { captureHold } from "@/lib/ledger/capture-hold";
import { expireDue } from "@/lib/ledger/expire-due";
import { placeHold } from "@/lib/ledger/place-hold";
import { getBalance, history } from "@/lib/ledger/queries";
import { releaseHold } from "@/lib/ledger/release-hold";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { after, HOUR, NOON, newAccount, pinCredits } from "@/lib/ledger/testing/accounts";
import { granted as grant } from "@/lib/ledger/testing/granted";
import type { Lot, LotKind } from "@/lib/ledger/types";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

async function give(
  accountId: string,
  kind: LotKind,
  amount: bigint,
  sourceKey: string,
  expiresAt?: Date,
): Promise<Lot> {
  return (await grant(db.sql, { accountId, kind, amount, sourceKey, expiresAt, actor: "system" }, NOON)).lot;
}

const reset = (accountId: string, keepCredits?: bigint, now = NOON) =>
  resetPlanLots(db.sql, { accountId, keepCredits, description: "New month", actor: "system" }, now);

test("a reset ends all plan credits in one entry and changes no other kind", async () => {
  const accountId = await newAccount(db);
  const older = await give(accountId, "PLAN", 30n, "a");
  const younger = await give(accountId, "PLAN", 20n, "b");
  for (const kind of ["PACK", "PROMO", "REFERRAL", "RETURN", "ADJUSTMENT"] as const) {
    await give(accountId, kind, 1n, kind);
  }
  const result = await reset(accountId);
  if (result.status !== "reset") throw new Error(result.status);
  expect(result.ended).toBe(50n);
  expect(result.entry).toMatchObject({ type: "RESET", amount: -50n, balanceAfter: 5n, description: "New month" });
  expect(result.entry.allocations).toEqual([
    { lot: older.id, amount: -30n },
    { lot: younger.id, amount: -20n },
  ]);
  expect((await getBalance(db.sql, accountId, NOON))?.lots.map((lot) => lot.kind)).not.toContain("PLAN");
  expect(await reset(accountId)).toEqual({ status: "nothing_to_end" });
  expect(await verify(db.sql, accountId, NOON)).toEqual([]);
});

test("credits are kept from the newest lots: the oldest are trimmed first", async () => {
  const accountId = await newAccount(db);
  const lots = [];
  for (const name of ["a", "b", "c"]) lots.push(await give(accountId, "PLAN", 10n, name));
  expect(await reset(accountId, 30n)).toEqual({ status: "nothing_to_end" });
  const result = await db.transaction((_db, sql) =>
    resetPlanLots(sql, { accountId, keepCredits: 15n, actor: "system" }, NOON),
  );
  if (result.status !== "reset") throw new Error(result.status);
  expect(result.entry.allocations).toEqual([
    { lot: lots[0]?.id, amount: -10n },
    { lot: lots[1]?.id, amount: -5n },
  ]);
  expect((await getBalance(db.sql, accountId, NOON))?.lots.map((lot) => lot.remaining)).toEqual([5n, 10n]);
});

test("held credits stay through a reset, and so do frozen lots", async () => {
  const accountId = await newAccount(db);
  const plan = await give(accountId, "PLAN", 30n, "a");
  const disputed = await give(accountId, "PLAN", 7n, "b");
  await pinCredits(db.sql, accountId, plan.id, 12n);
  await db.sql`UPDATE credit_lot SET frozen_at = ${NOON} WHERE account_id = ${accountId}::uuid AND id = ${disputed.id}::uuid`;
  expect(await reset(accountId)).toMatchObject({ status: "reset", ended: 18n });
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance: 19n, held: 12n, available: 0n });
  expect(await verify(db.sql, accountId, NOON)).toEqual([]);
});

test("expired credits expire before the reset, in their own entry", async () => {
  const accountId = await newAccount(db);
  await give(accountId, "PLAN", 30n, "a", after(NOON, HOUR));
  await give(accountId, "PLAN", 20n, "b");
  expect(await reset(accountId, 0n, after(NOON, HOUR))).toMatchObject({ ended: 20n });
  const page = await history(db.sql, accountId, { limit: 2 });
  expect(page.ok && page.data.map(({ type, amount }) => [type, amount])).toEqual([
    ["RESET", -20n],
    ["EXPIRY", -30n],
  ]);
});

const REFILL = after(NOON, HOUR / 6);
const LATER = after(NOON, HOUR);

describe("credits that are held while a refill lets some roll over", () => {
  const place = async (accountId: string, amount: bigint) => {
    const placed = await placeHold(db.sql, { accountId, amount }, NOON);
    if (!placed.ok) throw new Error(placed.reason);
    return { accountId, holdId: placed.hold.id };
  };
  test.each<[string, (hold: { accountId: string; holdId: string }) => Promise<unknown>, bigint]>([
    ["released", (hold) => releaseHold(db.sql, hold, REFILL), 40n],
    ["captured in part", (hold) => captureHold(db.sql, { ...hold, amount: 15n }, REFILL), 40n],
    ["captured beyond what ends", (hold) => captureHold(db.sql, { ...hold, amount: 65n }, REFILL), 35n],
    ["left to expire", (hold) => expireDue(db.sql, hold.accountId, LATER), 40n],
  ])("and then are %s leave at most the cap", async (_how, end, left) => {
    const accountId = await newAccount(db);
    await give(accountId, "PLAN", 100n, "plan");
    const hold = await place(accountId, 90n);
    expect(await reset(accountId, 40n, REFILL)).toEqual({ status: "nothing_to_end" });
    expect(await getBalance(db.sql, accountId, REFILL)).toMatchObject({ balance: 100n, held: 90n, available: 10n });
    const before = await getBalance(db.sql, accountId, LATER);
    await end(hold);
    const afterwards = await getBalance(db.sql, accountId, LATER);
    expect(afterwards).toMatchObject({ balance: left, available: left, held: 0n });
    // Reads show what the sweep will do.
    expect(before).toMatchObject({ balance: 40n, available: 40n });
    expect(await verify(db.sql, accountId, LATER)).toEqual([]);
  });

  test("stay when there is room for them", async () => {
    const accountId = await newAccount(db);
    await give(accountId, "PLAN", 100n, "plan");
    const hold = await place(accountId, 50n);
    await reset(accountId, 100n, REFILL);
    expect(await releaseHold(db.sql, hold, REFILL)).toMatchObject({ ok: true, available: 100n });
  });
});
