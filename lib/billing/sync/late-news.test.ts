// @module-tag full
import { afterAll, describe, expect, it, vi } from "vitest";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const { database, services } = world;
const there = atStripe(world);

afterAll(async () => expect(await world.violations()).toEqual([]));

type Story = { from: string; to: string; spentBefore: bigint; spentAfter: bigint };

/**
 * Two users make the same change in Stripe's dashboard in the middle of a month. The events of one arrive at once,
 * those of the other after the next refill. Returns what each has then.
 */
async function bothAfter({ from, to, spentBefore, spentAfter }: Story) {
  const [inTime, late] = [await world.signUp(), await world.signUp()];
  const both = [inTime, late];
  for (const person of both) await world.subscribe(person, from);
  await world.deliver();
  await world.advance({ months: 5, hours: 15 * 24 });
  await world.deliver();
  for (const person of both) await spend(person, spentBefore);
  for (const person of both) await there.change(person, to);
  const customer = await there.customerOf(late);
  await world.deliver((events) => events.filter((event) => !JSON.stringify(event).includes(customer)));
  await world.advance({ hours: 20 * 24 });
  for (const person of both) await spend(person, spentAfter);
  await world.deliver((events) => [...events].reverse());
  await world.deliver((events) => [...events, ...events]);
  const available = await Promise.all(both.map(world.available));
  for (const person of both) expect(await world.violations(person)).toEqual([]);
  await world.cancelAll();
  return available;
}

async function spend(person: Person, credits: bigint): Promise<void> {
  expect(await world.spend(person, credits)).toMatchObject({ ok: true });
}

describe("events that arrive after the next refill lead to the same credits as events in time", () => {
  it.each([
    { from: "refill_pro_year", to: "refill_starter_year", spentBefore: 50n, spentAfter: 20n },
    { from: "refill_pro_year", to: "refill_starter_year", spentBefore: 390n, spentAfter: 1n },
    { from: "refill_pro_year", to: "refill_starter_month", spentBefore: 50n, spentAfter: 20n },
    { from: "refill_pro_year", to: "refill_creator_month", spentBefore: 390n, spentAfter: 20n },
    { from: "refill_starter_year", to: "refill_pro_year", spentBefore: 150n, spentAfter: 20n },
  ])("$from to $to, $spentBefore spent", { tags: ["full"] }, async (story) => {
    const [inTime, late] = await bothAfter(story);
    expect(late).toBe(inTime);
  });
});

/** Subscribed on a Stripe clock that does not move. */
async function subscribedAtRest(price: string): Promise<Person> {
  const { stripe, database } = world;
  const person = await world.signUp();
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: world.local.now() });
  const customer = await stripe.customers.create({ test_clock: clock.id });
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  await database.prisma.user.update({ where: { id: person.userId }, data: { stripeCustomerId: customer.id } });
  await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: await there.priceOf(price) }],
    default_payment_method: card.id,
  });
  return person;
}

describe("of two purchases in one second the last counts", () => {
  it.each([
    ["refill_pro_year", "refill_starter_month", 200n],
    ["refill_starter_month", "refill_pro_year", 400n],
    ["refill_starter_month", "refill_creator_month", 1_000n],
    ["refill_creator_month", "refill_starter_month", 200n],
  ])("%s, then %s", { tags: ["full"] }, async (from, to, credits) => {
    const person = await subscribedAtRest(from);
    await world.deliver();
    await there.change(person, to);
    await world.deliver((events) => [...events].reverse());
    await world.deliver((events) => [...events, ...events]);
    expect(await world.available(person)).toBe(credits);
    expect(await world.violations(person)).toEqual([]);
  });
});

it("a sync a month after the end grants nothing, even if the year was paid and canceled in the same second", async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_pro_year");
  await there.cancelNow(person);
  await world.deliver();
  const ended = await database.prisma.subscription.findFirstOrThrow({
    where: { userId: person.userId, status: "CANCELED" },
    include: { paidPeriods: true },
  });
  expect(ended.endedAt).toEqual(ended.paidPeriods[0]?.paidAt);
  await world.advance({ months: 1, hours: 24 });
  await world.deliver();
  const { userId, stripeSubscriptionId } = ended;
  await syncAtOnce(services, { userId, stripeSubscriptionId: stripeSubscriptionId ?? "" }, world.now());
  // The free plan's.
  expect(await world.available(person)).toBe(50n);
});
