import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { startSubscription } from "@/lib/billing/plans/start-subscription";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, services, stripe, now } = world;

const start = (
  { userId }: Person,
  paymentMethod: string,
  price = "refill_starter_month",
  idempotencyKey: string | null = null,
) => startSubscription(services, { userId, price, paymentMethod, trial: "offered", idempotencyKey }, now());

async function liveAt(person: Person): Promise<string[]> {
  const user = await database.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
  const { data } = await stripe.subscriptions.list({ customer: user.stripeCustomerId ?? "", limit: 100 });
  return data.map((one) => one.status);
}

test("a card that pays starts an active subscription with its credits, and is saved as the default", {
  tags: ["full"],
}, async () => {
  const person = await world.signUp();
  expect(await start(person, "pm_card_visa")).toEqual({ ok: true, status: "active", clientSecret: null });
  expect(await world.available(person)).toBe(200n);
  await world.deliver();
  expect(await world.available(person)).toBe(200n);
  expect(await database.prisma.savedCard.findUnique({ where: { userId: person.userId } })).toMatchObject({
    last4: "4242",
  });
  expect(await start(person, "pm_card_visa")).toEqual({ ok: false, reason: "already_subscribed" });
  expect(await liveAt(person)).toEqual(["active"]);
  expect(await world.violations(person)).toEqual([]);
});

test("a card declined when it is saved or when it is charged leaves no running subscription", {
  tags: ["full"],
}, async () => {
  for (const card of ["pm_card_chargeDeclined", "pm_card_chargeCustomerFail"]) {
    const person = await world.signUp();
    const declined = { ok: false, reason: "card_declined", sentence: expect.stringMatching(/declined/) };
    expect(await start(person, card)).toMatchObject(declined);
    await world.deliver();
    expect(await liveAt(person)).toEqual([]);
    expect(await database.prisma.savedCard.findUnique({ where: { userId: person.userId } })).toBeNull();
    expect(await world.available(person)).toBe(50n);
    expect(await start(person, "pm_card_visa")).toMatchObject({ ok: true, status: "active" });
  }
});

test("a payment that requires authentication leaves it incomplete with a secret; once confirmed, it is active with credits", {
  tags: ["full"],
}, async () => {
  const person = await world.signUp();
  const key = randomUUID();
  const begun = await start(person, "pm_card_threeDSecure2Required", "refill_starter_month", key);
  expect(begun).toMatchObject({ ok: true, status: "incomplete", clientSecret: expect.stringMatching(/_secret_/) });
  expect(await start(person, "pm_card_threeDSecure2Required", "refill_starter_month", key)).toEqual(begun);
  expect(await start(person, "pm_card_visa", "refill_pro_month", key)).toEqual({
    ok: false,
    reason: "idempotency_key_reused",
  });
  expect(await world.available(person)).toBe(50n);
  const intent = (begun.ok && begun.clientSecret?.split("_secret_")[0]) || "";
  await fetch(`${process.env.STRIPE_API_BASE}/challenge/${intent}`, {
    method: "POST",
    body: new URLSearchParams({ answer: "complete" }),
    redirect: "manual",
  });
  await world.deliver();
  expect(await world.available(person)).toBe(200n);
  expect(await start(person, "pm_card_threeDSecure2Required", "refill_starter_month", key)).toMatchObject({
    status: "active",
  });
});

test("an incomplete subscription is given up when another starts, and two requests at once start one", {
  tags: ["full"],
}, async () => {
  const person = await world.signUp();
  expect(await start(person, "pm_card_threeDSecure2Required")).toMatchObject({ status: "incomplete" });
  const both = await Promise.all([start(person, "pm_card_visa"), start(person, "pm_card_visa")]);
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  expect(await liveAt(person)).toEqual(["active"]);
  await world.deliver();
  expect(await world.available(person)).toBe(200n);
});

test("the same key twice at once starts one subscription, and both requests return it", async () => {
  const person = await world.signUp();
  const key = randomUUID();
  const wish = () => start(person, "pm_card_visa", "refill_starter_month", key);
  const both = await Promise.all([wish(), wish()]);
  expect(both).toEqual([
    { ok: true, status: "active", clientSecret: null },
    { ok: true, status: "active", clientSecret: null },
  ]);
  expect(await liveAt(person)).toEqual(["active"]);
});

test("a plan not on sale or an invalid payment method starts nothing", async () => {
  const person = await world.signUp();
  expect(await start(person, "pm_card_visa", "nope")).toEqual({ ok: false, reason: "unknown_price" });
  expect(await start(person, "pm_nope")).toMatchObject({ ok: false, reason: "unknown_payment_method" });
  expect(await liveAt(person)).toEqual([]);
});
