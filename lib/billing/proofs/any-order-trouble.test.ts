// @module-tag full
import { afterEach, describe, expect, it } from "vitest";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { dieBeforeCommit, inOneGo } from "@/lib/billing/testing/every-order";
import { proveAnyOrder } from "@/lib/billing/testing/prove-any-order";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { seeded } from "@/lib/ledger/testing/seeded";

const world = await billingWorld();
const { database, stripe } = world;
const at = atStripe(world);

const STARTER = ["GRANT 50 = 50", "RESET -50 = 0", "GRANT 200 = 200"];
const REFILLED = ["RESET -200 = 0", "GRANT 200 = 200"];
const FAILS_LATER = "pm_card_chargeCustomerFail";
const AT_MOST = 240_000;

async function onStarter(): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  return person;
}

async function overdue(): Promise<Person> {
  const person = await onStarter();
  await at.takeCard(person, FAILS_LATER);
  await world.deliver();
  await world.advance({ months: 1, hours: 2 });
  return person;
}

/** A second subscription, bought before the first was synced, as from a tab left open. */
async function raced(): Promise<{ person: Person; second: string }> {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.advance({ hours: 1 });
  const customer = await at.customerOf(person);
  const methods = await stripe.customers.listPaymentMethods(customer);
  const second = await stripe.subscriptions.create({
    customer,
    items: [{ price: await at.priceOf("refill_pro_month") }],
    default_payment_method: methods.data[0]?.id,
  });
  return { person, second: second.id };
}

async function expectOneWinner(person: Person, second: string): Promise<void> {
  expect(await world.available(person)).toBe(200n);
  expect(await currentSubscription(database.prisma, person.userId, world.now())).toMatchObject({
    plan: { key: "starter" },
    status: "ACTIVE",
  });
  expect((await stripe.subscriptions.retrieve(second)).status).toBe("canceled");
  const payments = await database.prisma.payment.findMany({ where: { userId: person.userId } });
  expect(payments.map(({ status, amountCents }) => [status, amountCents]).sort()).toEqual([
    ["REFUNDED", 3_900],
    ["SUCCEEDED", 2_000],
  ]);
  const told = { userId: person.userId, type: "duplicate_ended" };
  expect(await database.prisma.billingEvent.count({ where: told })).toBe(1);
  expect(await world.violations(person)).toEqual([]);
}

afterEach(() => world.cancelAll(), AT_MOST);

describe("with events in any order, repeated, or lost and recovered,", () => {
  it("an unpaid renewal ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    await proveAnyOrder(world, await overdue(), STARTER);
  });

  it(
    "a renewal that is paid late ends in one state",
    async () => {
      const person = await overdue();
      await at.takeCard(person, "pm_card_visa");
      await at.payOpenInvoice(person);
      await proveAnyOrder(world, person, [...STARTER, ...REFILLED]);
    },
    AT_MOST,
  );

  it("a renewal that stays unpaid until the subscription ends, ends in one state", {
    tags: ["full"],
    timeout: AT_MOST,
  }, async () => {
    const person = await overdue();
    await world.advance({ months: 1 });
    await proveAnyOrder(world, person, [...STARTER, "EXPIRY -200 = 0", "GRANT 50 = 50"]);
  });
});

describe("of two subscriptions bought at once", () => {
  it("the later is refunded, whatever the order of events", { tags: ["full"], timeout: AT_MOST }, async () => {
    const random = seeded(5);
    for (let time = 0; time < 3; time += 1) {
      const { person, second } = await raced();
      const shuffle = <Event>(events: Event[]) =>
        events
          .map((event) => ({ event, place: random(1_000_000) }))
          .sort((a, b) => a.place - b.place)
          .map(({ event }) => event);
      await world.deliver(shuffle);
      await world.deliver(shuffle);
      await expectOneWinner(person, second);
      await world.cancelAll();
    }
  });

  it(
    "the later is refunded when all events are processed at the same moment",
    async () => {
      const { person, second } = await raced();
      await world.deliverAtOnce(2);
      await world.deliver();
      await expectOneWinner(person, second);
    },
    AT_MOST,
  );

  it("the later is refunded, and its owner is told, even if the worker dies after its request to Stripe", {
    tags: ["full"],
    timeout: AT_MOST,
  }, async () => {
    const { person, second } = await raced();
    const now = world.now();
    await dieBeforeCommit(world, async (context) => {
      await inOneGo(context, person.userId, (reader, user) => syncSubscription(reader, user, second, now));
    });
    expect((await stripe.subscriptions.retrieve(second)).status).toBe("canceled");
    await proveAnyOrder(world, person, STARTER);
    await expectOneWinner(person, second);
  });

  it("events of the later may be repeated a month after", { tags: ["full"], timeout: AT_MOST }, async () => {
    const { person, second } = await raced();
    await world.deliver();
    await world.deliver();
    await world.advance({ hours: 24 * 20 });
    await stripe.subscriptions.update(second, { metadata: { note: "late" } });
    await world.deliver();
    await expectOneWinner(person, second);
  });
});
