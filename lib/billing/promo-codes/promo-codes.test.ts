import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { archivePromoCode, restorePromoCode } from "@/lib/billing/promo-codes/archive-promo-code";
import { createAttemptLimit } from "@/lib/billing/promo-codes/attempt-limit";
import { createPromoCode } from "@/lib/billing/promo-codes/create-promo-code";
import { listPromoCodes } from "@/lib/billing/promo-codes/queries";
import { redeemPromoCode } from "@/lib/billing/promo-codes/redeem-promo-code";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import { HOUR, after as later, NOON, newUser } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase(12);
const ADMIN = { userId: null };
const plenty = createAttemptLimit(db.pool, 10_000);

async function newCode(terms: Record<string, unknown> = {}) {
  const code = `C${randomUUID().slice(0, 8)}`.toUpperCase();
  const created = await createPromoCode(db, ADMIN, { code, credits: 40, ...terms }, NOON);
  if (!created.ok) throw new Error(created.reason);
  return created;
}

const redeem = (userId: string, code: string, now = NOON, limit = plenty) =>
  redeemPromoCode({ database: db, limit }, { userId, code }, now);
const balanceOf = async (userId: string, now = NOON) =>
  (await getBalance(db.sql, await openAccount(db.sql, userId, now), now))?.available;

describe("redeeming a code", () => {
  test("grants its credits, however it is typed, with a line in the history", async () => {
    const { code, promoCodeId } = await newCode();
    const userId = await newUser(db);
    const result = await redeem(userId, `  ${code.slice(0, 3).toLowerCase()} ${code.slice(3)}\n`);
    expect(result).toMatchObject({
      ok: true,
      credits: 40n,
      lot: { kind: "PROMO", amount: 40n, sourceKey: `promo:${promoCodeId}`, expiresAt: null },
    });
    expect(await balanceOf(userId)).toBe(40n);
    expect(await db.prisma.billingEvent.findMany({ where: { userId } })).toMatchObject([
      { type: "promo_redeemed", credits: 40n, description: `Code ${code} redeemed` },
    ]);
  });

  test("grants credits that expire when the code says", async () => {
    const { code } = await newCode({ creditDays: 30 });
    const userId = await newUser(db);
    const ends = later(NOON, 30 * 24 * HOUR);
    expect(await redeem(userId, code)).toMatchObject({ lot: { expiresAt: ends } });
    expect(await balanceOf(userId, later(ends, -1))).toBe(40n);
    expect(await balanceOf(userId, ends)).toBe(0n);
  });

  test("happens once per user, also with many concurrent requests", async () => {
    const { code } = await newCode();
    const userId = await newUser(db);
    const results = await Promise.all(Array.from({ length: 8 }, () => redeem(userId, code)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await redeem(userId, code)).toEqual({ ok: false, reason: "already_redeemed" });
    expect(await balanceOf(userId)).toBe(40n);
  });

  test("is refused for an unknown, expired, archived or used-up code", async () => {
    const userId = await newUser(db);
    for (const code of ["", "NOSUCHCODE", "x".repeat(10_000), "'; --", "ÄÖÜ", "ABC\u0000"]) {
      expect(await redeem(userId, code)).toEqual({ ok: false, reason: "unknown_code" });
    }
    const over = await newCode({ expiresAt: later(NOON, HOUR) });
    expect(await redeem(userId, over.code, later(NOON, HOUR))).toEqual({ ok: false, reason: "expired" });
    expect(await redeem(userId, over.code, later(NOON, HOUR - 1))).toMatchObject({ ok: true });
    const gone = await newCode();
    await archivePromoCode(db, ADMIN, gone.promoCodeId, NOON);
    expect(await redeem(userId, gone.code)).toEqual({ ok: false, reason: "archived" });
    await restorePromoCode(db, ADMIN, gone.promoCodeId, NOON);
    expect(await redeem(userId, gone.code)).toMatchObject({ ok: true });
    const single = await newCode({ maxRedemptions: 1 });
    expect(await redeem(await newUser(db), single.code)).toMatchObject({ ok: true });
    expect(await redeem(userId, single.code)).toEqual({ ok: false, reason: "used_up" });
    expect(await balanceOf(userId, later(NOON, HOUR))).toBe(80n);
  });

  test("by many users at the same moment never exceeds its maximum, and reaches it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 10 }), async (allowed, asking) => {
        const { code, promoCodeId } = await newCode({ maxRedemptions: allowed });
        const people = await Promise.all(Array.from({ length: asking }, () => newUser(db)));
        const results = await Promise.all([...people, ...people].map((userId) => redeem(userId, code)));
        expect(results.filter((result) => result.ok)).toHaveLength(Math.min(allowed, asking));
        const row = await db.prisma.promoCode.findUniqueOrThrow({ where: { id: promoCodeId } });
        expect(row.redemptionCount).toBe(Math.min(allowed, asking));
        const lots = await db.prisma.creditLot.count({ where: { sourceKey: `promo:${promoCodeId}` } });
        expect(lots).toBe(row.redemptionCount);
      }),
      { numRuns: 12 },
    );
    expect(await verify(db.sql, "all", NOON)).toEqual([]);
  });

  test("cannot be guessed: after too many failed attempts the right code has to wait, too", async () => {
    const { code } = await newCode();
    const userId = await newUser(db);
    const limit = createAttemptLimit(db.pool, 3);
    const guesses = await Promise.all(Array.from({ length: 9 }, (_, n) => redeem(userId, `GUESS${n}`, NOON, limit)));
    expect(guesses.filter((guess) => !guess.ok && guess.reason === "unknown_code")).toHaveLength(3);
    expect(await redeem(userId, code, NOON, limit)).toMatchObject({ ok: false, reason: "rate_limited" });
    expect(await redeem(await newUser(db), code, NOON, limit)).toMatchObject({ ok: true });
  });

  test("that succeeds does not count as an attempt", async () => {
    const userId = await newUser(db);
    const limit = createAttemptLimit(db.pool, 1);
    for (let n = 0; n < 3; n++) {
      const { code } = await newCode();
      expect(await redeem(userId, code, NOON, limit)).toMatchObject({ ok: true });
    }
  });
});

describe("an admin", () => {
  test("creates, archives and restores codes, each with a line in the audit log", async () => {
    const { promoCodeId, code } = await newCode({ description: "Launch", maxRedemptions: 5 });
    await archivePromoCode(db, ADMIN, promoCodeId, NOON);
    await archivePromoCode(db, ADMIN, promoCodeId, NOON);
    await restorePromoCode(db, ADMIN, promoCodeId, NOON);
    const lines = await db.prisma.auditLog.findMany({ where: { targetId: promoCodeId }, orderBy: { id: "asc" } });
    expect(lines.map(({ action }) => action).sort()).toEqual([
      "promo_code.archived",
      "promo_code.created",
      "promo_code.restored",
    ]);
    expect(await listPromoCodes(db.prisma)).toContainEqual(expect.objectContaining({ code, description: "Launch" }));
    expect(await archivePromoCode(db, ADMIN, randomUUID(), NOON)).toEqual({ ok: false, reason: "unknown_promo_code" });
  });

  test("sees everything that is wrong with a code", async () => {
    const { code } = await newCode();
    expect(await createPromoCode(db, ADMIN, { code: code.toLowerCase(), credits: 1 }, NOON)).toEqual({
      ok: false,
      reason: "code_taken",
    });
    const over = { code: "OVER2026", credits: 1, expiresAt: NOON };
    expect(await createPromoCode(db, ADMIN, over, NOON)).toEqual({ ok: false, reason: "already_over" });
    const wrong = { code: "a!", credits: 0.5, creditDays: 0, maxRedemptions: -1, expiresAt: new Date("never") };
    const refused = await createPromoCode(db, ADMIN, wrong, NOON);
    if (refused.ok || refused.reason !== "invalid") throw new Error("It was not refused.");
    const fields = new Set(refused.error.issues.map(({ path }) => path[0]));
    expect(fields).toEqual(new Set(["code", "credits", "creditDays", "maxRedemptions", "expiresAt"]));
  });
});
