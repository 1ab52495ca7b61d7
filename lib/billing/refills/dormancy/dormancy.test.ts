import fc from "fast-check";
import { afterEach, beforeAll, expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { testStripe } from "@/dev/testing/stripe";
import { adjustCredits } from "@/lib/account/adjust-credits";
import { readBalance } from "@/lib/api/endpoints/balance/read-balance";
import { endDormancy } from "@/lib/billing/refills/dormancy/end-dormancy";
import { refillsAmong, unusedRefillsBefore } from "@/lib/billing/refills/dormancy/unused-refills";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { editPlan } from "@/lib/catalog/edit-plan";
import { planInputOf } from "@/lib/catalog/plan-version";
import { listPlans } from "@/lib/catalog/queries";
import { debit } from "@/lib/ledger/debit";
import { expireIdle } from "@/lib/ledger/expire-due";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance, history } from "@/lib/ledger/queries";
import { newUser } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";
import { addMonths, DAY_MS, HOUR_MS } from "@/lib/time";
import { catalogue } from "@/prisma/catalogue/default";

const database = await testDatabase();
const { stripe } = await testStripe();
const signedUp = new Date("2026-01-31T10:00:00Z");

type Person = { userId: string; accountId: string };

async function freeUser({ wantsMails = false } = {}): Promise<Person> {
  const userId = await newUser(database);
  if (wantsMails) await database.prisma.notificationSetting.create({ data: { userId, refilled: true } });
  await database.transaction((db, sql) => welcomeUser({ db, sql }, { userId }, signedUp));
  return { userId, accountId: await openAccount(database.sql, userId, signedUp) };
}

/** What the worker does until then: each month, refills and expiries. */
async function sweepUntil(from: Date, until: Date): Promise<void> {
  for (let now = from; now < until; now = new Date(Math.min(now.getTime() + 20 * DAY_MS, until.getTime()))) {
    await refillDue(database, now);
    await expireIdle(database.sql, 1_000, now);
  }
  await refillDue(database, until);
  await expireIdle(database.sql, 1_000, until);
}

const entriesIn = async ({ accountId }: Person) => {
  const page = await history(database.sql, accountId, { limit: 100 });
  return page.ok ? page.data : [];
};
const isDue = async ({ userId }: Person) =>
  (await database.prisma.subscription.count({ where: { userId, nextRefillAt: { not: null } } })) > 0;

beforeAll(async () => {
  await applyCatalogue({ database, stripe }, catalogue, signedUp);
});

afterEach(async () => {
  expect(await verify(database.sql, "all", new Date("2040-01-01T00:00:00Z"))).toEqual([]);
});

test("a free account that nobody uses gets no rows after three idle months, and its refill when it is read", async () => {
  const person = await freeUser();
  await sweepUntil(signedUp, addMonths(signedUp, 12));
  // Three refills, and the end of the credits of each.
  const idle = await entriesIn(person);
  expect(idle.filter(({ type }) => type === "GRANT")).toHaveLength(3);
  expect(idle).toHaveLength(6);
  expect(await isDue(person)).toBe(false);

  const now = new Date(addMonths(signedUp, 12).getTime() + DAY_MS);
  expect(await readBalance(database, person, now)).toMatchObject({
    available: 50,
    lots: [{ amount: 50 }],
    nextRefill: { at: addMonths(signedUp, 13).toISOString(), credits: 50 },
  });
  const entries = await entriesIn(person);
  expect(entries.map(({ type }) => type).slice(0, 2)).toEqual(["GRANT", "EXPIRY"]);
  expect(await isDue(person)).toBe(true);
});

test("the history shows the refills that expired unused, each with the credits of its time", async () => {
  const person = await freeUser();
  await sweepUntil(signedUp, addMonths(signedUp, 4));
  const free = (await listPlans(database.prisma)).find((plan) => plan.isFree);
  if (!free) throw new Error("The default catalogue has a free plan.");
  const edit = (creditsPerMonth: number, at: Date) =>
    editPlan(
      { database, stripe },
      { userId: null },
      { planId: free.id, input: { ...planInputOf(free), creditsPerMonth } },
      at,
    );
  expect(await edit(80, addMonths(signedUp, 4))).toMatchObject({ ok: true });
  const now = new Date(addMonths(signedUp, 6).getTime() + DAY_MS);
  await sweepUntil(addMonths(signedUp, 4), now);
  await endDormancy(database, person.userId, now);

  const entries = await entriesIn(person);
  const unused = await unusedRefillsBefore(database.sql, person.userId, refillsAmong(entries));
  expect(entries[0]).toMatchObject({ type: "GRANT", amount: 80n, createdAt: now });
  const [seq] = [...unused.keys()];
  expect(seq).toBe(entries[0]?.seq);
  const months = (nth: number) => addMonths(signedUp, nth);
  expect(unused.get(seq ?? 0n)?.map(({ start, end }) => ({ start, end }))).toEqual([
    { start: months(3), end: months(4) },
    { start: months(4), end: months(5) },
    { start: months(5), end: months(6) },
  ]);
  // Back to what other tests expect.
  expect(await edit(50, now)).toMatchObject({ ok: true });
});

test("an admin takes credits from a dormant account as if it had been refilled", async () => {
  const person = await freeUser();
  const now = addMonths(signedUp, 8);
  await sweepUntil(signedUp, now);
  const taken = { userId: person.userId, amount: -20n, limit: 1_000n, reason: "Test" };
  expect(await adjustCredits(database, { userId: null }, taken, now)).toMatchObject({ ok: true, balance: 30n });
});

test("users who want to hear of refills or low balances, or who top up, get every refill on time", async () => {
  const wantsMails = await freeUser({ wantsMails: true });
  const isTold = await freeUser();
  await database.prisma.creditAccount.update({
    where: { id: isTold.accountId },
    data: { lowBalanceThreshold: 10n },
  });
  const topsUp = await freeUser();
  const pack = await database.prisma.creditPack.findFirstOrThrow();
  const rule = { enabled: true, thresholdCredits: 10n, packId: pack.id, monthlyCapCents: 5_000, currency: "usd" };
  await database.prisma.autoTopup.create({ data: { userId: topsUp.userId, ...rule } });
  const idle = await freeUser();
  await sweepUntil(signedUp, addMonths(signedUp, 6));
  expect(await Promise.all([wantsMails, isTold, topsUp, idle].map(isDue))).toEqual([true, true, true, false]);
});

test("an account that is used gets every refill", async () => {
  const person = await freeUser();
  for (let month = 0; month < 6; month += 1) {
    const now = new Date(addMonths(signedUp, month).getTime() + DAY_MS);
    await sweepUntil(now, now);
    await debit(database.sql, { accountId: person.accountId, amount: 1n, actor: "system" }, now);
  }
  expect((await entriesIn(person)).filter(({ type }) => type === "GRANT")).toHaveLength(6);
});

test("two requests that find an account dormant refill it once", async () => {
  const person = await freeUser();
  const now = addMonths(signedUp, 9);
  await sweepUntil(signedUp, now);
  const before = (await entriesIn(person)).length;
  await Promise.all([1, 2, 3].map(() => endDormancy(database, person.userId, now)));
  expect((await entriesIn(person)).length).toBe(before + 1);
});

const step = fc.record({
  hours: fc.integer({ min: 1, max: 24 * 130 }),
  act: fc.constantFrom("read", "spend", "overspend", "pack"),
});

test("whenever an account is used, it has what it would have without dormancy", { timeout: 300_000 }, async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
    const people = [await freeUser(), await freeUser({ wantsMails: true })];
    let now = signedUp;
    for (const [nth, { hours, act }] of steps.entries()) {
      const before = now;
      now = new Date(now.getTime() + hours * HOUR_MS);
      await sweepUntil(before, now);
      const outcomes = [];
      for (const { userId, accountId } of people) {
        if (act === "pack") {
          const pack = { accountId, kind: "PACK", amount: 7n, sourceKey: `pack:${nth}`, actor: "system" } as const;
          await grant(database.sql, pack, now);
          continue;
        }
        await endDormancy(database, userId, now);
        const amount = act === "overspend" ? 1_000n : 20n;
        const spent = act === "read" ? null : await debit(database.sql, { accountId, amount, actor: "app:test" }, now);
        const balance = await getBalance(database.sql, accountId, now);
        outcomes.push({
          ok: spent?.ok,
          available: balance?.available,
          lots: balance?.lots.map(({ kind, remaining, expiresAt }) => ({ kind, remaining, expiresAt })),
        });
      }
      expect(outcomes[0]).toEqual(outcomes[1]);
    }
  });
  await proveWithin(60_000, property, { numRuns: budget({ daily: 4, full: 40 }) });
});
