// @module-tag full
import type Stripe from "stripe";
import { afterEach, expect, test } from "vitest";
import { startSubscription } from "@/lib/billing/plans/start-subscription";
import { confirmCheckout } from "@/lib/billing/purchases/confirm-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { createPlan } from "@/lib/catalog/create-plan";
import { markTrialRefused } from "@/lib/stripe/trials";

const world = await billingWorld();
const { database, services, stripe, now } = world;
const at = atStripe(world);
await createPlan(
  services,
  { userId: null },
  { key: "tryout", name: "Tryout", creditsPerMonth: 300, trialDays: 7, trialCredits: 30, prices: { month: 3_000 } },
  now(),
);
await world.deliver();

const TRYOUT = "refill_tryout_month";
const MASTERCARD = "5555555555554444";
const NOTHING_STARTED = { status: "CANCELED", planVersion: { name: "Tryout" } };

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
  await database.prisma.$executeRawUnsafe("TRUNCATE card_claim");
});

const begin = ({ userId }: Person, paymentMethod: string, trial: "offered" | "none" = "offered") =>
  startSubscription(services, { userId, price: TRYOUT, paymentMethod, trial, idempotencyKey: null }, now());

const rowOf = ({ userId }: Person) =>
  database.prisma.subscription.findFirst({
    where: { userId, stripeSubscriptionId: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: { planVersion: true },
  });

/** A user whose card has had its trial. */
async function someoneOnTrial(card?: string): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, TRYOUT, card);
  await world.deliver();
  expect(await world.available(person)).toBe(30n);
  return person;
}

async function expectRefused(person: Person): Promise<void> {
  expect(await world.available(person)).toBe(50n);
  expect(await rowOf(person)).toMatchObject(NOTHING_STARTED);
  expect((await at.subscriptionOf(person)).status).toBe("canceled");
  expect(await at.paidIntents(person)).toEqual([]);
  const { userId } = person;
  const lines = await database.prisma.billingEvent.findMany({ where: { userId, type: { not: "refilled" } } });
  expect(lines.map(({ type }) => type)).toEqual(["trial_refused"]);
  const mails = await database.prisma.mail.findMany({ where: { userId, template: { not: "welcome" } } });
  expect(mails).toMatchObject([{ template: "trial_refused", subject: "Your trial of Tryout did not start" }]);
}

test("a card that has had a trial gets no second one: nothing is granted or charged, and the user sees why", {
  tags: ["full"],
}, async () => {
  await someoneOnTrial();
  const person = await world.signUp();
  const sessionId = await world.subscribe(person, TRYOUT);
  const outcome = await confirmCheckout(services, { userId: person.userId, sessionId }, now());
  expect(outcome).toEqual({
    ok: true,
    state: "trial_refused",
    kind: "subscription",
    isGift: false,
    description: "Tryout",
    credits: null,
  });
  await world.deliverAtOnce(2);
  await expectRefused(person);
});

test("a user who was refused a trial can buy the plan without one, with the same card", {
  tags: ["full"],
}, async () => {
  await someoneOnTrial();
  const person = await world.signUp();
  await world.subscribe(person, TRYOUT);
  await world.deliver();
  await world.subscribe(person, TRYOUT);
  await world.deliver();
  expect(await rowOf(person)).toMatchObject({ status: "ACTIVE", trialEndsAt: null });
  expect(await world.available(person)).toBe(300n);
});

test("of users who start a trial with one card at the same moment one gets it, whatever the order and number of events", {
  tags: ["full"],
}, async () => {
  const people = [await world.signUp(), await world.signUp(), await world.signUp()];
  for (const person of people) await world.subscribe(person, TRYOUT, MASTERCARD);
  await world.deliverAtOnce(3);
  await world.deliver((events) => events.toReversed());
  const balances = await Promise.all(people.map(world.available));
  expect(balances.toSorted()).toEqual([30n, 50n, 50n]);
  for (const [index, person] of people.entries()) if (balances[index] === 50n) await expectRefused(person);
  const claims = await database.prisma.cardClaim.findMany({ where: { purpose: "TRIAL" } });
  const winner = people[balances.indexOf(30n)];
  expect(claims).toMatchObject([{ userId: winner?.userId }]);
});

test("a worker that dies at any point while refusing a trial leaves it refused", { tags: ["full"] }, async () => {
  await someoneOnTrial();
  const marked = await world.signUp();
  await world.subscribe(marked, TRYOUT);
  await markTrialRefused(stripe, (await at.subscriptionOf(marked)).id, "claimed_before");
  const ended = await world.signUp();
  await world.subscribe(ended, TRYOUT);
  await markTrialRefused(stripe, (await at.subscriptionOf(ended)).id, "claimed_before");
  await at.cancelNow(ended);
  await world.deliver();
  await expectRefused(marked);
  await expectRefused(ended);
});

test("a trial keeps its claim: another card during it, or repeated events, change nothing", {
  tags: ["full"],
}, async () => {
  const person = await someoneOnTrial();
  await someoneOnTrial(MASTERCARD);
  await at.takeCard(person, "pm_card_mastercard");
  await world.deliver();
  expect(await rowOf(person)).toMatchObject({ status: "TRIALING" });
  expect(await world.available(person)).toBe(30n);
});

test("nobody has two trials: a user's second subscription starts with a charge, whatever the card", {
  tags: ["full"],
}, async () => {
  const person = await someoneOnTrial();
  await at.cancelNow(person);
  await world.deliver();
  const again = await startSubscriptionCheckout(services, { userId: person.userId, price: TRYOUT }, world.now());
  const session = await stripe.checkout.sessions.retrieve((again.ok && again.sessionId) || "");
  expect(session).toMatchObject({ amount_total: 3_000, custom_text: { submit: null } });
  expect(await begin(person, "pm_card_mastercard")).toMatchObject({ ok: true, status: "active" });
});

test("Checkout accepts only cards for a trial, and states the rule beside its button", async () => {
  const { userId } = await world.signUp();
  const started = await startSubscriptionCheckout(services, { userId, price: TRYOUT }, world.now());
  if (!started.ok) throw new Error(started.reason);
  const page = await (await fetch(started.url)).text();
  expect(page).toContain("Free trials are limited to one per person and per card.");
  expect((await stripe.checkout.sessions.retrieve(started.sessionId)).payment_method_types).toEqual(["card"]);
});

test("without Checkout a card that has had a trial is refused before anything starts; without the trial it is charged", {
  tags: ["full"],
}, async () => {
  await someoneOnTrial();
  const person = await world.signUp();
  expect(await begin(person, "pm_card_visa")).toEqual({ ok: false, reason: "trial_refused", why: "claimed_before" });
  const customer = await at.customerOf(person);
  expect((await stripe.subscriptions.list({ customer, status: "all" })).data).toEqual([]);
  expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
  expect(await begin(person, "pm_card_visa", "none")).toMatchObject({ ok: true, status: "active" });
  expect(await world.available(person)).toBe(300n);
});

test("without Checkout, two users who start with one card at the same moment have one trial between them", {
  tags: ["full"],
}, async () => {
  const people = [await world.signUp(), await world.signUp()];
  const begun = await Promise.all(people.map((person) => begin(person, "pm_card_visa")));
  expect(begun.filter(({ ok }) => ok)).toMatchObject([{ status: "trialing" }]);
  expect(begun.filter(({ ok }) => !ok)).toMatchObject([{ reason: "trial_refused" }]);
  await world.deliver();
  const balances = await Promise.all(people.map(world.available));
  expect(balances.toSorted()).toEqual([30n, 50n]);
});

test("a bank account has one trial, too", { tags: ["full"] }, async () => {
  const [first, second] = [await world.signUp(), await world.signUp()];
  expect(await begin(first, "pm_usBankAccount_success")).toMatchObject({ ok: true, status: "trialing" });
  expect(await begin(second, "pm_usBankAccount_success")).toMatchObject({ ok: false, reason: "trial_refused" });
});

test("a trial given by hand in Stripe is not refused", { tags: ["full"] }, async () => {
  await someoneOnTrial();
  const person = await world.signUp();
  const params: Stripe.SubscriptionCreateParams = {
    customer: "",
    items: [{ price: await at.priceOf(TRYOUT) }],
    trial_period_days: 7,
    default_payment_method: await saveCard(world, person, "pm_card_visa"),
  };
  await stripe.subscriptions.create({ ...params, customer: await at.customerOf(person) });
  await world.deliver();
  expect(await world.available(person)).toBe(30n);
});
