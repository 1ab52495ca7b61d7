import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { debit } from "@/lib/ledger/debit";
import { freezeLots } from "@/lib/ledger/freeze-lots";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { placeHold } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { HOUR, NOON, newUser } from "@/lib/ledger/testing/accounts";
import { notifyLowBalances } from "@/lib/notify/notify-low-balances";
import { notificationSettingsOf } from "@/lib/notify/queries";
import { saveNotificationSettings } from "@/lib/notify/save-notification-settings";

const database = await testDatabase();
const { sql } = database;
const MINUTE = 60_000;
const later = (ms: number): Date => new Date(NOON.getTime() + ms);
let granted = 0;

async function person(threshold: bigint | null, amount = 100n) {
  const userId = await newUser(database);
  const accountId = await openAccount(sql, userId, NOON);
  if (amount > 0n) await give(accountId, amount, NOON);
  await line(userId, threshold);
  return { userId, accountId };
}

const line = (userId: string, lowBalanceThreshold: bigint | null) =>
  saveNotificationSettings(database, userId, { refilled: false, lowBalanceThreshold }, NOON);

async function give(accountId: string, amount: bigint, at: Date, expiresAt?: Date) {
  granted += 1;
  const sourceKey = `test:${granted}`;
  await grant(
    sql,
    { accountId, kind: "PACK", amount, sourceKey, actor: "system", ...(expiresAt && { expiresAt }) },
    at,
  );
}

const spend = (accountId: string, amount: bigint, at: Date) => debit(sql, { accountId, amount, actor: "system" }, at);

const mailsOf = (userId: string) =>
  database.prisma.mail.findMany({ where: { userId, template: "low_balance" }, orderBy: { createdAt: "asc" } });

describe("the low-balance alert", () => {
  it("is sent once when the available credits fall below the threshold, and says how many are left", async () => {
    const { userId, accountId } = await person(50n);
    await notifyLowBalances(database, NOON);
    expect(await mailsOf(userId)).toEqual([]);
    await spend(accountId, 50n, NOON);
    await notifyLowBalances(database, NOON);
    expect(await mailsOf(userId)).toEqual([]);
    await spend(accountId, 1n, NOON);
    for (let minute = 0; minute < 3; minute += 1) await notifyLowBalances(database, later(minute * MINUTE));
    const [mail, ...more] = await mailsOf(userId);
    expect(more).toEqual([]);
    expect(mail?.text).toContain("49 credits available, less than your alert threshold of 50 credits");
  });

  it("is sent for held, expired and frozen credits as for spent ones", async () => {
    const held = await person(50n);
    const hold = { accountId: held.accountId, amount: 60n, expiresInSeconds: 600, actor: "system" as const };
    expect(await placeHold(sql, hold, NOON)).toMatchObject({ ok: true });
    const expired = await person(50n, 0n);
    await give(expired.accountId, 80n, NOON, later(HOUR));
    const frozen = await person(50n, 0n);
    const paymentId = frozen.userId;
    const paid = { accountId: frozen.accountId, kind: "PACK", amount: 80n, sourceKey: "paid", paymentId } as const;
    await grant(sql, { ...paid, actor: "system" }, NOON);

    await notifyLowBalances(database, NOON);
    expect(await mailsOf(held.userId)).toHaveLength(1);
    expect(await mailsOf(expired.userId)).toEqual([]);
    expect(await mailsOf(frozen.userId)).toEqual([]);
    await freezeLots(sql, frozen.accountId, paymentId, NOON);
    await notifyLowBalances(database, later(HOUR));
    expect(await mailsOf(expired.userId)).toHaveLength(1);
    expect(await mailsOf(frozen.userId)).toHaveLength(1);
  });

  it("counts the credits of an expired hold as available before the sweep", async () => {
    const { userId, accountId } = await person(50n);
    await placeHold(sql, { accountId, amount: 60n, expiresInSeconds: 60, actor: "system" }, NOON);
    await notifyLowBalances(database, NOON);
    await notifyLowBalances(database, later(2 * MINUTE));
    await spend(accountId, 60n, later(24 * HOUR));
    await notifyLowBalances(database, later(24 * HOUR));
    expect(await mailsOf(userId)).toHaveLength(2);
  });

  it("is sent once per user when eight workers check at once", { tags: ["full"] }, async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => person(50n)));
    for (const { accountId } of people) await spend(accountId, 80n, NOON);
    const runs = await Promise.all(Array.from({ length: 8 }, (_, ms) => notifyLowBalances(database, later(ms))));
    expect(runs.reduce((sum, run) => sum + run.told, 0)).toBe(people.length);
    for (const { userId } of people) expect(await mailsOf(userId)).toHaveLength(1);
  });

  it("is not sent without a threshold, and starts over when a threshold is set again", async () => {
    const silent = await person(null, 0n);
    const { userId, accountId } = await person(50n);
    await spend(accountId, 80n, NOON);
    await notifyLowBalances(database, NOON);
    await line(userId, null);
    await notifyLowBalances(database, later(MINUTE));
    await line(userId, 30n);
    await notifyLowBalances(database, later(2 * MINUTE));
    expect(await mailsOf(userId)).toHaveLength(2);
    expect(await mailsOf(silent.userId)).toEqual([]);
    expect(await notificationSettingsOf(database.prisma, userId)).toEqual({
      refilled: false,
      lowBalanceThreshold: 30n,
    });
  });

  it("is not sent again when the threshold is raised", async () => {
    const { userId, accountId } = await person(50n);
    await spend(accountId, 80n, NOON);
    await notifyLowBalances(database, NOON);
    await line(userId, 70n);
    await notifyLowBalances(database, later(MINUTE));
    expect(await mailsOf(userId)).toHaveLength(1);
  });

  it("is sent at most once a day per threshold, however often the balance crosses it, and then only if it is still low", async () => {
    const { userId, accountId } = await person(50n);
    for (let round = 0; round < 5; round += 1) {
      const at = later(round * 10 * MINUTE);
      await spend(accountId, 80n, at);
      await notifyLowBalances(database, at);
      await give(accountId, 80n, later((round * 10 + 1) * MINUTE));
      await notifyLowBalances(database, later((round * 10 + 2) * MINUTE));
    }
    expect(await mailsOf(userId)).toHaveLength(1);
    await spend(accountId, 80n, later(2 * HOUR));
    await notifyLowBalances(database, later(24 * HOUR - 1));
    expect(await mailsOf(userId)).toHaveLength(1);
    await notifyLowBalances(database, later(24 * HOUR));
    await notifyLowBalances(database, later(25 * HOUR));
    expect(await mailsOf(userId)).toHaveLength(2);
  });

  it("is counted per threshold, and turning it off and on sends nothing", async () => {
    const { userId, accountId } = await person(50n);
    await spend(accountId, 80n, NOON);
    const told = async (threshold: bigint, at: Date) => {
      await line(userId, null);
      await line(userId, threshold);
      await notifyLowBalances(database, at);
      return (await mailsOf(userId)).length;
    };
    expect(await told(50n, later(MINUTE))).toBe(1);
    expect(await told(50n, later(2 * MINUTE))).toBe(1);
    expect(await told(40n, later(3 * MINUTE))).toBe(2);
    expect(await told(50n, later(4 * MINUTE))).toBe(2);
    await line(userId, null);
  });

  it("is not sent to an unverified address, and is sent once it is verified", async () => {
    const { userId, accountId } = await person(50n);
    await database.prisma.user.update({ where: { id: userId }, data: { emailVerified: null } });
    await spend(accountId, 80n, NOON);
    await notifyLowBalances(database, NOON);
    expect(await mailsOf(userId)).toEqual([]);
    await database.prisma.user.update({ where: { id: userId }, data: { emailVerified: NOON } });
    await notifyLowBalances(database, later(MINUTE));
    expect(await mailsOf(userId)).toHaveLength(1);
  });

  it("is sent each time the balance falls below the threshold, at most once a day", {
    tags: ["full"],
    timeout: 60_000,
  }, async () => {
    const walk = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 12 });
    const hours = fc.constantFrom(1, 7, 24);
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: 1n, max: 120n }), walk, hours, async (threshold, steps, apart) => {
        const { userId, accountId } = await person(threshold, 60n);
        const told: number[] = [];
        let knows = false;
        for (const [index, step] of steps.entries()) {
          const at = later(index * apart * HOUR);
          if (step > 0) await give(accountId, BigInt(step), at);
          if (step < 0) await spend(accountId, BigInt(-step), at);
          await notifyLowBalances(database, at);
          const available = (await getBalance(sql, accountId, at))?.available ?? 0n;
          const isLow = available < threshold;
          const waits = told.some((before) => at.getTime() - before < 24 * HOUR);
          if (isLow && !knows && !waits) told.push(at.getTime());
          knows = isLow && (knows || !waits);
        }
        expect((await mailsOf(userId)).map(({ createdAt }) => createdAt.getTime())).toEqual(told);
        await line(userId, null);
      }),
      { numRuns: budget({ daily: 10, full: 25 }) },
    );
  });
});
