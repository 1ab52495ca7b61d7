// @module-tag full
import type Stripe from "stripe";
import { afterEach, expect, test } from "vitest";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { chargedTime, uncovered } from "@/lib/billing/sync/given-time";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { createPlan } from "@/lib/catalog/create-plan";
import { addMonths } from "@/lib/time";

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
const DAY = 86_400;
const seconds = () => Math.floor(now().getTime() / 1000);
const view = ({ userId }: Person) => currentSubscription(database.prisma, userId, now());
const part = (credits: number, of: number, whole: number) => BigInt(Math.floor((credits * of) / whole));

async function subscribed(price = STARTER): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, price);
  await world.deliver();
  return person;
}

async function byHand(more: Partial<Stripe.SubscriptionCreateParams>): Promise<Person> {
  const person = await world.signUp();
  const card = await saveCard(world, person, "pm_card_visa");
  await stripe.subscriptions.create({
    customer: await at.customerOf(person),
    items: [{ price: await at.priceOf(STARTER) }],
    default_payment_method: card,
    ...more,
  });
  await world.deliver((events) => [...events.toReversed(), ...events]);
  return person;
}

async function later(time: { months?: number; hours?: number }): Promise<void> {
  await world.advance(time);
  await world.deliver((events) => [...events.toReversed(), ...events]);
}

/** Returns when they end. */
async function giveDays(person: Person, days: number, proration_behavior: "none" | "create_prorations"): Promise<Date> {
  const trial_end = seconds() + days * DAY;
  await at.update(person, { trial_end, proration_behavior });
  await world.deliver((events) => [...events.toReversed(), ...events]);
  return new Date(trial_end * 1000);
}

/** The length in days of the month that begins now. */
const monthDays = () => Math.round((addMonths(now(), 1).getTime() - now().getTime()) / (DAY * 1_000));

async function grantsOf({ accountId }: Person): Promise<{ credits: bigint; description: string }[]> {
  const rows = await database.prisma.$queryRaw<{ amount: bigint; description: string }[]>`
    SELECT amount, description FROM ledger_entry
    WHERE account_id = ${accountId}::uuid AND type = 'GRANT' ORDER BY seq`;
  return rows.map(({ amount, description }) => ({ credits: amount, description }));
}

test("a plan imported with nothing to pay until its first renewal grants its part of the month, then renews", {
  tags: ["full"],
}, async () => {
  const days = monthDays();
  const person = await byHand({ billing_cycle_anchor: seconds() + 20 * DAY, proration_behavior: "none" });
  const given = await world.available(person);
  // The month that ends with the anchor has 28 to 31 days.
  expect([31, 30, 29, 28].map((whole) => part(200, 20, whole))).toContain(given);
  expect(days).toBeGreaterThan(20);
  const seen = await view(person);
  expect(seen).toMatchObject({ status: "ACTIVE", meanwhile: null, freeUntil: seen?.currentPeriodEnd });
  expect(seen?.nextRefill).toEqual({ at: seen?.currentPeriodEnd, credits: 200n });
  await later({ hours: 20 * 24 + 2 });
  expect(await world.available(person)).toBe(200n);
  expect(await view(person)).toMatchObject({ freeUntil: null });
});

test("free days on a running plan grant nothing during paid time, and their part of the month beyond it", {
  tags: ["full"],
}, async () => {
  const whole = monthDays();
  const person = await subscribed();
  await later({ hours: 10 * 24 });
  const freeUntil = await giveDays(person, 40, "none");
  expect(await world.available(person)).toBe(200n);
  expect(await view(person)).toMatchObject({ status: "TRIALING", freeUntil });
  // Paid time ends, and the free days continue.
  await later({ hours: (whole - 10) * 24 + 1 });
  const first = await world.available(person);
  expect(first).toBeGreaterThan(0n);
  expect(first).toBeLessThan(200n);
  await later({ hours: 24 * 45 });
  const grants = await grantsOf(person);
  const free = grants.filter(({ description }) => description === "Starter, free of charge");
  const total = free.reduce((sum, { credits }) => sum + credits, 0n);
  // Of forty free days those beyond the paid month count: twenty to twenty-one of some thirty.
  expect(total).toBeGreaterThanOrEqual(part(200, 40 - (whole - 10), 31) - 1n);
  expect(total).toBeLessThanOrEqual(part(200, 40 - (whole - 10), 28));
  expect(await view(person)).toMatchObject({ status: "ACTIVE", freeUntil: null });
});

test("free days that follow a month that is over begin at once, and without the trial's credits", async () => {
  const person = await byHand({ collection_method: "send_invoice", days_until_due: 30 });
  await later({ hours: 2 });
  expect(await world.available(person)).toBe(50n);
  const whole = monthDays();
  await giveDays(person, 14, "none");
  expect(await world.available(person)).toBe(part(200, 14, whole));
  expect(await view(person)).toMatchObject({ meanwhile: null });
});

test("free days whose paid time is credited are granted late, and nobody has fewer credits for them", {
  tags: ["full"],
}, async () => {
  const person = await subscribed();
  await later({ hours: 10 * 24 });
  await giveDays(person, 10, "create_prorations");
  await world.spend(person, 200n);
  await later({ hours: 10 * 24 + 2 });
  // Of the new month's 200, what was spent of the credited time is taken, and the free days' part is added.
  const free = (await grantsOf(person)).find(({ description }) => description === "Starter, free of charge");
  expect([31, 30, 29, 28].map((whole) => part(200, 10, whole))).toContain(free?.credits);
  const credited = 200n + (free?.credits ?? 0n) - ((await world.available(person)) ?? 0n);
  expect([31, 30, 29, 28].map((whole) => part(200, whole - 10, whole))).toContain(credited);
});

test("extended free days grant the added days; ended early, they keep what was granted", async () => {
  const person = await byHand({ collection_method: "send_invoice", days_until_due: 30 });
  const whole = monthDays();
  await giveDays(person, 10, "none");
  expect(await world.available(person)).toBe(part(200, 10, whole));
  await giveDays(person, 20, "none");
  expect(await world.available(person)).toBe(part(200, 10, whole));
  await later({ hours: 10 * 24 + 1 });
  expect(await world.available(person)).toBe(part(200, 10, whole) * 2n);
  await at.update(person, { trial_end: "now" });
  await world.deliver();
  expect(await world.available(person)).toBe(part(200, 10, whole) * 2n);
});

test("an extended first trial has the trial's credits once, and the added days grant their part", {
  tags: ["full"],
}, async () => {
  const person = await subscribed("refill_tryout_month");
  const trial = await view(person);
  expect(await world.available(person)).toBe(30n);
  await giveDays(person, 20, "none");
  expect(await world.available(person)).toBe(30n);
  expect(await view(person)).toMatchObject({ status: "TRIALING", freeUntil: null });
  const promised = (await view(person))?.nextRefill;
  expect(promised?.at).toEqual(trial?.trialEndsAt);
  await later({ hours: 7 * 24 + 1 });
  const given = await world.available(person);
  expect(given).toBe(promised?.credits);
  expect([31, 30, 29, 28].map((whole) => part(300, 13, whole))).toContain(given);
  await later({ hours: 13 * 24 + 2 });
  expect(await world.available(person)).toBe(300n);
});

test("a backdated plan grants the current month in full and the past months late", async () => {
  const anchor = seconds();
  const person = await byHand({ backdate_start_date: anchor - 92 * DAY });
  const grants = (await grantsOf(person)).filter(({ description }) => description.startsWith("Starter"));
  expect(grants[0]).toEqual({ credits: 200n, description: "Starter refill" });
  const late = grants.slice(1).reduce((sum, { credits }) => sum + credits, 0n);
  expect(late).toBeGreaterThanOrEqual(590n);
  expect(late).toBeLessThanOrEqual(620n);
  expect(await world.available(person)).toBe(200n + late);
});

test("a backdated plan that charges nothing for the past grants only the current month", async () => {
  const person = await byHand({ backdate_start_date: seconds() - 92 * DAY, proration_behavior: "none" });
  expect(await world.available(person)).toBe(200n);
});

const day = (index: number) => new Date(index * DAY * 1_000);
const days = (start: number, end: number) => ({ start: day(start), end: day(end) });

test("given time is time that neither a charge nor an earlier gift covers; credited time is not charged", () => {
  const month = { ...days(0, 30), isCredit: false, quantity: 1 };
  expect(chargedTime([month])).toEqual([days(0, 30)]);
  expect(chargedTime([month, { ...days(10, 30), isCredit: true, quantity: 1 }])).toEqual([days(0, 10)]);
  expect(uncovered(days(5, 50), [days(0, 10), days(20, 30)])).toEqual([days(10, 20), days(30, 50)]);
  expect(uncovered(days(5, 8), [days(0, 10)])).toEqual([]);
});
