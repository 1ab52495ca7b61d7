import { afterEach, describe, expect, it, vi } from "vitest";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { previewChange } from "@/lib/billing/plans/preview-change";
import { listPayments } from "@/lib/billing/queries";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { catalogue } from "@/prisma/catalogue/default";

// Each test takes Stripe through many steps, and cleans up after itself.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const world = await billingWorld();
const { database, local, services, stripe } = world;
const there = atStripe(world);

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
  await world.cancelAll();
});

const change = ({ userId }: Person, price: string, prorationDate?: Date) =>
  changePlan(services, { userId, price, ...(prorationDate && { prorationDate }) }, world.now());

const subscription = ({ userId }: Person) => currentSubscription(database.prisma, userId, world.now());

async function preview({ userId }: Person, price: string) {
  const previewed = await previewChange(services, { userId, price }, world.now());
  if (!previewed.ok) throw new Error(previewed.reason);
  return previewed;
}

/** Makes the change exactly as previewed. */
async function changeAsPreviewed(person: Person, price: string) {
  const previewed = await preview(person, price);
  const before = (await world.available(person)) ?? 0n;
  expect(await change(person, price, previewed.prorationDate ?? undefined)).toEqual({ ok: true, status: "changed" });
  const payment = (await listPayments(database.prisma, person.userId, { limit: 1 })).data[0];
  expect(payment).toMatchObject({ status: "SUCCEEDED", amountCents: previewed.amountDueCents });
  expect(await world.available(person)).toBe(before + previewed.creditsNow);
  return previewed;
}

async function subscribed(price: string): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, price);
  await world.deliver();
  return person;
}

/** A minute before the given part of the period is over, so that rounding is the same however long a test takes. */
async function untilPart(person: Person, part: number): Promise<void> {
  const now = await subscription(person);
  const start = now?.currentPeriodStart.getTime() ?? 0;
  const end = now?.currentPeriodEnd?.getTime() ?? 0;
  await local.advanceTo(Math.floor((start + (end - start) * part) / 1000) - 60);
}

/** The owner confirms on the bank's page. */
async function answerBank(person: Person): Promise<void> {
  const { data } = await stripe.paymentIntents.list({ customer: await there.customerOf(person) });
  const waiting = data.find(({ status }) => status === "requires_action");
  const page = `${process.env.STRIPE_API_BASE}/challenge/${waiting?.id}`;
  await fetch(page, { method: "POST", body: new URLSearchParams({ answer: "complete" }), redirect: "manual" });
}

describe("an upgrade", () => {
  it("costs and grants the unused part of the period, each time, as previewed", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    await untilPart(person, 1 / 2);
    // Half of 20.00 is credited, half of 39.00 charged; half of 400 - 200 credits.
    const pro = await changeAsPreviewed(person, "refill_pro_month");
    expect(pro).toMatchObject({
      kind: "upgrade",
      effective: "now",
      amountDueCents: 950,
      lines: [{ amountCents: -1_000 }, { amountCents: 1_950 }],
      nextInvoice: { amountCents: 3_900 },
      creditsNow: 100n,
      nextRefill: { credits: 400n },
    });
    expect(await world.available(person)).toBe(300n);
    await untilPart(person, 3 / 4);
    // A quarter: 99.00 / 4 - 39.00 / 4, and (1000 - 400) / 4 credits.
    const creator = await changeAsPreviewed(person, "refill_creator_month");
    expect(creator).toMatchObject({ amountDueCents: 1_500, creditsNow: 150n });
    await world.deliver((events) => [...events, ...events].reverse());
    expect(await world.available(person)).toBe(450n);
    const receipts = await database.prisma.mail.findMany({ where: { userId: person.userId, template: "plan_paid" } });
    expect(receipts.map(({ subject }) => subject).sort()).toEqual([
      "Starter has started for $20.00",
      "You changed to Creator for $15.00",
      "You changed to Pro for $9.50",
    ]);
    expect(await subscription(person)).toMatchObject({ plan: { key: "creator" }, nextRefill: { credits: 1_000n } });
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await world.available(person)).toBe(1_000n);
  });

  it("that is declined changes nothing and leaves nothing to pay", async () => {
    const person = await subscribed("refill_starter_month");
    await there.takeCard(person, "pm_card_chargeCustomerFail");
    expect(await change(person, "refill_pro_month")).toMatchObject({
      ok: false,
      reason: "card_declined",
      sentence: expect.stringContaining("declined"),
    });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ status: "ACTIVE", plan: { key: "starter" } });
    expect(await world.available(person)).toBe(200n);
    const { id, pending_update } = await there.subscriptionOf(person);
    expect(pending_update).toBeNull();
    expect((await stripe.invoices.list({ subscription: id, status: "open" })).data).toEqual([]);
  });

  it("that is declined leaves a scheduled change as it was", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_pro_month");
    await change(person, "refill_starter_month");
    await there.takeCard(person, "pm_card_chargeCustomerFail");
    expect(await change(person, "refill_creator_month")).toMatchObject({ reason: "card_declined" });
    expect(await subscription(person)).toMatchObject({ scheduledChange: { plan: { key: "starter" } } });
  });

  it("waits for authentication by the bank, which is requested once, and takes effect when it succeeds", {
    tags: ["full"],
  }, async () => {
    const person = await subscribed("refill_starter_month");
    await there.takeCard(person, "pm_card_authenticationRequired");
    const asked = await change(person, "refill_pro_month");
    expect(asked).toMatchObject({ status: "requires_action", clientSecret: expect.stringMatching(/^pi_.*_secret_/) });
    expect(await change(person, "refill_pro_month")).toEqual(asked);
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ status: "ACTIVE", plan: { key: "starter" } });
    const { data } = await listPayments(database.prisma, person.userId, { limit: 1 });
    expect(data).toMatchObject([{ status: "PENDING" }]);
    expect(await world.available(person)).toBe(200n);
    await answerBank(person);
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ plan: { key: "pro" } });
    expect((await world.available(person)) ?? 0n).toBeGreaterThanOrEqual(399n);
  });

  it("paid by bank debit takes effect at once, and its credits are granted when the payment succeeds days later", {
    tags: ["full"],
  }, async () => {
    const person = await subscribed("refill_starter_month");
    await there.takeCard(person, "pm_usBankAccount_success");
    await untilPart(person, 1 / 2);
    expect(await change(person, "refill_pro_month")).toEqual({ ok: true, status: "processing" });
    expect(await change(person, "refill_pro_month")).toEqual({ ok: false, reason: "same_price" });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ status: "ACTIVE", plan: { key: "pro" } });
    expect(await world.available(person)).toBe(200n);
    await world.advance({ hours: 5 * 24 });
    await world.deliver();
    expect(await world.available(person)).toBe(300n);
    await world.advance({ months: 1, hours: 5 * 24 });
    await world.deliver();
    expect(await world.available(person)).toBe(400n);
  });

  it("whose bank debit fails is overdue and grants nothing until a card pays", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    await there.takeCard(person, "pm_usBankAccount_insufficientFunds");
    await untilPart(person, 1 / 2);
    expect(await change(person, "refill_pro_month")).toEqual({ ok: true, status: "processing" });
    await world.advance({ hours: 5 * 24 });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ status: "PAST_DUE", plan: { key: "pro" } });
    expect(await world.available(person)).toBe(200n);
    await there.takeCard(person, "pm_card_visa");
    await there.payOpenInvoice(person);
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ status: "ACTIVE" });
    expect(await world.available(person)).toBe(300n);
  });

  it("requested twice at once is made once", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    const both = await Promise.all([change(person, "refill_pro_month"), change(person, "refill_pro_month")]);
    expect(both).toContainEqual({ ok: true, status: "changed" });
    await world.deliver();
    const { id } = await there.subscriptionOf(person);
    expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(2);
    expect(await change(person, "refill_pro_month")).toEqual({ ok: false, reason: "same_price" });
  });

  it("is prorated from a moment that the buyer cannot choose", async () => {
    const person = await subscribed("refill_starter_month");
    await untilPart(person, 1 / 2);
    const later = new Date(world.now().getTime() + 86_400_000);
    const earlier = new Date(world.now().getTime() - 86_400_000);
    for (const at of [later, earlier]) {
      expect(await change(person, "refill_pro_month", at)).toEqual({ ok: false, reason: "preview_expired" });
    }
  });
});

describe("a downgrade", () => {
  it("waits for the end of the period, is shown, and grants the new plan's credits with that refill", {
    tags: ["full"],
  }, async () => {
    const person = await subscribed("refill_pro_month");
    expect(await preview(person, "refill_starter_month")).toMatchObject({
      cancelsScheduled: false,
      isScheduled: false,
      kind: "downgrade",
      effective: "period_end",
      amountDueCents: 0,
      creditsNow: 0n,
      nextInvoice: { amountCents: 2_000 },
      nextRefill: { credits: 200n },
      prorationDate: null,
    });
    const scheduled = await change(person, "refill_starter_month");
    const end = (await subscription(person))?.currentPeriodEnd;
    expect(scheduled).toEqual({ ok: true, status: "scheduled", at: end });
    const again = { isScheduled: true, cancelsScheduled: false };
    expect(await preview(person, "refill_starter_month")).toMatchObject(again);
    expect(await change(person, "refill_starter_month")).toEqual(scheduled);
    await world.deliver();
    expect(await subscription(person)).toMatchObject({
      plan: { key: "pro" },
      scheduledChange: { at: end, kind: "downgrade", plan: { key: "starter" }, price: { amountCents: 2_000 } },
      nextRefill: { credits: 200n },
    });
    expect(await world.available(person)).toBe(400n);
    await world.advance({ months: 1, hours: 2 });
    await world.deliver((events) => [...events].reverse());
    expect(await subscription(person)).toMatchObject({ plan: { key: "starter" }, scheduledChange: null });
    expect(await world.available(person)).toBe(200n);
  });

  it("is undone by choosing the current plan, and replaced by another choice", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_creator_month");
    await change(person, "refill_pro_month");
    await change(person, "refill_starter_month");
    expect(await subscription(person)).toMatchObject({ scheduledChange: { plan: { key: "starter" } } });
    expect(await preview(person, "refill_pro_month")).toMatchObject({ kind: "downgrade", cancelsScheduled: true });
    expect(await preview(person, "refill_creator_month")).toMatchObject({ kind: "same", amountDueCents: 0 });
    expect(await change(person, "refill_creator_month")).toEqual({ ok: true, status: "changed" });
    expect(await subscription(person)).toMatchObject({ scheduledChange: null, nextRefill: { credits: 1_000n } });
    expect(await change(person, "refill_creator_month")).toEqual({ ok: false, reason: "same_price" });
  });

  it("is replaced by an upgrade", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_pro_month");
    await change(person, "refill_starter_month");
    expect(await change(person, "refill_creator_month")).toEqual({ ok: true, status: "changed" });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({ plan: { key: "creator" }, scheduledChange: null });
  });
});

describe("a change of interval", () => {
  it("to yearly takes effect at once, and the used part of the month is settled", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    await untilPart(person, 1 / 2);
    await world.spend(person, 150n);
    // The unused half of 20.00 is credited, and with it 100 credits: 50 are left, 50 were spent. 200 - 50.
    const year = await changeAsPreviewed(person, "refill_starter_year");
    expect(year).toMatchObject({ kind: "interval", effective: "now", amountDueCents: 19_000, creditsNow: 100n });
    expect(await world.available(person)).toBe(150n);
    await world.deliver((events) => [...events, ...events].reverse());
    expect(await world.available(person)).toBe(150n);
    await world.advance({ months: 1, hours: 1 });
    expect(await world.available(person)).toBe(200n);
  });

  it("to monthly waits for the end of the year", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_year");
    expect(await preview(person, "refill_pro_month")).toMatchObject({
      kind: "interval",
      effective: "period_end",
      amountDueCents: 0,
      nextRefill: { credits: 200n },
      nextInvoice: { amountCents: 3_900 },
    });
    expect(await change(person, "refill_pro_month")).toMatchObject({ status: "scheduled" });
    await world.advance({ months: 12, hours: 2 });
    await world.deliver();
    expect(await subscription(person)).toMatchObject({
      plan: { key: "pro" },
      price: { interval: "MONTH" },
      scheduledChange: null,
    });
    expect(await world.available(person)).toBe(400n);
  });
});

describe("an impossible change", () => {
  it("is refused with what to do instead", async () => {
    const free = await world.signUp();
    expect(await change(free, "refill_pro_month")).toEqual({ ok: false, reason: "not_subscribed" });
    const person = await subscribed("refill_starter_month");
    expect(await change(person, "refill_nothing")).toEqual({ ok: false, reason: "unknown_price" });
    await cancelSubscription(services, { userId: person.userId, when: "period_end" }, world.now());
    expect(await change(person, "refill_pro_month")).toEqual({ ok: false, reason: "cancellation_scheduled" });
  });

  it("waits for the last invoice to be paid", { tags: ["full"] }, async () => {
    const person = await subscribed("refill_starter_month");
    await there.takeCard(person, "pm_card_chargeCustomerFail");
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await change(person, "refill_pro_month")).toEqual({ ok: false, reason: "payment_overdue" });
  });
});

it("a change during a trial takes effect at once, costs nothing, and grants no credits", {
  tags: ["full"],
}, async () => {
  const plans = catalogue.plans.map((plan) =>
    plan.key === "starter" ? { ...plan, trialDays: 7, trialCredits: 20 } : plan,
  );
  await applyCatalogue(services, { ...catalogue, plans }, world.now());
  const person = await subscribed("refill_starter_month");
  expect(await world.available(person)).toBe(20n);
  expect(await preview(person, "refill_pro_month")).toMatchObject({
    effective: "now",
    amountDueCents: 0,
    creditsNow: 0n,
    nextInvoice: { amountCents: 3_900 },
    nextRefill: { credits: 400n },
  });
  expect(await change(person, "refill_pro_month")).toEqual({ ok: true, status: "changed" });
  await world.deliver();
  expect(await subscription(person)).toMatchObject({ status: "TRIALING", plan: { key: "pro" } });
  expect(await world.available(person)).toBe(20n);
  await world.advance({ hours: 7 * 24 + 2 });
  await world.deliver();
  expect(await world.available(person)).toBe(400n);
});
