// @module-tag full
import { afterEach, describe, expect, it, vi } from "vitest";
import { checkEntitlement } from "@/lib/billing/entitlements/check-entitlement";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { nextInvoice } from "@/lib/billing/plans/next-invoice";
import { previewChange } from "@/lib/billing/plans/preview-change";
import { listBillingEvents } from "@/lib/billing/queries";
import { reconcile } from "@/lib/billing/reconcile/reconcile";
import { addOns } from "@/lib/billing/testing/add-ons";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { editPlan } from "@/lib/catalog/edit-plan";
import { planInputOf } from "@/lib/catalog/plan-version";
import { listPlans } from "@/lib/catalog/queries";
import type { PlanInput } from "@/lib/catalog/schemas";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const world = await billingWorld();
const { database, services, stripe, local } = world;
const there = atStripe(world);
const { addOn, sell, soldBy, plannedFor } = addOns(world);

const starter = await there.priceOf("refill_starter_month");
const pro = await there.priceOf("refill_pro_month");

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
  await world.cancelAll();
});

const subscription = ({ userId }: Person) => currentSubscription(database.prisma, userId, world.now());

const change = ({ userId }: Person, price: string) => changePlan(services, { userId, price }, world.now());

async function preview({ userId }: Person, price: string) {
  const previewed = await previewChange(services, { userId, price }, world.now());
  if (!previewed.ok) throw new Error(previewed.reason);
  return previewed;
}

/** Sets the plan's quantity, as Stripe's dashboard does. */
async function setQuantity(person: Person & { subscription: string }, quantity: number): Promise<void> {
  const { items } = await stripe.subscriptions.retrieve(person.subscription);
  const how = { quantity, proration_behavior: "always_invoice" } as const;
  await stripe.subscriptionItems.update(items.data[0]?.id ?? "", how);
  await world.deliver();
}

/** A second before half of the period is over: half of it is then left, however long a test takes. */
async function untilHalf(person: Person): Promise<void> {
  const now = await subscription(person);
  const [start, end] = [now?.currentPeriodStart.getTime() ?? 0, now?.currentPeriodEnd?.getTime() ?? 0];
  await local.advanceTo(Math.floor((start + end) / 2000) - 60);
}

async function driftOf(person: Person): Promise<string[]> {
  const run = await reconcile(services, {}, world.now());
  if (!run.ok) throw new Error(run.reason);
  return run.drift.filter(({ user, healed }) => user === person.userId && !healed).map(({ what }) => what);
}

/** Sells Starter from now on at another Stripe price, and returns that price. */
async function sellStarter(terms: Partial<PlanInput>): Promise<string> {
  const plan = (await listPlans(database.prisma)).find(({ key }) => key === "starter");
  if (!plan) throw new Error("The catalogue has no Starter.");
  const input = { ...planInputOf(plan), ...terms };
  const edited = await editPlan(services, { userId: null }, { planId: plan.id, input }, world.now());
  if (!edited.ok) throw new Error(edited.reason);
  return there.priceOf("refill_starter_month");
}

describe("a quantity of three", () => {
  it("is granted as it is charged, three times each month, and the page says so", async () => {
    const person = await sell([{ price: starter, quantity: 3 }]);
    expect(await world.available(person)).toBe(600n);
    expect(await subscription(person)).toMatchObject({
      quantity: 3,
      monthlyCredits: 600n,
      price: { amountCents: 2_000 },
      nextRefill: { credits: 600n },
    });
    const { data } = await listBillingEvents(database.prisma, person.userId, { limit: 5 });
    const told = data.map(({ description, amountCents, credits }) => ({ description, amountCents, credits }));
    expect(told).toContainEqual({ description: "Starter × 3 started", amountCents: 6_000, credits: null });
    expect(told).toContainEqual({ description: "Starter × 3 refill", amountCents: null, credits: 600n });
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await world.available(person)).toBe(600n);
    expect(await driftOf(person)).toEqual([]);
  });

  it("is kept by an upgrade that costs and grants three times the difference, as previewed", {
    tags: ["full"],
  }, async () => {
    const seats = await addOn("Extra seats", 500);
    const person = await sell([
      { price: seats, quantity: 2 },
      { price: starter, quantity: 3 },
    ]);
    await untilHalf(person);
    // Three times half of 39.00 less half of 20.00; three times half of 400 less half of 200.
    const previewed = await preview(person, pro);
    expect(previewed).toMatchObject({
      quantity: 3,
      amountDueCents: 2_850,
      creditsNow: 300n,
      nextInvoice: { amountCents: 3 * 3_900 + 2 * 500 },
      nextRefill: { credits: 1_200n },
    });
    expect(await change(person, pro)).toEqual({ ok: true, status: "changed" });
    await world.deliver();
    expect(await world.available(person)).toBe(600n + 300n);
    expect(await soldBy(person.subscription)).toEqual({ [pro]: 3, [seats]: 2 });
    const row = await subscription(person);
    expect(row).toMatchObject({ quantity: 3, monthlyCredits: 1_200n });
    const upcoming = await nextInvoice(services, { userId: person.userId, subscriptionId: row?.id ?? "" });
    expect(upcoming).toMatchObject({ amountDueCents: 3 * 3_900 + 2 * 500 });
  });

  it("is kept by a downgrade, in both phases of its schedule and after it", { tags: ["full"] }, async () => {
    const person = await sell([{ price: pro, quantity: 3 }]);
    expect(await preview(person, starter)).toMatchObject({
      quantity: 3,
      monthlyCredits: 600n,
      nextInvoice: { amountCents: 6_000 },
      nextRefill: { credits: 600n },
    });
    await change(person, starter);
    expect(await plannedFor(person.subscription)).toEqual([{ [pro]: 3 }, { [starter]: 3 }]);
    expect(await subscription(person)).toMatchObject({
      scheduledChange: { quantity: 3, monthlyCredits: 600n, kind: "downgrade" },
      nextRefill: { credits: 600n },
    });
    const { data } = await listBillingEvents(database.prisma, person.userId, { limit: 1 });
    expect(data[0]?.description).toContain("Pro × 3 changes to Starter × 3");
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await world.available(person)).toBe(600n);
  });

  it("set mid-period grants the unused part, and set back takes the same", { tags: ["full"] }, async () => {
    const person = await sell([{ price: starter }]);
    await untilHalf(person);
    await setQuantity(person, 3);
    expect(await subscription(person)).toMatchObject({ quantity: 3 });
    expect(await world.available(person)).toBe(200n + 200n);
    await setQuantity(person, 1);
    expect(await world.available(person)).toBeLessThanOrEqual(200n);
    expect(await world.available(person)).toBeGreaterThanOrEqual(199n);
  });

  it("is clawed back in proportion to a refund", { tags: ["full"] }, async () => {
    const person = await sell([{ price: starter, quantity: 3 }]);
    await there.refundLast(person, 3_000);
    await world.deliver();
    expect(await world.available(person)).toBe(300n);
  });

  it("set by a schedule is shown as a scheduled change", { tags: ["full"] }, async () => {
    const person = await sell([{ price: starter }]);
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: person.subscription });
    const running = schedule.phases[0];
    await stripe.subscriptionSchedules.update(schedule.id, {
      end_behavior: "release",
      phases: [
        {
          items: [{ price: starter, quantity: 1 }],
          start_date: running?.start_date ?? 0,
          end_date: running?.end_date ?? 0,
        },
        { items: [{ price: starter, quantity: 3 }], duration: { interval: "month" } },
      ],
    });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({
      quantity: 1,
      scheduledChange: { quantity: 3, kind: "upgrade" },
      nextRefill: { credits: 600n },
    });
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ quantity: 3, scheduledChange: null });
    expect(await world.available(person)).toBe(600n);
  });
});

describe("limits", () => {
  const workflows = async ({ userId }: Person) => {
    const found = await checkEntitlement(database.prisma, { userId, feature: "workflows" }, world.now());
    return found.ok ? found.entitlement.limit : null;
  };

  it("do not depend on the quantity", async () => {
    expect(await workflows(await sell([{ price: starter, quantity: 3 }]))).toBe(3n);
  });

  it("count per unit when the plan says so", async () => {
    const price = await sellStarter({ limitsPerUnit: true });
    expect(await workflows(await sell([{ price, quantity: 3 }]))).toBe(9n);
    await sellStarter({ limitsPerUnit: false });
  });
});

describe("a plan that is sold one at a time", () => {
  it("grants once, and a higher quantity is drift in every run until it is corrected", { tags: ["full"] }, async () => {
    const price = await sellStarter({ quantity: "ONE" });
    const person = await sell([{ price, quantity: 3 }]);
    expect(await world.available(person)).toBe(200n);
    expect(await subscription(person)).toMatchObject({ quantity: 3, monthlyCredits: 200n });
    for (const _run of ["one", "another"]) {
      expect(await driftOf(person)).toEqual([expect.stringContaining("charges for 3 of Starter")]);
    }
    await setQuantity(person, 1);
    expect(await driftOf(person)).toEqual([]);
    await sellStarter({ quantity: "ANY" });
  });

  it("is changed to with a quantity of one", async () => {
    const price = await sellStarter({ quantity: "ONE" });
    const person = await sell([{ price: pro, quantity: 3 }]);
    expect(await preview(person, price)).toMatchObject({ quantity: 1, kind: "downgrade" });
    await change(person, price);
    expect(await plannedFor(person.subscription)).toEqual([{ [pro]: 3 }, { [price]: 1 }]);
    await sellStarter({ quantity: "ANY" });
  });
});

it("a quantity of three triples what may roll over", { tags: ["full"] }, async () => {
  const price = await sellStarter({ refillPolicy: "ROLL_OVER_CAPPED", rolloverCapCredits: 100 });
  const person = await sell([{ price, quantity: 3 }]);
  await world.advance({ months: 1, hours: 2 });
  await world.deliver();
  expect(await world.available(person)).toBe(600n + 300n);
  await sellStarter({ refillPolicy: "RESET", rolloverCapCredits: null });
});
