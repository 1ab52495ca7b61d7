// @module-tag full
import { afterEach, describe, expect, it, vi } from "vitest";
import { checkEntitlement } from "@/lib/billing/entitlements/check-entitlement";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { nextInvoice } from "@/lib/billing/plans/next-invoice";
import { previewChange } from "@/lib/billing/plans/preview-change";
import { resumeSubscription } from "@/lib/billing/plans/resume-subscription";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { listBillingEvents } from "@/lib/billing/queries";
import { reconcile } from "@/lib/billing/reconcile/reconcile";
import { addOns } from "@/lib/billing/testing/add-ons";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const world = await billingWorld();
const { database, services, stripe, local } = world;
const there = atStripe(world);
const { addOn, sell, sellTo, soldBy, plannedFor } = addOns(world);

const starter = await there.priceOf("refill_starter_month");
const pro = await there.priceOf("refill_pro_month");
const creator = await there.priceOf("refill_creator_month");
const starterYear = await there.priceOf("refill_starter_year");
const seats = await addOn("Extra seats", 500);

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

async function itemOf(id: string, price: string): Promise<string> {
  const { items } = await stripe.subscriptions.retrieve(id);
  return items.data.find((item) => item.price.id === price)?.id ?? "";
}

async function driftOf(person: Person): Promise<string[]> {
  const run = await reconcile(services, {}, world.now());
  if (!run.ok) throw new Error(run.reason);
  return run.drift.filter(({ user, healed }) => user === person.userId && !healed).map(({ what }) => what);
}

async function outcomesOf(person: Person): Promise<string> {
  const events = await database.prisma.webhookEvent.findMany({
    where: { type: { startsWith: "customer.subscription." }, customerId: await there.customerOf(person) },
  });
  return events.map(({ outcome }) => outcome).join("\n");
}

describe("the plan is the item whose price is in the catalogue", () => {
  it("wherever it stands among the items", { tags: ["full"] }, async () => {
    for (const order of [
      [seats, starter],
      [starter, seats],
    ]) {
      const person = await sell(order.map((price) => ({ price })));
      expect(await subscription(person)).toMatchObject({ plan: { key: "starter" }, price: { amountCents: 2_000 } });
      expect(await world.available(person)).toBe(200n);
      expect(await driftOf(person)).toEqual([]);
    }
  });

  it("and is followed when it is swapped in place, or removed and replaced", { tags: ["full"] }, async () => {
    const person = await sell([{ price: seats }, { price: starter }]);
    const now = { proration_behavior: "always_invoice" } as const;
    await stripe.subscriptionItems.update(await itemOf(person.subscription, starter), { price: pro, ...now });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ plan: { key: "pro" } });
    expect(await world.available(person)).toBeGreaterThanOrEqual(399n);
    const { id } = await stripe.subscriptionItems.create({
      subscription: person.subscription,
      price: creator,
      ...now,
    });
    await stripe.subscriptionItems.del(await itemOf(person.subscription, pro), now);
    await world.deliver();
    expect(id).toBe(await itemOf(person.subscription, creator));
    expect(await subscription(person)).toMatchObject({ plan: { key: "creator" } });
  });

  it("also when an add-on is added or removed in the dashboard, which changes no credits", {
    tags: ["full"],
  }, async () => {
    const person = await sell([{ price: starter }]);
    const how = { proration_behavior: "always_invoice" } as const;
    const { id } = await stripe.subscriptionItems.create({
      subscription: person.subscription,
      price: seats,
      quantity: 4,
      ...how,
    });
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
    const { data } = await listBillingEvents(database.prisma, person.userId, { limit: 10 });
    expect(data.map(({ description }) => description)).toContain("Starter add-ons were billed");
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
    await stripe.subscriptionItems.del(id, how);
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ plan: { key: "starter" }, status: "ACTIVE" });
    expect(await world.available(person)).toBe(200n);
  });

  it("and its period is the plan's, also beside an add-on with another interval", { tags: ["full"] }, async () => {
    const monthly = await addOn("Support", 700);
    const person = await sell([{ price: monthly }, { price: starterYear }]);
    const { items } = await stripe.subscriptions.retrieve(person.subscription);
    const year = new Date((items.data.find(({ price }) => price.id === starterYear)?.current_period_end ?? 0) * 1000);
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ currentPeriodEnd: year, paidThrough: year });
    const { userId } = person;
    expect(await cancelSubscription(services, { userId, when: "period_end" }, world.now())).toMatchObject({
      endsAt: year,
    });
    expect(await subscription(person)).toMatchObject({ endsAt: year });
    await resumeSubscription(services, person, world.now());
    expect(await subscription(person)).toMatchObject({ endsAt: null });
  });

  it("so that a yearly add-on does not keep the plan paid", async () => {
    const person = await sell([{ price: starter }, { price: await addOn("Domain", 3_000, "year") }]);
    const now = await subscription(person);
    expect(now?.paidThrough).toEqual(now?.currentPeriodEnd);
  });
});

describe("add-ons are kept through every change", () => {
  const kept = { [seats]: 3 };

  it("that is immediate, with their cost in the preview", async () => {
    const person = await sell([{ price: seats, quantity: 3 }, { price: starter }]);
    expect(await preview(person, pro)).toMatchObject({ nextInvoice: { amountCents: 3_900 + 1_500 } });
    expect(await change(person, pro)).toEqual({ ok: true, status: "changed" });
    expect(await soldBy(person.subscription)).toEqual({ ...kept, [pro]: 1 });
    const row = await subscription(person);
    const upcoming = await nextInvoice(services, { userId: person.userId, subscriptionId: row?.id ?? "" });
    expect(upcoming).toMatchObject({ amountDueCents: 3_900 + 1_500 });
    // A change takes a moment, and the rest of the month is rounded down.
    expect(await world.available(person)).toBeGreaterThanOrEqual(399n);
  });

  it("that is scheduled, in both phases and after them, and when it is undone", { tags: ["full"] }, async () => {
    const person = await sell([{ price: pro }, { price: seats, quantity: 3 }]);
    expect(await preview(person, starter)).toMatchObject({ nextInvoice: { amountCents: 2_000 + 1_500 } });
    expect(await change(person, starter)).toMatchObject({ status: "scheduled" });
    expect(await plannedFor(person.subscription)).toEqual([
      { [pro]: 1, ...kept },
      { [starter]: 1, ...kept },
    ]);
    expect(await subscription(person)).toMatchObject({ scheduledChange: { plan: { key: "starter" } } });
    await change(person, pro);
    expect(await soldBy(person.subscription)).toEqual({ [pro]: 1, ...kept });
    await change(person, starter);
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await soldBy(person.subscription)).toEqual({ [starter]: 1, ...kept });
    expect(await subscription(person)).toMatchObject({ plan: { key: "starter" }, status: "ACTIVE" });
    expect(await world.available(person)).toBe(200n);
  });

  it("when a declined upgrade leaves the schedule as it was", { tags: ["full"] }, async () => {
    const person = await sell([{ price: seats, quantity: 3 }, { price: pro }]);
    await change(person, starter);
    const planned = await plannedFor(person.subscription);
    await there.takeCard(person, "pm_card_chargeCustomerFail");
    expect(await change(person, creator)).toMatchObject({ reason: "card_declined" });
    expect(await plannedFor(person.subscription)).toEqual(planned);
    expect(await soldBy(person.subscription)).toEqual({ ...kept, [pro]: 1 });
  });

  it("that requires authentication, and in the pending update until then", { tags: ["full"] }, async () => {
    const person = await sell([{ price: seats, quantity: 3 }, { price: starter }]);
    const method = await saveCard(world, person, "pm_card_authenticationRequired");
    await there.update(person, { default_payment_method: method });
    expect(await change(person, pro)).toMatchObject({ status: "requires_action" });
    expect(await soldBy(person.subscription)).toEqual({ ...kept, [starter]: 1 });
    const { data } = await stripe.paymentIntents.list({ customer: await there.customerOf(person) });
    const waiting = data.find(({ status }) => status === "requires_action");
    const page = `${process.env.STRIPE_API_BASE}/challenge/${waiting?.id}`;
    await fetch(page, { method: "POST", body: new URLSearchParams({ answer: "complete" }), redirect: "manual" });
    await world.deliver();
    expect(await soldBy(person.subscription)).toEqual({ ...kept, [pro]: 1 });
    expect(await subscription(person)).toMatchObject({ plan: { key: "pro" } });
  });
});

describe("a subscription without a plan", () => {
  it("is drift with a name, grants nothing, and does not prevent the user from buying one", async () => {
    const person = await sell([{ price: seats }]);
    expect(await outcomesOf(person)).toContain(`only Extra seats (${seats}), and grants no credits`);
    expect(await driftOf(person)).toEqual([expect.stringContaining(`only Extra seats (${seats})`)]);
    expect(await subscription(person)).toMatchObject({ plan: { isFree: true } });
    const wish = { userId: person.userId, price: starter };
    expect(await startSubscriptionCheckout(services, wish, world.now())).toMatchObject({ ok: true });
    await sellTo(person, [{ price: starter }]);
    expect(await subscription(person)).toMatchObject({ plan: { key: "starter" }, status: "ACTIVE" });
    // The plan replaces the free one.
    expect(await world.available(person)).toBe(200n);
  });

  it("that had one returns to the free plan until it is put back", { tags: ["full"] }, async () => {
    const person = await sell([{ price: pro }]);
    const limits = () =>
      checkEntitlement(database.prisma, { userId: person.userId, feature: "workflows" }, world.now());
    expect(await limits()).toMatchObject({ entitlement: { limit: 10n } });
    await stripe.subscriptionItems.update(await itemOf(person.subscription, pro), {
      price: seats,
      proration_behavior: "none",
    });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ plan: { isFree: true } });
    expect(await limits()).toMatchObject({ entitlement: { limit: 1n } });
    expect(await outcomesOf(person)).toContain("Extra seats");
    for (const _run of ["one", "another"]) {
      expect(await driftOf(person)).toEqual([expect.stringContaining(`only Extra seats (${seats})`)]);
    }
    expect(await change(person, starter)).toEqual({ ok: false, reason: "not_subscribed" });

    await stripe.subscriptionItems.update(await itemOf(person.subscription, seats), {
      price: pro,
      proration_behavior: "none",
    });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ plan: { key: "pro" } });
    expect(await driftOf(person)).toEqual([]);
  });
});

describe("two plans on one subscription", () => {
  it("grant the credits of the first, and the other is drift", { tags: ["full"] }, async () => {
    const person = await sell([{ price: starter }]);
    await local.advanceTo(local.now() + 3_600);
    await stripe.subscriptionItems.create({
      subscription: person.subscription,
      price: pro,
      proration_behavior: "always_invoice",
    });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ plan: { key: "starter" } });
    expect(await world.available(person)).toBe(200n);
    expect(await driftOf(person)).toEqual([expect.stringContaining(`also has Pro (${pro})`)]);
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
    await stripe.subscriptionItems.del(await itemOf(person.subscription, starter), { proration_behavior: "none" });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ plan: { key: "pro" } });
    expect(await driftOf(person)).toEqual([]);
  });
});
