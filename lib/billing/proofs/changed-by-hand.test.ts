// @module-tag nightly
import type Stripe from "stripe";
import { afterEach, describe, expect, it } from "vitest";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { allEntries } from "@/lib/billing/testing/plan-credits";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { addMonths } from "@/lib/time";

const world = await billingWorld();
const { database, stripe } = world;
const at = atStripe(world);
const AT_MOST = 240_000;
const DAY = 24;

// A subscription that continues would be renewed in the months of every later test.
afterEach(() => world.cancelAll(), AT_MOST);

type Change = Pick<Stripe.SubscriptionUpdateParams, "proration_behavior" | "billing_cycle_anchor">;

/** A change as the dashboard makes it: by default its proration is on the next renewal's invoice. */
async function change(person: Person, lookupKey: string, how: Change = {}): Promise<void> {
  const { id, items } = await at.subscriptionOf(person);
  await stripe.subscriptions.update(id, {
    items: [{ id: items.data[0]?.id, price: await at.priceOf(lookupKey) }],
    proration_behavior: "create_prorations",
    ...how,
  });
  await world.deliver();
}

async function starter(price = "refill_starter_month"): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, price);
  await world.deliver();
  return person;
}

async function wait(hours: number): Promise<void> {
  await world.advance({ hours });
  await world.deliver();
}

/** Advances until the period is over and its renewal is collected. */
async function renew(person: Person): Promise<void> {
  const { items } = await at.subscriptionOf(person);
  const end = (items.data[0]?.current_period_end ?? 0) * 1000;
  await wait(Math.ceil((end - world.now().getTime()) / 3_600_000) + 2);
}

/** The part of `credits` for a month that these hours are of the user's first month. */
async function partOf(person: Person, credits: number, hours: number): Promise<number> {
  const { start_date } = await at.subscriptionOf(person);
  const start = new Date(start_date * 1000);
  const end = addMonths(start, 1);
  return (credits * hours * 3_600_000) / (end.getTime() - start.getTime());
}

async function amounts({ accountId }: Person, type: string): Promise<bigint[]> {
  return (await allEntries(database, accountId)).filter((entry) => entry.type === type).map(({ amount }) => amount);
}

const paid = async (person: Person) => (await at.paidIntents(person)).reduce((sum, { amount }) => sum + amount, 0);

describe("a change in Stripe's dashboard that is paid with the next renewal", () => {
  it(
    "to a higher plan and back after two hours grants those two hours' credits, and takes nothing",
    async () => {
      const person = await starter();
      await wait(10 * DAY);
      await world.spend(person, 200n);
      await change(person, "refill_creator_month");
      await wait(2);
      await change(person, "refill_starter_month");
      expect(await world.available(person)).toBe(0n);
      await renew(person);
      const late = BigInt(Math.floor(await partOf(person, 800, 2)));
      expect(await world.available(person)).toBe(200n + late);
      expect(await amounts(person, "CLAWBACK")).toEqual([]);
      expect(await paid(person)).toBeGreaterThan(4_000);
    },
    AT_MOST,
  );

  it("to a higher plan that stays grants the time on it when it is paid, beside the new month", {
    tags: ["full"],
    timeout: AT_MOST,
  }, async () => {
    const person = await starter();
    await wait(10 * DAY);
    await world.spend(person, 50n);
    const { items } = await at.subscriptionOf(person);
    const rest = ((items.data[0]?.current_period_end ?? 0) * 1000 - world.now().getTime()) / 3_600_000;
    await change(person, "refill_creator_month");
    await renew(person);
    const late = BigInt(Math.floor(await partOf(person, 800, rest)));
    expect(await world.available(person)).toBe(1_000n + late);
    // It lasts as long as a month that is paid late: until the next refill.
    await renew(person);
    expect(await world.available(person)).toBe(1_000n);
    expect(await amounts(person, "CLAWBACK")).toEqual([]);
  });

  it("to a higher plan for ten days and back grants ten days' credits", {
    tags: ["full"],
    timeout: AT_MOST,
  }, async () => {
    const person = await starter();
    await wait(10 * DAY);
    await world.spend(person, 200n);
    await change(person, "refill_creator_month");
    await wait(10 * DAY);
    await change(person, "refill_starter_month");
    await renew(person);
    const late = BigInt(Math.floor(await partOf(person, 800, 10 * DAY)));
    expect(await world.available(person)).toBe(200n + late);
    expect(await amounts(person, "CLAWBACK")).toEqual([]);
  });

  it("made eight times in a day grants what the invoice lines add up to, and leaves no debt", {
    tags: ["full"],
    timeout: AT_MOST,
  }, async () => {
    const person = await starter();
    await wait(5 * DAY);
    await world.spend(person, 200n);
    for (let time = 0; time < 4; time += 1) {
      await change(person, "refill_creator_month");
      await wait(3);
      await change(person, "refill_starter_month");
      await wait(1);
    }
    await renew(person);
    const late = BigInt(Math.floor(await partOf(person, 800, 12)));
    expect(await world.available(person)).toBe(200n + late);
    expect(await amounts(person, "CLAWBACK")).toEqual([]);
  });

  it(
    "to a lower plan takes the credits of the unused part when it is credited, even if they were spent",
    async () => {
      const person = await starter("refill_pro_month");
      await wait(10 * DAY);
      await world.spend(person, 400n);
      const { items } = await at.subscriptionOf(person);
      const rest = ((items.data[0]?.current_period_end ?? 0) * 1000 - world.now().getTime()) / 3_600_000;
      await change(person, "refill_starter_month");
      await renew(person);
      const taken = BigInt(Math.ceil(await partOf(person, 200, rest)));
      expect(await amounts(person, "CLAWBACK")).toEqual([-taken]);
      expect(await world.available(person)).toBe(200n - taken);
    },
    AT_MOST,
  );
});

describe("a new period without credit for the old one", () => {
  it.each([
    ["at the same price", "refill_starter_month", { billing_cycle_anchor: { type: "now" } }],
    ["by the year", "refill_starter_year", {}],
  ] as const)("%s takes nothing of what was spent", { tags: ["full"], timeout: AT_MOST }, async (_, price, how) => {
    const person = await starter();
    await wait(3 * DAY);
    await world.spend(person, 200n);
    await change(person, price, { proration_behavior: "none", ...how });
    expect(await world.available(person)).toBe(200n);
    expect(await amounts(person, "CLAWBACK")).toEqual([]);
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
  });

  it(
    "with credit, takes what was spent of the credited time",
    async () => {
      const person = await starter();
      // No whole number of credits, which a second more or less would change.
      await wait(3 * DAY + 7);
      await world.spend(person, 200n);
      await change(person, "refill_starter_month", {
        billing_cycle_anchor: { type: "now" },
        proration_behavior: "always_invoice",
      });
      const used = await partOf(person, 200, 3 * DAY + 7);
      expect(await world.available(person)).toBe(BigInt(Math.ceil(used)));
    },
    AT_MOST,
  );
});
