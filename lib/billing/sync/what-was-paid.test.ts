// @module-tag full
import type Stripe from "stripe";
import { afterEach, expect, test } from "vitest";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { createPlan } from "@/lib/catalog/create-plan";

const world = await billingWorld();
const { database, services, stripe, now } = world;
const at = atStripe(world);
await createPlan(
  services,
  { userId: null },
  { key: "tryout", name: "Tryout", creditsPerMonth: 300, trialDays: 7, trialCredits: 30, prices: { month: 3_000 } },
  now(),
);
await world.deliver();

afterEach(async () => {
  await world.cancelAll();
  expect(await world.violations()).toEqual([]);
});

const STARTER = "refill_starter_month";

async function subscribedByHand(more: Partial<Stripe.SubscriptionCreateParams> = {}, price = STARTER): Promise<Person> {
  const person = await world.signUp();
  const card = await saveCard(world, person, "pm_card_visa");
  await stripe.subscriptions.create({
    customer: await at.customerOf(person),
    items: [{ price: await at.priceOf(price) }],
    default_payment_method: card,
    ...more,
  });
  await world.deliver((events) => [...events.toReversed(), ...events]);
  return person;
}

const couponFor = async (percent_off: number, duration: "once" | "forever") =>
  (await stripe.coupons.create({ percent_off, duration })).id;

/** The history's lines about money, oldest first. */
async function lines({ userId }: Person): Promise<string[]> {
  const events = await database.prisma.billingEvent.findMany({
    where: { userId, type: { not: "refilled" } },
    orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
  });
  return events.map(({ type, description, amountCents }) => `${type}: ${description}, ${amountCents}`);
}

test("a 100% coupon is not a trial: the plan starts with its month's credits, and renews as free", async () => {
  const person = await subscribedByHand({ discounts: [{ coupon: await couponFor(100, "forever") }] });
  expect(await lines(person)).toEqual(["subscription_started: Starter started, free with a discount, 0"]);
  expect(await world.available(person)).toBe(200n);
  await world.advance({ months: 1, hours: 2 });
  await world.deliver();
  expect((await lines(person))[1]).toBe("renewed: Starter renewed, free with a discount, 0");
  expect(await world.available(person)).toBe(200n);
});

test("a plan paid from the customer balance says so, when it starts and when it renews", async () => {
  const person = await world.signUp();
  const card = await saveCard(world, person, "pm_card_visa");
  const customer = await at.customerOf(person);
  await stripe.customers.createBalanceTransaction(customer, { amount: -3_000, currency: "usd" });
  await stripe.subscriptions.create({
    customer,
    items: [{ price: await at.priceOf(STARTER) }],
    default_payment_method: card,
  });
  await world.deliver();
  expect(await lines(person)).toEqual(["subscription_started: Starter started, paid from your account balance, 0"]);
  await world.advance({ months: 1, hours: 2 });
  await world.deliver();
  // $10 came from the balance and $10 from the card.
  expect((await lines(person))[1]).toBe("renewed: Starter renewed, 1000");
  expect(await world.available(person)).toBe(200n);
});

test("a trial is described as a trial, and a coupon on the next invoice as a discount", {
  tags: ["full"],
}, async () => {
  const coupon = await couponFor(100, "forever");
  const person = await subscribedByHand({ trial_period_days: 7, discounts: [{ coupon }] }, "refill_tryout_month");
  expect(await lines(person)).toEqual(["trial_started: Tryout trial started, 0"]);
  expect(await world.available(person)).toBe(30n);
  await world.advance({ hours: 7 * 24 + 2 });
  await world.deliver();
  expect((await lines(person))[1]).toBe("renewed: Tryout renewed, free with a discount, 0");
  expect(await world.available(person)).toBe(300n);
});

test("a subscription that starts with nothing to pay until its first renewal is not described as a trial", async () => {
  const person = await subscribedByHand({
    billing_cycle_anchor: Math.floor(now().getTime() / 1000) + 20 * 86_400,
    proration_behavior: "none",
  });
  expect(await lines(person)).toEqual(["subscription_started: Starter started, with nothing to pay, 0"]);
});

test("a manual invoice for a subscription is described as billed, not as a renewal", async () => {
  const person = await subscribedByHand();
  const { id: subscription, customer } = await at.subscriptionOf(person);
  await stripe.invoiceItems.create({ customer: String(customer), subscription, amount: 700, currency: "usd" });
  const invoice = await stripe.invoices.create({
    customer: String(customer),
    subscription,
    pending_invoice_items_behavior: "include",
  });
  await stripe.invoices.pay(invoice.id);
  await world.deliver();
  expect((await lines(person))[1]).toBe("billed: Starter was billed, 700");
  expect(await world.available(person)).toBe(200n);
});
