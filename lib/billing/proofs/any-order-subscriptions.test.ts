// @module-tag full
import { afterEach, describe, expect, it } from "vitest";
import { addOns } from "@/lib/billing/testing/add-ons";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { proveAnyOrder } from "@/lib/billing/testing/prove-any-order";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { createPlan } from "@/lib/catalog/create-plan";

const world = await billingWorld();
const at = atStripe(world);
await createPlan(
  world.services,
  { userId: null },
  { key: "tryout", name: "Tryout", creditsPerMonth: 300, trialDays: 7, trialCredits: 30, prices: { month: 3_000 } },
  world.now(),
);
await world.deliver();

// The tests run one after another through months of 28 to 31 days, which changes what ten days are worth.
const STARTER = ["GRANT 50 = 50", "RESET -50 = 0", "GRANT 200 = 200"];
const AT_MOST = 240_000;

async function onStarter(price = "refill_starter_month"): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, price);
  await world.deliver();
  return person;
}

afterEach(() => world.cancelAll(), AT_MOST);

describe("with events in any order, repeated, or lost and recovered,", () => {
  it("a subscription ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await proveAnyOrder(world, person, STARTER);
  });

  it("a declined card followed by one that pays ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_pro_month", "4000000000009995");
    await world.subscribe(person, "refill_pro_month");
    await proveAnyOrder(world, person, ["GRANT 50 = 50", "RESET -50 = 0", "GRANT 400 = 400"]);
  });

  it(
    "a renewal ends in one state",
    async () => {
      const person = await onStarter();
      await world.advance({ months: 1, hours: 2 });
      await proveAnyOrder(world, person, [...STARTER, "RESET -200 = 0", "GRANT 200 = 200"]);
    },
    AT_MOST,
  );

  it("a plan with a quantity of three behind an add-on, and then of four, ends in one state", {
    tags: ["full"],
    timeout: AT_MOST,
  }, async () => {
    const { addOn, sell } = addOns(world);
    const starter = await at.priceOf("refill_starter_month");
    const person = await sell([{ price: await addOn("Extra seats", 500) }, { price: starter, quantity: 3 }]);
    await world.advance({ hours: 240 });
    const { items } = await at.subscriptionOf(person);
    const item = items.data.find(({ price }) => price.id === starter)?.id ?? "";
    await world.stripe.subscriptionItems.update(item, { quantity: 4, proration_behavior: "always_invoice" });
    const begun = ["GRANT 50 = 50", "RESET -50 = 0", "GRANT 600 = 600"];
    await proveAnyOrder(world, person, [...begun, expect.stringMatching(/^GRANT 1[23]\d = 7[23]\d$/)]);
  });

  it("an upgrade invoiced at once ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await onStarter();
    await world.advance({ hours: 240 });
    await at.change(person, "refill_pro_month");
    await proveAnyOrder(world, person, [...STARTER, expect.stringMatching(/^GRANT 1[23]\d = 3[23]\d$/)]);
  });

  it("an upgrade and a downgrade in one month, synced together, end in one state", {
    tags: ["full"],
    timeout: AT_MOST,
  }, async () => {
    const person = await onStarter();
    await world.advance({ hours: 240 });
    await at.change(person, "refill_pro_month");
    await world.advance({ hours: 24 });
    await at.change(person, "refill_starter_month");
    // A day on the more expensive plan.
    await proveAnyOrder(world, person, [...STARTER, expect.stringMatching(/^GRANT [5-8] = 20[5-8]$/)]);
  });

  it("a change from monthly to yearly ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await onStarter();
    await world.advance({ hours: 240 });
    await at.change(person, "refill_starter_year");
    await proveAnyOrder(world, person, [...STARTER, "RESET -200 = 0", "GRANT 200 = 200"]);
  });

  it("a cancellation at the end of the period that is undone ends in one state", {
    tags: ["full"],
    timeout: AT_MOST,
  }, async () => {
    const person = await onStarter();
    await at.update(person, { cancel_at_period_end: true });
    await at.update(person, { cancel_at_period_end: false });
    await at.update(person, { cancel_at_period_end: true });
    await proveAnyOrder(world, person, STARTER);
  });

  it("the end of a canceled period ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await onStarter();
    await at.update(person, { cancel_at_period_end: true });
    await world.advance({ months: 1, hours: 2 });
    await proveAnyOrder(world, person, [...STARTER, "RESET -200 = 0", "GRANT 50 = 50"]);
  });

  it("an immediate cancellation ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await onStarter();
    await at.cancelNow(person);
    await proveAnyOrder(world, person, [...STARTER, "RESET -200 = 0"]);
  });

  it("a trial that becomes paid ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_tryout_month");
    await world.deliver();
    await world.advance({ hours: 7 * 24 + 2 });
    const trial = ["GRANT 50 = 50", "RESET -50 = 0", "GRANT 30 = 30"];
    await proveAnyOrder(world, person, [...trial, "RESET -30 = 0", "GRANT 300 = 300"]);
  });

  it("a trial ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_tryout_month", "5555555555554444");
    await proveAnyOrder(world, person, ["GRANT 50 = 50", "RESET -50 = 0", "GRANT 30 = 30"]);
  });

  it("a trial with a card that has had one ends in one state", { tags: ["full"], timeout: AT_MOST }, async () => {
    const first = await world.signUp();
    await world.subscribe(first, "refill_tryout_month", "6011111111111117");
    await world.deliver();
    const person = await world.signUp();
    await world.subscribe(person, "refill_tryout_month", "6011111111111117");
    await proveAnyOrder(world, person, ["GRANT 50 = 50"]);
  });
});
