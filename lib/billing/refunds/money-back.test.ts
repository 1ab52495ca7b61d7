// @module-tag full
import { afterEach, describe, expect, it, vi } from "vitest";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { listBillingEvents, listPayments } from "@/lib/billing/queries";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { getBalance } from "@/lib/ledger/queries";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const { database, stripe } = world;
const at = atStripe(world);

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
});

const balance = async ({ accountId }: Person) => getBalance(database.sql, accountId, world.now());

async function lastPayment({ userId }: Person) {
  const payment = await database.prisma.payment.findFirstOrThrow({
    where: { userId, stripePaymentIntentId: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return { ...payment, intent: payment.stripePaymentIntentId ?? "" };
}

async function refund(person: Person, amount?: number) {
  const { intent } = await lastPayment(person);
  return stripe.refunds.create({ payment_intent: intent, amount });
}

async function withPack(pack = "pack_500"): Promise<Person> {
  const person = await world.signUp();
  await world.buyPack(person, pack);
  await world.deliver();
  return person;
}

const eventTypes = async ({ userId }: Person) =>
  (await listBillingEvents(database.prisma, userId, { limit: 50 })).data.map(({ type }) => type);

describe("a refund", () => {
  it("takes credits in proportion, rounded down, and never more than all of them over several refunds", {
    tags: ["full"],
  }, async () => {
    const person = await withPack();
    // 500 credits for 6,000 cents: 1,998 cents are 166.5 credits.
    await refund(person, 1_998);
    await world.deliver();
    expect(await world.available(person)).toBe(50n + 334n);
    await refund(person, 1_998);
    await world.deliver();
    expect(await world.available(person)).toBe(50n + 167n);
    await refund(person);
    await world.deliver((events) => [...events, ...events]);
    expect(await world.available(person)).toBe(50n);
    expect((await listPayments(database.prisma, person.userId, { limit: 5 })).data).toMatchObject([
      { status: "REFUNDED", refundedCents: 6_000 },
    ]);
    expect((await eventTypes(person)).filter((type) => type === "refunded")).toHaveLength(3);
  });

  it("also takes the bonus, and leaves other credits alone while the payment's own last", async () => {
    const person = await withPack("pack_2500");
    await refund(person);
    await world.deliver();
    expect(await world.available(person)).toBe(50n);
  });

  it("turns spent credits into debt, which the next credits pay", async () => {
    const person = await withPack();
    await world.spend(person, 400n);
    await refund(person);
    await world.deliver();
    // 550 - 400 = 150 left; 500 are taken: 350 owed.
    expect(await balance(person)).toMatchObject({ available: 0n, debt: 350n, balance: -350n });
    await world.buyPack(person, "pack_500");
    await world.deliver();
    expect(await balance(person)).toMatchObject({ available: 150n, debt: 0n });
  });

  it("that fails reinstates what it took", async () => {
    const person = await world.signUp();
    // A card whose refunds fail later.
    await world.buyPack(person, "pack_500", 1, "4000000000005126");
    await world.deliver();
    await refund(person, 3_000);
    await world.deliver();
    expect(await world.available(person)).toBe(300n);
    await world.advance({ hours: 24 * 8 });
    await world.deliver();
    expect(await world.available(person)).toBe(550n);
    expect((await listPayments(database.prisma, person.userId, { limit: 5 })).data).toMatchObject([
      { status: "SUCCEEDED", refundedCents: 0 },
    ]);
    expect(await eventTypes(person)).toContain("refund_failed");
  });

  it("of a month takes the month's credits; of a month that is over, only what was used of it", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await world.deliver();
    await world.spend(person, 80n);
    const first = await lastPayment(person);
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
    // 80 of 200 were used, 120 ended with the month: only the 80 are owed.
    await stripe.refunds.create({ payment_intent: first.intent });
    await world.deliver();
    expect(await world.available(person)).toBe(120n);
    await refund(person, 1_000);
    await world.deliver();
    expect(await world.available(person)).toBe(20n);
    await world.cancelAll();
  });

  it("of half a yearly plan also halves the months to come", { tags: ["full"] }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_year");
    await world.deliver();
    await refund(person, 10_000);
    await world.deliver();
    expect(await world.available(person)).toBe(100n);
    await world.advance({ months: 1, hours: 1 });
    expect(await world.available(person)).toBe(100n);
    await world.cancelAll();
  });
});

describe("a refund of a month that a plan change has cut short", () => {
  it("takes what the change left, and no credits that expired unused for it count twice", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_creator_month");
    await world.deliver();
    await world.spend(person, 333n);
    await world.advance({ hours: 10 });
    const [first] = await at.paidIntents(person);
    // A new period: 667 unused credits end, and of the 986 whose time is credited 319 more are taken from the new month.
    await at.change(person, "refill_pro_year");
    await world.deliver();
    const available = await world.available(person);
    // About 1,000 - 667 - 319 = 14 are left of the month, and a refund of two thirds is of more.
    await stripe.refunds.create({ payment_intent: first?.id, amount: 6_600 });
    await world.deliver();
    expect(await world.available(person)).toBe(400n - 333n);
    expect(available).toBeGreaterThan(400n - 333n);
    await world.cancelAll();
  });

  it("takes the same when the change is synced after the refund", { tags: ["full"] }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_creator_month");
    await world.deliver();
    await world.spend(person, 333n);
    await world.advance({ hours: 10 });
    const [first] = await at.paidIntents(person);
    await stripe.refunds.create({ payment_intent: first?.id, amount: 6_600 });
    await at.change(person, "refill_pro_year");
    await world.deliver();
    expect(await world.available(person)).toBe(400n - 333n);
    await world.cancelAll();
  });

  it("takes no more than was granted, whichever of the month's lots the change took from", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_pro_month");
    await world.deliver();
    await at.change(person, "refill_creator_month");
    await world.deliver();
    await world.spend(person, 309n);
    await world.advance({ hours: 10 });
    await at.change(person, "refill_pro_year");
    await world.deliver();
    await at.cancelNow(person);
    for (const { id } of await at.paidIntents(person)) await stripe.refunds.create({ payment_intent: id });
    await world.deliver();
    expect(await balance(person)).toMatchObject({ debt: 309n });
  });
});

describe("a dispute", () => {
  async function disputed(person: Person): Promise<string> {
    const { intent } = await lastPayment(person);
    await decide("open", { charge: intent });
    const { data } = await stripe.disputes.list({ payment_intent: intent });
    return data[0]?.id ?? "";
  }

  /** Decides the dispute as the bank does. */
  async function decide(what: string, body = {}): Promise<void> {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(`${world.local.url}/_local/disputes/${what}`, init);
    expect(answer.ok).toBe(true);
  }

  it("freezes what remains of its payment's credits until it is decided", async () => {
    const person = await withPack();
    await disputed(person);
    await world.deliver();
    expect(await balance(person)).toMatchObject({ balance: 550n, available: 50n });
    expect((await listPayments(database.prisma, person.userId, { limit: 5 })).data).toMatchObject([
      { status: "DISPUTED" },
    ]);
    expect(await eventTypes(person)).toContain("dispute_opened");
  });

  it("that is won unfreezes them", async () => {
    const person = await withPack();
    const dispute = await disputed(person);
    await world.deliver();
    await decide(`${dispute}/win`);
    await world.deliver();
    expect(await balance(person)).toMatchObject({ balance: 550n, available: 550n });
    expect((await listPayments(database.prisma, person.userId, { limit: 5 })).data).toMatchObject([
      { status: "SUCCEEDED" },
    ]);
    expect(await eventTypes(person)).toContain("dispute_won");
  });

  it("that is lost takes them, as a refund of the unrefunded rest would", async () => {
    const person = await withPack();
    await refund(person, 2_400);
    const dispute = await disputed(person);
    await world.deliver();
    expect(await balance(person)).toMatchObject({ balance: 350n, available: 50n });
    await decide(`${dispute}/lose`);
    await world.deliver((events) => [...events].reverse());
    expect(await balance(person)).toMatchObject({ balance: 50n, available: 50n, debt: 0n });
    expect((await listPayments(database.prisma, person.userId, { limit: 5 })).data).toMatchObject([
      { status: "DISPUTED" },
    ]);
    expect(await eventTypes(person)).toContain("dispute_lost");
  });

  it("that is lost leaves debt for what was spent before it opened", { tags: ["full"] }, async () => {
    const person = await withPack();
    await world.spend(person, 300n);
    const dispute = await disputed(person);
    await world.deliver();
    // The 50 of the free plan burned first, then 250 of the pack.
    expect(await balance(person)).toMatchObject({ balance: 250n, available: 0n });
    await decide(`${dispute}/lose`);
    await world.deliver();
    expect(await balance(person)).toMatchObject({ balance: -250n, available: 0n, debt: 250n });
  });
});

describe("two subscriptions of one user", () => {
  it("become one: the later is ended and refunded, whichever is synced first", { tags: ["full"] }, async () => {
    for (const order of [(list: unknown[]) => list, (list: unknown[]) => [...list].reverse()]) {
      const person = await world.signUp();
      await world.subscribe(person, "refill_starter_month");
      const { stripeCustomerId } = await database.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
      await world.advance({ hours: 1 });
      const prices = await stripe.prices.list({ lookup_keys: ["refill_pro_month"] });
      const customer = stripeCustomerId ?? "";
      const methods = await stripe.customers.listPaymentMethods(customer);
      const second = await stripe.subscriptions.create({
        customer,
        items: [{ price: prices.data[0]?.id ?? "" }],
        default_payment_method: methods.data[0]?.id,
      });
      expect(second.status).toBe("active");
      await world.deliver(order as never);
      await world.deliver();
      expect(await world.available(person)).toBe(200n);
      expect(await currentSubscription(database.prisma, person.userId, world.now())).toMatchObject({
        plan: { key: "starter" },
        status: "ACTIVE",
      });
      expect((await stripe.subscriptions.retrieve(second.id)).status).toBe("canceled");
      const payments = (await listPayments(database.prisma, person.userId, { limit: 5 })).data;
      expect(payments.map(({ status, amountCents }) => [status, amountCents]).sort()).toEqual([
        ["REFUNDED", 3_900],
        ["SUCCEEDED", 2_000],
      ]);
      expect(await eventTypes(person)).toContain("duplicate_ended");
      await world.cancelAll();
    }
  });
});
