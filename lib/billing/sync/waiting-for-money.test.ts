// @module-tag full
import type Stripe from "stripe";
import { afterEach, expect, test } from "vitest";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { decideChange } from "@/lib/billing/plans/decide-change";
import { paymentTrouble } from "@/lib/billing/plans/payment-trouble";
import { planTerms } from "@/lib/billing/refills/plan-terms";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { addMonths, DAY_MS } from "@/lib/time";

const world = await billingWorld();
const { database, stripe, now } = world;
const at = atStripe(world);

afterEach(async () => {
  await world.cancelAll();
  expect(await world.violations()).toEqual([]);
});

const MONTH = "refill_starter_month";
const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
const view = ({ userId }: Person) => currentSubscription(database.prisma, userId, now());
const limitOf = async ({ userId }: Person) => (await planTerms(database.prisma, userId, now())).limits.workflows;

async function subscribed(price = MONTH): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, price);
  await world.deliver();
  return person;
}

/** A user who pays by invoice, within so many days. */
async function invoiced(days_until_due = 30): Promise<Person> {
  const person = await world.signUp();
  const card = await saveCard(world, person, "pm_card_visa");
  await stripe.subscriptions.create({
    customer: await at.customerOf(person),
    default_payment_method: card,
    items: [{ price: await at.priceOf(MONTH) }],
    collection_method: "send_invoice",
    days_until_due,
  });
  await world.deliver();
  return person;
}

/** Advances the clock, and processes the events since then twice, the latest first. */
async function later(time: { months?: number; hours?: number }): Promise<void> {
  await world.advance(time);
  await world.deliver((events) => [...events.toReversed(), ...events]);
}

async function pause(person: Person, behavior: Stripe.SubscriptionUpdateParams.PauseCollection.Behavior, until?: Date) {
  const resumes_at = until && seconds(until);
  await at.update(person, { pause_collection: { behavior, ...(resumes_at && { resumes_at }) } });
  await world.deliver();
}

const history = async ({ userId }: Person) =>
  (await database.prisma.billingEvent.findMany({ where: { userId }, orderBy: { id: "asc" } })).map(
    ({ description }) => description,
  );

test.each(["keep_as_draft", "mark_uncollectible", "void"] as const)(
  "collection paused as %s: paid time stays, nothing new is granted, and beyond it the free plan applies",
  { tags: ["full"] },
  async (behavior) => {
    const person = await subscribed();
    const paidThrough = (await view(person))?.paidThrough;
    await pause(person, behavior);
    expect(await world.available(person)).toBe(200n);
    expect(await limitOf(person)).toBe(3);
    // No refill of the plan is announced; the free plan starts once the paid month and its grace period are over.
    const freeAt = new Date((paidThrough?.getTime() ?? 0) + 3 * DAY_MS);
    expect(await view(person)).toMatchObject({
      status: "ACTIVE",
      collection: { method: "AUTOMATIC", paused: true, resumesAt: null, invoice: null },
      meanwhile: null,
      nextRefill: { at: freeAt, credits: 50n },
    });
    await later({ months: 1, hours: 70 });
    expect(await world.available(person)).toBe(200n);
    await later({ hours: 3 });
    expect(await world.available(person)).toBe(50n);
    expect(await limitOf(person)).toBe(1);
    expect(await view(person)).toMatchObject({ plan: { key: "starter" }, meanwhile: { name: "Free" } });
    // Nobody was charged for the month, so no payment is recorded.
    expect(await database.prisma.payment.count({ where: { userId: person.userId } })).toBe(1);
    const mails = await database.prisma.mail.findMany({ where: { userId: person.userId } });
    expect(mails.map(({ template }) => template).toSorted()).toEqual(["plan_paid", "welcome"]);
  },
);

test("the free plan continues, month by month, while nothing of the paused plan is paid", async () => {
  const person = await subscribed();
  await pause(person, "void");
  await later({ months: 1, hours: 80 });
  await world.spend(person, 50n);
  const next = (await view(person))?.nextRefill;
  expect(next).toMatchObject({ credits: 50n });
  await later({ months: 1 });
  expect(await world.available(person)).toBe(50n);
});

test("a pause with an end announces the first month that is charged after it, and grants it", {
  tags: ["full"],
}, async () => {
  const person = await subscribed();
  const before = await view(person);
  const anchor = before?.currentPeriodStart ?? now();
  const resumesAt = new Date(addMonths(anchor, 1).getTime() + 10 * DAY_MS);
  await pause(person, "void", resumesAt);
  expect(await view(person)).toMatchObject({ collection: { paused: true, resumesAt } });
  await later({ months: 1, hours: 80 });
  await world.spend(person, 50n);
  const again = addMonths(anchor, 2);
  const promised = (await view(person))?.nextRefill;
  expect(promised?.at.getTime()).toBeLessThanOrEqual(again.getTime());
  // Collection resumes, but nothing is charged until the next period begins: the free plan applies.
  await later({ hours: 8 * 24 });
  expect(await view(person)).toMatchObject({ collection: { paused: false }, meanwhile: { name: "Free" } });
  await later({ months: 1 });
  expect(await world.available(person)).toBe(200n);
  expect(await view(person)).toMatchObject({ meanwhile: null, nextRefill: { credits: 200n } });
  expect(await history(person)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Payments for Starter are paused until /),
      "Payments for Starter resumed",
    ]),
  );
});

test("a yearly plan that is paid refills through a pause", { tags: ["full"] }, async () => {
  const person = await subscribed("refill_starter_year");
  await pause(person, "void");
  const start = (await view(person))?.currentPeriodStart ?? now();
  expect((await view(person))?.nextRefill).toEqual({ at: addMonths(start, 1), credits: 200n });
  await world.spend(person, 150n);
  await later({ months: 1 });
  expect(await world.available(person)).toBe(200n);
});

test("a draft of a paused month that is collected later grants that month's credits late", {
  tags: ["full"],
}, async () => {
  const person = await subscribed();
  await pause(person, "keep_as_draft");
  await later({ months: 1, hours: 80 });
  expect(await world.available(person)).toBe(50n);
  const { data } = await stripe.invoices.list({ customer: await at.customerOf(person), status: "draft" });
  await stripe.invoices.pay((await stripe.invoices.finalizeInvoice(data[0]?.id ?? "")).id ?? "");
  await world.deliver();
  expect(await world.available(person)).toBe(200n);
  expect(await view(person)).toMatchObject({ meanwhile: null });
});

test("an invoice that is sent grants credits when it is paid; until then the free plan applies", async () => {
  const person = await invoiced();
  await later({ hours: 2 });
  expect(await world.available(person)).toBe(50n);
  expect(await limitOf(person)).toBe(1);
  const open = await view(person);
  expect(open).toMatchObject({
    status: "ACTIVE",
    plan: { key: "starter" },
    meanwhile: { name: "Free", creditsPerMonth: 50n },
    collection: {
      method: "INVOICE",
      paused: false,
      invoice: { amountCents: 2_000, url: expect.stringContaining("/i/"), dueAt: expect.any(Date) },
    },
    nextRefill: { credits: 50n },
  });
  expect(await paymentTrouble(database.prisma, person.userId, now())).toMatchObject({
    kind: "invoice",
    plan: "Starter",
    invoice: { amountCents: 2_000, dueAt: open?.collection.invoice?.dueAt, url: open?.collection.invoice?.url },
  });
  await at.payOpenInvoice(person);
  await world.deliver();
  expect(await world.available(person)).toBe(200n);
  expect(await paymentTrouble(database.prisma, person.userId, now())).toBeNull();
  expect(await limitOf(person)).toBe(3);
  expect(await view(person)).toMatchObject({ meanwhile: null, collection: { invoice: null } });
});

test("an invoice paid late or in another way still grants the month", { tags: ["full"] }, async () => {
  const person = await invoiced(10);
  await later({ hours: 11 * 24 });
  expect(await view(person)).toMatchObject({ status: "PAST_DUE", meanwhile: { name: "Free" } });
  const customer = await at.customerOf(person);
  const { data } = await stripe.invoices.list({ customer, status: "open" });
  await stripe.invoices.pay(data[0]?.id ?? "", { paid_out_of_band: true });
  await world.deliver((events) => [...events, ...events]);
  expect(await world.available(person)).toBe(200n);
});

test("the renewal of a plan paid by invoice announces no refill, and the free plan bridges the wait", {
  tags: ["full"],
}, async () => {
  const person = await invoiced();
  await later({ hours: 2 });
  await at.payOpenInvoice(person);
  await world.deliver();
  const paid = await view(person);
  const freeAt = new Date((paid?.paidThrough?.getTime() ?? 0) + 3 * DAY_MS);
  expect(paid?.nextRefill).toEqual({ at: freeAt, credits: 50n });
  await later({ months: 1, hours: 60 });
  expect(await world.available(person)).toBe(200n);
  await later({ hours: 14 });
  expect(await world.available(person)).toBe(50n);
  await at.payOpenInvoice(person);
  await world.deliver();
  expect(await world.available(person)).toBe(200n);
});

test("no change that has to be charged starts while collection is paused", async () => {
  const paused = await subscribed();
  await pause(paused, "void");
  const sent = await invoiced();
  const services = { db: database.prisma, stripe };
  for (const { userId } of [paused, sent]) {
    const refused = { ok: false, reason: "collection_by_hand" };
    expect(await decideChange(services, { userId, price: "refill_pro_month" })).toEqual(refused);
  }
});

test("during a bank debit of several days the free plan applies until it succeeds", async () => {
  const person = await world.signUp();
  await world.subscribe(person, MONTH, "000123456789");
  await world.deliver();
  expect(await view(person)).toMatchObject({ status: "ACTIVE", meanwhile: { name: "Free" } });
  expect(await world.available(person)).toBe(50n);
  await later({ hours: 6 * 24 });
  expect(await world.available(person)).toBe(200n);
});

test("a renewal that the bank asks about is not called declined, and its invoice is where to confirm it", async () => {
  const person = await subscribed();
  await at.takeCard(person, "pm_card_authenticationRequired");
  await later({ months: 1, hours: 2 });
  expect(await paymentTrouble(database.prisma, person.userId, now())).toMatchObject({
    kind: "overdue",
    invoice: {
      asksBank: true,
      failureMessage: "Your bank asks you to confirm this payment.",
      url: expect.stringMatching(/^http/),
    },
  });
  await at.takeCard(person, "pm_card_visa");
  await at.payOpenInvoice(person);
  await world.deliver();
  expect(await paymentTrouble(database.prisma, person.userId, now())).toBeNull();
  const payment = await database.prisma.payment.findFirstOrThrow({
    where: { userId: person.userId },
    orderBy: { createdAt: "desc" },
  });
  expect(payment).toMatchObject({ status: "SUCCEEDED", failureMessage: null, declineCode: null });
});

test("while Stripe retries a failed charge, the free plan does not start", async () => {
  const person = await subscribed();
  await at.takeCard(person, "pm_card_chargeCustomerFail");
  await later({ months: 1, hours: 2 });
  await later({ hours: 78 });
  expect(await view(person)).toMatchObject({ status: "PAST_DUE", meanwhile: null, nextRefill: null });
  expect(await world.available(person)).toBe(0n);
  const customerId = await at.customerOf(person);
  const events = await database.prisma.webhookEvent.findMany({ where: { customerId } });
  expect(events.map(({ outcome }) => outcome)).toContain("Starter is past due.");
});
