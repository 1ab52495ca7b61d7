// @module-tag full
import { afterEach, describe, expect, it, vi } from "vitest";
import { converge } from "@/lib/billing/converge";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { syncInvoice } from "@/lib/billing/sync/sync-invoice";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { editPlan } from "@/lib/catalog/edit-plan";
import { planInputOf } from "@/lib/catalog/plan-version";
import { findFreePlan } from "@/lib/catalog/queries";

const world = await billingWorld();
const { database, services, stripe } = world;

afterEach(async () => {
  vi.restoreAllMocks();
  await world.deliver();
  expect(await world.violations()).toEqual([]);
});

async function subscribed(): Promise<Person & { subscription: string }> {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  const row = await database.prisma.subscription.findFirstOrThrow({
    where: { userId: person.userId, NOT: { stripeSubscriptionId: null } },
  });
  return { ...person, subscription: row.stripeSubscriptionId ?? "" };
}

describe("the end of a subscription", () => {
  it("is synced even after a move to a price outside the catalogue", async () => {
    const person = await subscribed();
    const product = await stripe.products.create({ name: "By hand" });
    const foreign = await stripe.prices.create({
      product: product.id,
      currency: "usd",
      unit_amount: 100,
      recurring: { interval: "month" },
    });
    const { items } = await stripe.subscriptions.retrieve(person.subscription);
    await stripe.subscriptions.update(person.subscription, {
      items: [{ id: items.data[0]?.id, price: foreign.id }],
      proration_behavior: "none",
    });
    await world.deliver();
    await stripe.subscriptions.cancel(person.subscription);
    await world.deliver();
    expect(await currentSubscription(database.prisma, person.userId, world.now())).toMatchObject({
      plan: { isFree: true },
    });
    expect(await world.available(person)).toBe(0n);
  });

  it("does not make spends wait for Stripe while a late invoice of it is synced", async () => {
    const person = await subscribed();
    await world.buyPack(person, "pack_500");
    await world.deliver();
    await stripe.subscriptions.cancel(person.subscription);
    const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(person.subscription);
    const spends: unknown[] = [];
    const retrieve = stripe.subscriptions.retrieve.bind(stripe.subscriptions);
    vi.spyOn(stripe.subscriptions, "retrieve").mockImplementation(async (id, params, options) => {
      const late = new Promise((resolve) => setTimeout(resolve, 2_000, "spending waits"));
      spends.push(await Promise.race([world.spend(person, 1n), late]));
      return retrieve(id, params, options);
    });
    await converge(services, person.userId, (reader, user) => syncInvoice(reader, user, String(invoice), world.now()));
    expect(spends).toMatchObject([{ ok: true }]);
  });
});

describe("a return to a free plan that rolls over", () => {
  it("grants the current month, and none of those on the paid plan", { tags: ["full"] }, async () => {
    const free = await findFreePlan(database.prisma);
    if (!free) throw new Error("The catalogue has no free plan.");
    const input = { ...planInputOf(free), refillPolicy: "ROLL_OVER" as const };
    await editPlan(services, { userId: null }, { planId: free.id, input }, world.now());

    const person = await subscribed();
    for (const _month of [1, 2, 3]) {
      await world.advance({ months: 1, hours: 2 });
      await world.deliver();
    }
    await stripe.subscriptions.cancel(person.subscription);
    await world.deliver();
    expect(await world.available(person)).toBe(50n);
    // A month from the last day of February ends before one that began on the 31st.
    await world.advance({ months: 1, hours: 4 * 24 });
    expect(await world.available(person)).toBe(100n);
  });
});
