import { afterEach, describe, expect, it, vi } from "vitest";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { openPortal } from "@/lib/billing/plans/open-portal";
import { payOpenInvoice } from "@/lib/billing/plans/pay-open-invoice";
import { resumeSubscription } from "@/lib/billing/plans/resume-subscription";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { env } from "@/lib/env";
import { catalogue } from "@/prisma/catalogue/default";

// Each test takes Stripe through many steps, and cleans up after itself.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const world = await billingWorld();
const { database, services, stripe } = world;
const there = atStripe(world);

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
  await world.cancelAll();
});

const cancel = ({ userId }: Person, when: "period_end" | "now") =>
  cancelSubscription(services, { userId, when }, world.now());
const resume = ({ userId }: Person) => resumeSubscription(services, { userId }, world.now());
const change = ({ userId }: Person, price: string) => changePlan(services, { userId, price }, world.now());
const subscription = ({ userId }: Person) => currentSubscription(database.prisma, userId, world.now());
const pay = ({ userId }: Person) => payOpenInvoice(services, { userId }, world.now());

async function subscribed(price: string): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, price);
  await world.deliver();
  return person;
}

describe("canceling at the end of the period", () => {
  it("keeps credits until then, can be repeated, and is undone by resuming", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    const endsAt = (await subscription(person))?.currentPeriodEnd;
    const canceled = await cancel(person, "period_end");
    expect(canceled).toEqual({ ok: true, status: "scheduled", endsAt });
    expect(await cancel(person, "period_end")).toEqual(canceled);
    expect(await subscription(person)).toMatchObject({ status: "ACTIVE", endsAt, nextRefill: null });
    expect(await world.available(person)).toBe(200n);
    expect([await resume(person), await resume(person)]).toEqual([1, 2].map(() => ({ ok: true, status: "resumed" })));
    expect(await subscription(person)).toMatchObject({ endsAt: null, nextRefill: { credits: 200n } });
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ status: "ACTIVE", plan: { key: "starter" } });
    expect(await world.available(person)).toBe(200n);
  });

  it("also cancels a scheduled change", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_pro_month");
    await change(person, "refill_starter_month");
    expect(await cancel(person, "period_end")).toMatchObject({ status: "scheduled" });
    expect(await subscription(person)).toMatchObject({ scheduledChange: null, nextRefill: null });
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ plan: { key: "free" } });
  });
});

describe("canceling now", () => {
  it("ends the plan's credits, keeps packs, refunds nothing, and can be repeated", async () => {
    const person = await subscribed("refill_starter_month");
    await world.buyPack(person, "pack_500");
    await world.deliver();
    const canceled = await cancel(person, "now");
    expect(canceled).toMatchObject({ ok: true, status: "ended" });
    expect(await subscription(person)).toMatchObject({ plan: { key: "free" } });
    // The free plan's month was granted before; the pack's 500 stay.
    expect(await world.available(person)).toBe(500n);
    expect(await cancel(person, "now")).toMatchObject({ ok: true, status: "ended" });
    expect(await resume(person)).toEqual({ ok: false, reason: "not_subscribed" });
    await world.deliver();
    expect(await world.available(person)).toBe(500n);
    expect((await stripe.refunds.list()).data).toEqual([]);
  });

  it("is refused when plans end with their period", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    const settings = env();
    settings.CANCEL_NOW = false;
    expect(await cancel(person, "now")).toEqual({ ok: false, reason: "cancel_now_not_allowed" });
    settings.CANCEL_NOW = true;
    expect(await subscription(person)).toMatchObject({ plan: { key: "starter" } });
  });

  it("does nothing for a user who never had a plan", async () => {
    const person = await world.signUp();
    for (const when of ["now", "period_end"] as const) {
      expect(await cancel(person, when)).toEqual({ ok: false, reason: "not_subscribed" });
    }
    expect(await resume(person)).toEqual({ ok: false, reason: "not_subscribed" });
  });
});

describe("the portal", () => {
  const submit = (url: string, fields: Record<string, string>) =>
    fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });

  async function portalOf({ userId }: Person, flow?: "payment_method_update") {
    const opened = await openPortal(services, { userId, ...(flow && { flow }) }, world.now());
    if (!opened.ok) throw new Error(opened.reason);
    return opened.url;
  }

  it("makes upgrades and downgrades with the same result as ours", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    const { id } = await there.subscriptionOf(person);
    const page = `${await portalOf(person)}/subscriptions/${id}`;
    await submit(`${page}/update`, { price: await there.priceOf("refill_pro_month"), quantity: "1" });
    await world.deliver((events) => [...events, ...events].reverse());
    expect(await subscription(person)).toMatchObject({ plan: { key: "pro" } });
    // All of 400 - 200, except for the seconds that passed.
    expect([399n, 400n]).toContain(await world.available(person));

    await submit(`${page}/update`, { price: await there.priceOf("refill_starter_month"), quantity: "1" });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({
      plan: { key: "pro" },
      scheduledChange: { kind: "downgrade", plan: { key: "starter" } },
    });
    expect(await change(person, "refill_pro_month")).toEqual({ ok: true, status: "changed" });
    expect(await subscription(person)).toMatchObject({ scheduledChange: null });
  });

  it("cancels at the end of the period, which can be resumed here", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    const { id } = await there.subscriptionOf(person);
    await submit(`${await portalOf(person)}/subscriptions/${id}/cancel`, { feedback: "unused" });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ endsAt: expect.any(Date), nextRefill: null });
    expect(await resume(person)).toEqual({ ok: true, status: "resumed" });
    expect(await subscription(person)).toMatchObject({ endsAt: null });
  });

  it("offers the catalogue, through one configuration that follows it", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    await portalOf(person);
    const plans = catalogue.plans.map((plan) => (plan.key === "pro" ? { ...plan, prices: { month: 4_900 } } : plan));
    await applyCatalogue(services, { ...catalogue, plans }, world.now());
    await portalOf(person);
    await applyCatalogue(services, catalogue, world.now());
    await portalOf(person);
    const all = await stripe.billingPortal.configurations.list({
      expand: ["data.features.subscription_update.products"],
    });
    const ours = all.data.filter(({ metadata }) => metadata?.refill === "portal");
    expect(ours).toHaveLength(1);
    const offered = ours[0]?.features.subscription_update.products?.flatMap(({ prices }) => prices) ?? [];
    expect(offered).toHaveLength(8);
    expect(offered).toContain(await there.priceOf("refill_pro_month"));
  });

  it("starts with replacing the card when requested, and returns", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    const page = await portalOf(person, "payment_method_update");
    expect(await (await fetch(page)).text()).toContain("card_number");
    const card = { card_number: "5555555555554444", expiry: "12 / 40", cvc: "123", name: "A Buyer" };
    const done = await submit(`${page}/cards/new`, card);
    expect(done.headers.get("location")).toBe(`${env().APP_URL}/billing/card-updated`);
  });
});

describe("a user who bought nothing", () => {
  it("is led to a page of Stripe's to save a card, and has nothing else to manage there", {
    tags: ["full"],
  }, async () => {
    const { userId } = await world.signUp();
    expect(await openPortal(services, { userId }, world.now())).toEqual({ ok: false, reason: "no_billing_account" });
    expect(await openPortal(services, { userId, flow: "payment_method_update" }, world.now())).toMatchObject({
      ok: true,
      url: expect.stringMatching(/^http/),
    });
  });
});

describe("an open invoice", () => {
  async function overdue(): Promise<Person> {
    const person = await subscribed("refill_starter_month");
    await there.takeCard(person, "pm_card_chargeCustomerFail");
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ status: "PAST_DUE" });
    return person;
  }

  async function makeDefault(person: Person, card: string): Promise<void> {
    const method = await saveCard(world, person, card);
    const customer = await there.customerOf(person);
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  }

  it("is paid with the new card at once, and the month's credits are granted", { tags: ["full"] }, async () => {
    const person = await overdue();
    await makeDefault(person, "pm_card_visa");
    expect(await pay(person)).toEqual({ ok: true, status: "paid" });
    expect(await subscription(person)).toMatchObject({ status: "ACTIVE" });
    expect(await world.available(person)).toBe(200n);
    expect(await pay(person)).toEqual({ ok: true, status: "nothing_to_pay" });
  });

  it("stays open when the card is declined or its bank requires authentication", { tags: ["full"] }, async () => {
    const person = await overdue();
    await makeDefault(person, "pm_card_chargeCustomerFail");
    expect(await pay(person)).toMatchObject({ ok: false, reason: "card_declined" });
    await makeDefault(person, "pm_card_authenticationRequired");
    expect(await pay(person)).toMatchObject({ status: "requires_action", invoiceUrl: expect.stringMatching(/^http/) });
    expect(await subscription(person)).toMatchObject({ status: "PAST_DUE" });
  });

  it("does not exist for a user with nothing overdue", { tags: ["full"] }, async () => {
    expect(await pay(await world.signUp())).toEqual({ ok: true, status: "nothing_to_pay" });
    expect(await pay(await subscribed("refill_starter_month"))).toEqual({ ok: true, status: "nothing_to_pay" });
  });
});
