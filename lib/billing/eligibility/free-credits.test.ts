import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { startSubscription } from "@/lib/billing/plans/start-subscription";
import { createAttemptLimit } from "@/lib/billing/promo-codes/attempt-limit";
import { createPromoCode } from "@/lib/billing/promo-codes/create-promo-code";
import { redeemPromoCode } from "@/lib/billing/promo-codes/redeem-promo-code";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { recordReferral } from "@/lib/billing/referrals/record-referral";
import { referralCode } from "@/lib/billing/referrals/referral-code";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { openAccount } from "@/lib/ledger/open-account";
import { newUser } from "@/lib/ledger/testing/accounts";

const world = await billingWorld();
const { database, services, stripe } = world;
const db = database.prisma;
const limit = createAttemptLimit(database.pool, 1_000);

const isVerified = (userId: string, emailVerified: Date | null) =>
  db.user.update({ where: { id: userId }, data: { emailVerified } });

/** A user who signed up and has not followed the link yet. */
async function newcomer(): Promise<Person> {
  const userId = await newUser(database);
  await isVerified(userId, null);
  await database.transaction((tx, sql) => welcomeUser({ db: tx, sql }, { userId }, world.now()));
  return { userId, accountId: await openAccount(database.sql, userId, world.now()) };
}

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
});

describe("a user whose address is not verified", () => {
  test("gets no free-plan credits: not at sign-up, not by a refill, not when a paid plan ends", {
    tags: ["full"],
  }, async () => {
    const person = await newcomer();
    await refillDue(database, world.now());
    expect(await world.available(person)).toBe(0n);
    await world.subscribe(person, "refill_starter_month");
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
    await world.cancelAll();
    await world.advance({ months: 1 });
    expect(await world.available(person)).toBe(0n);
    expect(await db.creditLot.count({ where: { accountId: person.accountId } })).toBe(1);
  });

  test("gets no further month of a free plan that began before addresses were verified, until theirs is", async () => {
    const person = await world.signUp();
    await isVerified(person.userId, null);
    expect(await world.available(person)).toBe(50n);
    await world.advance({ months: 1, hours: 80 });
    expect(await world.available(person)).toBe(0n);
    await isVerified(person.userId, world.now());
    for (let again = 0; again < 3; again += 1) {
      await database.transaction((tx, sql) => welcomeUser({ db: tx, sql }, { userId: person.userId }, world.now()));
    }
    expect(await world.available(person)).toBe(50n);
  });

  test("gets no credits from a promo code, and does not use up an attempt", async () => {
    const { userId } = await newcomer();
    await createPromoCode(database, { userId: null }, { code: "VERIFYME", credits: 40 }, world.now());
    const once = createAttemptLimit(database.pool, 1);
    const redeem = (code: string, tries = limit) =>
      redeemPromoCode({ database, limit: tries }, { userId, code }, world.now());
    for (const code of ["VERIFYME", "NOSUCHCODE"]) {
      expect(await redeem(code, once)).toEqual({ ok: false, reason: "email_not_verified" });
    }
    await isVerified(userId, world.now());
    expect(await redeem("VERIFYME", once)).toMatchObject({ ok: true, credits: 40n });
  });

  test("refers nobody by their link", async () => {
    const referrer = await newcomer();
    const code = await referralCode(database.sql, referrer.userId);
    const referred = { userId: await newUser(database), email: "invited@example.com", code };
    expect(await recordReferral(db, referred, world.now())).toEqual({ ok: false, reason: "unknown_code" });
    await isVerified(referrer.userId, world.now());
    expect(await recordReferral(db, referred, world.now())).toEqual({ ok: true });
  });
});

describe("a trial", () => {
  beforeAll(async () => {
    await db.planVersion.updateMany({ where: { plan: { key: "pro" } }, data: { trialDays: 7, trialCredits: 20n } });
  });

  test("does not start for an unverified address, and nothing is charged instead", { tags: ["full"] }, async () => {
    const { userId } = await newcomer();
    const wish = { userId, price: "refill_pro_month", paymentMethod: "pm_card_visa", idempotencyKey: null };
    const order = { ...wish, trial: "offered" } as const;
    const refused = { ok: false, reason: "email_not_verified" };
    expect(await startSubscriptionCheckout(services, { userId, price: "refill_pro_month" }, world.now())).toEqual(
      refused,
    );
    expect(await startSubscription(services, order, world.now())).toEqual(refused);
    const { stripeCustomerId } = await db.user.findUniqueOrThrow({ where: { id: userId } });
    expect(stripeCustomerId).toBeNull();
    await isVerified(userId, world.now());
    expect(await startSubscription(services, order, world.now())).toMatchObject({ ok: true, status: "trialing" });
    const without = { ...order, userId: (await newcomer()).userId, trial: "none" } as const;
    expect(await startSubscription(services, without, world.now())).toMatchObject({ ok: true, status: "active" });
  });

  test("does not block a plan without one", async () => {
    const { userId } = await newcomer();
    expect(
      await startSubscriptionCheckout(services, { userId, price: "refill_starter_month" }, world.now()),
    ).toMatchObject({
      ok: true,
    });
    const { data } = await stripe.checkout.sessions.list({ limit: 1 });
    expect(data).toHaveLength(1);
  });
});
