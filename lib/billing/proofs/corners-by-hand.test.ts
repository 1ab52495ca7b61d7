// @module-tag nightly
import type Stripe from "stripe";
import { afterEach, expect, test } from "vitest";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { addOns } from "@/lib/billing/testing/add-ons";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { createPlan } from "@/lib/catalog/create-plan";

const world = await billingWorld();
const { database, services, stripe } = world;
const at = atStripe(world);
const { sell } = addOns(world);
await createPlan(
  services,
  { userId: null },
  {
    key: "capped",
    name: "Capped",
    creditsPerMonth: 400,
    refillPolicy: "ROLL_OVER_CAPPED",
    rolloverCapCredits: 100,
    prices: { month: 3_900 },
  },
  world.now(),
);
await world.deliver();

// A subscription that continues would be renewed in the months of every later test.
afterEach(() => world.cancelAll());

const STARTER = "refill_starter_month";
const inDays = (days: number) => Math.floor(world.now().getTime() / 1000) + days * 86_400;
const nextRefill = async ({ userId }: Person) =>
  (await currentSubscription(database.prisma, userId, world.now()))?.nextRefill;

async function sold(price = STARTER, how: Partial<Stripe.SubscriptionCreateParams> = {}): Promise<Person> {
  const person = await world.signUp();
  const default_payment_method = await saveCard(world, person, "pm_card_visa");
  const customer = await at.customerOf(person);
  const method = how.collection_method === "send_invoice" ? {} : { default_payment_method };
  await stripe.subscriptions.create({ customer, items: [{ price: await at.priceOf(price) }], ...method, ...how });
  await world.deliver();
  return person;
}

async function days(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 10) {
    await world.advance({ hours: Math.min(left, 10) * 24 });
    await world.deliver();
  }
}

async function update(person: Person, how: Stripe.SubscriptionUpdateParams): Promise<void> {
  await at.update(person, how);
  await world.deliver();
}

async function change(person: Person, item: { price?: string; quantity?: number }, how: string): Promise<void> {
  const { items } = await at.subscriptionOf(person);
  const price = item.price ? { price: await at.priceOf(item.price) } : {};
  const proration_behavior = how as Stripe.SubscriptionUpdateParams.ProrationBehavior;
  await update(person, { items: [{ id: items.data[0]?.id, ...item, ...price }], proration_behavior });
}

test("free days that end before the paid month leave it unchanged", { tags: ["full"] }, async () => {
  const person = await sold();
  await days(10);
  await update(person, { trial_end: inDays(30), proration_behavior: "none" });
  await days(10);
  await update(person, { trial_end: "now", proration_behavior: "none" });
  expect(await world.available(person)).toBe(200n);
});

test("a trial that is extended and then ended before its first end does not affect the paid month's credits", {
  tags: ["full"],
}, async () => {
  const person = await sold(STARTER, { trial_period_days: 7 });
  await days(3);
  await update(person, { trial_end: inDays(10), proration_behavior: "none" });
  await days(3);
  await update(person, { trial_end: "now", proration_behavior: "none" });
  await days(2);
  expect(await world.available(person)).toBe(200n);
});

test("with a 100% discount, a day on a higher plan and back grants one day's credits with the renewal", {
  tags: ["full"],
}, async () => {
  const { id: coupon } = await stripe.coupons.create({ percent_off: 100, duration: "forever" });
  const person = await sold(STARTER, { discounts: [{ coupon }] });
  await world.spend(person, 200n);
  await days(10);
  await change(person, { price: "refill_creator_month" }, "create_prorations");
  await days(1);
  await change(person, { price: STARTER }, "create_prorations");
  await days(25);
  // 800 credits for one day of a month of 28 to 31 days.
  const late = ((await world.available(person)) ?? 0n) - 200n;
  expect([25n, 26n, 27n, 28n]).toContain(late);
});

test("with capped rollover, months that are paid late are granted beside the new one, whatever the cap", {
  tags: ["full"],
}, async () => {
  const person = await sold("refill_capped_month", { collection_method: "send_invoice", days_until_due: 90 });
  await days(70);
  const customer = await at.customerOf(person);
  const card = await saveCard(world, person, "pm_card_visa");
  const { data: open } = await stripe.invoices.list({ customer, status: "open" });
  expect(open).toHaveLength(3);
  for (const { id } of open.reverse()) await stripe.invoices.pay(id ?? "", { payment_method: card });
  await world.deliver();
  expect(await world.available(person)).toBe(1_200n);
});

test("at a quantity of 0 the free plan applies when the paid month is over, and the page announces no refill of the plan", {
  tags: ["full"],
}, async () => {
  const person = await sold();
  await days(10);
  await change(person, { quantity: 0 }, "none");
  await days(60);
  expect(await world.available(person)).toBe(50n);
  expect(await nextRefill(person)).toMatchObject({ credits: 50n });
});

test("while a renewal is a draft, the page announces the plan's refill and not the free plan's", {
  tags: ["full"],
}, async () => {
  const person = await sold();
  const { items } = await at.subscriptionOf(person);
  const end = (items.data[0]?.current_period_end ?? 0) * 1000;
  await world.advance({ hours: Math.ceil((end - world.now().getTime()) / 3_600_000) });
  await world.deliver();
  expect(await nextRefill(person)).toMatchObject({ credits: 200n });
});

test("an upgrade that is paid during given time grants its credits at once", { tags: ["full"] }, async () => {
  const person = await sold(STARTER, { billing_cycle_anchor: inDays(20), proration_behavior: "none" });
  const given = (await world.available(person)) ?? 0n;
  await days(5);
  await change(person, { price: "refill_creator_month" }, "always_invoice");
  // Fifteen days of Creator, in a month of 28 to 31 days, are charged in full without any credit.
  const paidFor = ((await world.available(person)) ?? 0n) - given;
  expect(paidFor).toBeGreaterThanOrEqual(483n);
  expect(paidFor).toBeLessThanOrEqual(535n);
});

test("a plan that was imported and then bought yearly grants its credits once, however often it is synced", {
  tags: ["full"],
}, async () => {
  const person = await sold(STARTER, { billing_cycle_anchor: inDays(20), proration_behavior: "none" });
  await days(5);
  const to = { userId: person.userId, price: "refill_starter_year" };
  expect(await changePlan(services, to, world.now())).toMatchObject({ ok: true });
  await world.deliver();
  expect(await world.available(person)).toBe(200n);
  await update(person, { metadata: { looked: "at" } });
  expect(await world.story(person)).toHaveLength(5);
});

test("time on a higher plan that is paid when the subscription ends grants its credits then", {
  tags: ["full"],
}, async () => {
  const person = await sold();
  await world.spend(person, 200n);
  await days(10);
  await change(person, { price: "refill_creator_month" }, "create_prorations");
  await days(5);
  const { id } = await at.subscriptionOf(person);
  await stripe.subscriptions.cancel(id, { invoice_now: true, prorate: true });
  await world.deliver();
  const late = await world.available(person);
  // Five days of Creator, less the credit for Starter from the tenth day on, in a month of 31 to 28 days.
  expect([25n, 33n, 41n, 50n]).toContain(late);
  await world.deliver();
  await update(person, { metadata: { looked: "at" } }).catch(() => undefined);
  expect(await world.available(person)).toBe(late);
});

test("days that are given instead of paid grant the credits of the paid plan", { tags: ["full"] }, async () => {
  const person = await sold();
  await world.spend(person, 200n);
  await days(10);
  await update(person, { trial_end: inDays(60), proration_behavior: "create_prorations" });
  await days(5);
  await change(person, { price: "refill_creator_month" }, "create_prorations");
  await days(60);
  const given = await database.prisma.creditLot.findMany({
    where: { accountId: person.accountId, description: { startsWith: "Starter, free" } },
  });
  const dearer = await database.prisma.creditLot.count({
    where: { accountId: person.accountId, description: { startsWith: "Creator, free" } },
  });
  expect(given.length).toBeGreaterThan(0);
  expect(dearer).toBe(0);
});

test("a downgrade and a refund of the rest together take at most what was granted", async () => {
  const person = await sold("refill_creator_month");
  await world.spend(person, 1_000n);
  await days(10);
  await change(person, { price: STARTER }, "always_invoice");
  const [intent] = await at.paidIntents(person);
  await stripe.refunds.create({ payment_intent: intent?.id });
  await world.deliver();
  expect(await world.available(person)).toBe(0n);
  const account = await database.prisma.creditAccount.findUniqueOrThrow({ where: { id: person.accountId } });
  expect(account.debt).toBe(1_000n);
});

test("when the first of two plans is removed, the balance does not depend on when that is synced", {
  tags: ["full"],
}, async () => {
  const [starter, pro] = [await at.priceOf(STARTER), await at.priceOf("refill_pro_month")];
  const people: Person[] = [await sell([{ price: starter }, { price: pro }])];
  const late = await world.signUp();
  const default_payment_method = await saveCard(world, late, "pm_card_visa");
  const customer = await at.customerOf(late);
  await stripe.subscriptions.create({ customer, default_payment_method, items: [{ price: starter }, { price: pro }] });
  people.push(late);
  await world.advance({ hours: 240 });
  for (const person of people) {
    const { id, items } = await at.subscriptionOf(person);
    const first = items.data.find(({ price }) => price.id === starter);
    await stripe.subscriptions.update(id, {
      items: [{ id: first?.id, deleted: true }],
      proration_behavior: "always_invoice",
    });
  }
  await world.deliver();
  const [told, untold] = await Promise.all(people.map((person) => world.available(person)));
  expect(told).toBeGreaterThan(400n);
  expect(told).toBe(untold);
  expect(await world.violations()).toEqual([]);
});
