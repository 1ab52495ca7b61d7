// @module-tag full
import { describe, expect, it, vi } from "vitest";
import type { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { judgeAccount } from "@/lib/billing/account/judge-account";
import { moveAccount } from "@/lib/billing/account/move-account";
import { noteAccount } from "@/lib/billing/account/note-account";
import { planMove, touchesNobody } from "@/lib/billing/account/plan-move";
import { setAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { reconcile } from "@/lib/billing/reconcile/reconcile";
import { billingWorld } from "@/lib/billing/testing/world";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { mendCatalogue } from "@/lib/catalog/mend-catalogue";
import { createStripeClient } from "@/lib/stripe/client";
import { catalogue } from "@/prisma/catalogue/default";

vi.setConfig({ testTimeout: 60_000 });

const PERMISSION = {
  status: 403,
  error: { type: "invalid_request_error", message: "The provided key does not have the required permissions." },
};

async function seeded() {
  const world = await billingWorld();
  const { current } = await judgeAccount(world.services);
  await noteAccount(world.database.prisma, current, world.now());
  const elsewhere = await testStripe();
  return { world, elsewhere, there: { ...world.services, stripe: elsewhere.stripe } };
}

const ids = async ({ prisma }: Awaited<ReturnType<typeof testDatabase>>) => [
  ...(await prisma.price.findMany({ orderBy: { id: "asc" } })).map(({ stripePriceId }) => stripePriceId),
  ...(await prisma.creditPack.findMany({ orderBy: { id: "asc" } })).map(({ stripePriceId }) => stripePriceId),
];

describe("another Stripe account", () => {
  it("is detected by its id, and nothing is compared or changed", async () => {
    const { world, elsewhere, there } = await seeded();
    expect(await judgeAccount(world.services)).toMatchObject({ state: "same" });
    const before = await ids(world.database);
    const verdict = await judgeAccount(there);
    expect(verdict).toMatchObject({ state: "changed", sentence: expect.stringContaining("npm run stripe:move") });
    expect(await reconcile(there, {}, world.now())).toMatchObject({ ok: false, reason: "other_account" });
    expect(await ids(world.database)).toEqual(before);
    expect((await elsewhere.stripe.products.list()).data).toEqual([]);
  });

  it("is detected by the key's mode alone, in the same account", { tags: ["full"] }, async () => {
    const { world } = await seeded();
    const live = createStripeClient("rk_live_1", world.local.url);
    vi.spyOn(live.accounts, "retrieveCurrent").mockImplementation(() => world.stripe.accounts.retrieveCurrent());
    const verdict = await judgeAccount({ database: world.database, stripe: live });
    expect(verdict).toMatchObject({ state: "changed", sentence: expect.stringMatching(/test mode.*live mode/) });
  });

  it("is detected by its prices when a restricted key may not read the account, and when nothing was recorded", {
    tags: ["full"],
  }, async () => {
    const { world, elsewhere, there } = await seeded();
    await elsewhere.fail({ kind: "before", share: 1, path: "/v1/account", ...PERMISSION });
    expect(await judgeAccount(there)).toMatchObject({ state: "changed", advice: expect.stringContaining("Accounts") });
    await world.local.fail({ kind: "before", share: 1, path: "/v1/account", ...PERMISSION });
    expect(await judgeAccount(world.services)).toMatchObject({ state: "same", current: { id: null, mode: "test" } });
    await elsewhere.fail();
    await world.local.fail();
    await world.database.prisma.stripeAccount.deleteMany();
    expect(await judgeAccount(there)).toMatchObject({ state: "changed" });
    expect(await judgeAccount(world.services)).toMatchObject({ state: "new" });
  });

  it("is read from the error that refuses a restricted key, if the error names it", { tags: ["full"] }, async () => {
    const { world } = await seeded();
    const { id } = await world.stripe.accounts.retrieveCurrent();
    const message = `The provided key 'rk_test_***' does not have the required permissions for this endpoint on account '${id}'.`;
    const error = { ...PERMISSION.error, message };
    await world.local.fail({ kind: "before", next: 1, path: "/v1/account", status: 403, error });
    expect(await judgeAccount(world.services)).toMatchObject({ state: "same", current: { id }, advice: null });
  });
});

/** Deletes an account's test data, as the dashboard can. */
async function deleteAllData(url: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/_local/reset`, { method: "POST", headers, body: "{}" });
  if (!answer.ok) throw new Error(await answer.text());
}

describe("missing data in the same account", () => {
  it("is created by the seed if it is products and prices, once", { tags: ["full"] }, async () => {
    const { world } = await seeded();
    const { database, stripe, services, now } = world;
    await deleteAllData(world.local.url);
    expect(await judgeAccount(services)).toMatchObject({ state: "same" });
    expect(await applyCatalogue(services, catalogue, now())).toMatchObject({ pricesCreated: 0 });
    const { pricesCreated } = await mendCatalogue(database.prisma, stripe, now());
    expect(pricesCreated).toBe(11);
    for (const id of await ids(database)) expect((await stripe.prices.retrieve(id ?? "")).active).toBe(true);
    expect(await mendCatalogue(database.prisma, stripe, now())).toEqual({ pricesCreated: 0, pricesRetired: 0 });
  });

  it("may be a customer with its plan: the user buys both again", { tags: ["full"] }, async () => {
    const { world } = await seeded();
    const { database, stripe, services, now } = world;
    const person = await world.signUp();
    await world.subscribe(person, "refill_pro_month");
    await world.deliver();
    await deleteAllData(world.local.url);
    await mendCatalogue(database.prisma, stripe, now());
    const wish = { userId: person.userId, price: "refill_pro_month" };
    expect(await startSubscriptionCheckout(services, wish, now())).toMatchObject({ ok: true });
    expect(await world.violations()).toEqual([]);
  });
});

/** A user with a plan, a pack, a saved card, auto top-up and an unpaid Checkout session. */
async function buyer(world: Awaited<ReturnType<typeof billingWorld>>) {
  const person = await world.signUp();
  const { userId } = person;
  await world.buyPack(person, "pack_500");
  await world.subscribe(person, "refill_pro_month");
  await world.deliver();
  const rule = { enabled: true, threshold: 1n, pack: "pack_500", monthlyCapCents: 30_000 };
  await setAutoTopup(world.services, userId, rule, world.now());
  await startPackCheckout(world.services, { userId, pack: "pack_500", quantity: 1 }, world.now());
  return person;
}

describe("a move to another account", () => {
  it("recreates the catalogue, ends subscriptions of the former account with a sentence, and lets users buy again", async () => {
    const { world, there } = await seeded();
    const { database, now } = world;
    const { prisma } = database;
    const person = await buyer(world);
    const { userId } = person;
    const formerIds = await ids(database);
    const { stripeCustomerId: former } = await prisma.user.findUniqueOrThrow({ where: { id: userId } });
    const plan = await planMove(database.sql);
    expect(plan).toMatchObject({ customers: 1, savedCards: 1, subscriptions: 1, autoTopups: 1, pendingPayments: 1 });
    expect(touchesNobody(plan)).toBe(false);

    const moved = await moveAccount(there, now());
    expect(moved).toMatchObject({ pricesCreated: 11, customers: 1, subscriptions: 1, payments: 1 });
    expect(await judgeAccount(there)).toMatchObject({ state: "same" });
    expect(await judgeAccount(world.services)).toMatchObject({ state: "changed" });
    for (const id of await ids(database)) {
      expect(formerIds).not.toContain(id);
      expect((await there.stripe.prices.retrieve(id ?? "")).active).toBe(true);
    }
    expect(await prisma.formerCustomer.findMany({ where: { userId } })).toMatchObject([{ stripeCustomerId: former }]);
    expect(await prisma.savedCard.count()).toBe(0);
    expect(await prisma.autoTopup.findUnique({ where: { userId } })).toMatchObject({ enabled: false });
    expect(await prisma.payment.count({ where: { status: "PENDING" } })).toBe(0);
    const told = await prisma.billingEvent.findMany({ where: { userId, type: "subscription_ended" } });
    expect(told).toMatchObject([{ description: "Pro ended: payments moved to another Stripe account" }]);
    expect(await prisma.auditLog.count({ where: { action: { in: ["stripe.move_began", "stripe.moved"] } } })).toBe(2);
    // Pack credits stay; plan credits end with the plan.
    expect(await world.available(person)).toBe(500n);
    expect(await reconcile(there, {}, now())).toMatchObject({ ok: true, drift: [] });

    const wish = { userId, price: "refill_pro_month" };
    expect(await startSubscriptionCheckout(there, wish, now())).toMatchObject({ ok: true });
    expect(await world.violations()).toEqual([]);
  });

  it("resumes after Stripe cuts it off at any point, with the same result", { tags: ["full"] }, async () => {
    const { world, elsewhere, there } = await seeded();
    const { database, now } = world;
    const people = [await buyer(world), await buyer(world)];
    const impatient = createStripeClient("sk_test_local", elsewhere.url, { timeoutMs: 1_000, maxNetworkRetries: 0 });
    let cuts = 0;
    for (let skip = 0; skip < 60; skip += 3) {
      await elsewhere.fail({ kind: "after", status: 500, method: "POST", next: 1, skip });
      const outcome = await moveAccount({ database, stripe: impatient }, now()).catch(() => null);
      if (outcome) break;
      cuts += 1;
      await elsewhere.fail();
      expect(await judgeAccount(there)).toMatchObject({ state: "moving" });
      expect(await reconcile(there, {}, now())).toMatchObject({ ok: false, reason: "other_account" });
    }
    await elsewhere.fail();
    expect(cuts).toBeGreaterThan(2);
    expect(await judgeAccount(there)).toMatchObject({ state: "same" });
    const products = await elsewhere.stripe.products.list({ limit: 100 });
    const prices = await elsewhere.stripe.prices.list({ limit: 100, active: true });
    expect([products.data.length, prices.data.length]).toEqual([7, 11]);
    for (const person of people) expect(await world.available(person)).toBe(500n);
    expect(await database.prisma.auditLog.count({ where: { action: "stripe.move_began" } })).toBe(1);
    expect(await world.violations()).toEqual([]);
  });

  it("is undone by moving back, and does nothing for the current account", { tags: ["full"] }, async () => {
    const { world, there } = await seeded();
    const person = await buyer(world);
    await moveAccount(there, world.now());
    expect(touchesNobody(await planMove(world.database.sql))).toBe(true);
    await moveAccount(world.services, world.now());
    expect(await judgeAccount(world.services)).toMatchObject({ state: "same" });
    const wish = { userId: person.userId, price: "refill_pro_month" };
    expect(await startSubscriptionCheckout(world.services, wish, world.now())).toMatchObject({ ok: true });
  });
});
