import { afterEach, expect, it } from "vitest";
import { notifyEndingSoon } from "@/lib/billing/plans/notify-ending-soon";
import { confirmCheckout } from "@/lib/billing/purchases/confirm-checkout";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, stripe } = world;

afterEach(() => world.cancelAll());

const templates = async ({ userId }: Person) =>
  (await database.prisma.mail.findMany({ where: { userId }, orderBy: { id: "asc" } })).map(({ template }) => template);

async function subscribed(): Promise<Person & { subscription: string; customer: string }> {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  const row = await database.prisma.subscription.findFirstOrThrow({
    where: { userId: person.userId, stripeSubscriptionId: { not: null } },
    include: { user: true },
  });
  return { ...person, subscription: row.stripeSubscriptionId ?? "", customer: row.user.stripeCustomerId ?? "" };
}

it("a failed renewal sends one email for each attempt, however often its event arrives", {
  tags: ["full"],
}, async () => {
  const person = await subscribed();
  const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: person.customer });
  await stripe.subscriptions.update(person.subscription, { default_payment_method: bad.id });
  await world.advance({ months: 1, hours: 2 });
  await world.deliver((events) => [...events, ...events]);
  expect(await templates(person)).toEqual(["welcome", "plan_paid", "payment_failed"]);
  const failed = await database.prisma.mail.findFirstOrThrow({
    where: { userId: person.userId, template: "payment_failed" },
  });
  expect(failed.text).toContain("Starter");
});

it("a refund and a dispute each send an email with the credits that they took", async () => {
  const person = await world.signUp();
  await world.buyPack(person, "pack_500");
  await world.deliver();
  const payment = await database.prisma.payment.findFirstOrThrow({ where: { userId: person.userId } });
  const intent = payment.stripePaymentIntentId ?? "";
  await stripe.refunds.create({ payment_intent: intent, amount: 2_400 });
  await world.deliver((events) => [...events, ...events]);
  const decide = (what: string, body = {}) =>
    fetch(`${world.local.url}/_local/disputes/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await decide("open", { charge: intent });
  await world.deliver();
  await decide(`${intent}/lose`);
  await world.deliver();
  const mails = await database.prisma.mail.findMany({ where: { userId: person.userId }, orderBy: { id: "asc" } });
  expect(mails.map(({ template }) => template)).toEqual([
    "welcome",
    "pack_bought",
    "refunded",
    "dispute_opened",
    "dispute_closed",
  ]);
  expect(mails[2]?.text).toContain("200");
  expect(mails[3]?.text).toContain("300");
  expect(mails[4]?.text).toContain("300");
});

it("a purchase at Checkout sends one email, however often and in whatever order its events arrive", async () => {
  const person = await world.signUp();
  const session = await world.buyPack(person, "pack_500", 2);
  await world.deliver((events) => [...events.toReversed(), ...events]);
  await confirmCheckout(world.services, { userId: person.userId, sessionId: session }, world.now());
  const mails = await database.prisma.mail.findMany({ where: { userId: person.userId }, orderBy: { id: "asc" } });
  expect(mails.map(({ template }) => template)).toEqual(["welcome", "pack_bought"]);
  expect(mails[1]?.subject).toContain("1,000 credits added for $120");
});

it("a plan sends one email when it starts and one for each renewal, also when events come twice and late", {
  tags: ["full"],
}, async () => {
  const person = await subscribed();
  await world.advance({ months: 1, hours: 2 });
  await world.advance({ months: 1, hours: 2 });
  await world.deliver((events) => [...events.toReversed(), ...events]);
  const mails = await database.prisma.mail.findMany({ where: { userId: person.userId, template: "plan_paid" } });
  expect(mails.map(({ subject }) => subject.replace(/ for .*/, "")).sort()).toEqual([
    "Starter has started",
    "Starter was renewed",
    "Starter was renewed",
  ]);
});

it("a refill sends an email only to users who asked for it", { tags: ["full"] }, async () => {
  const asked = await subscribed();
  const other = await subscribed();
  await database.prisma.notificationSetting.upsert({
    where: { userId: asked.userId },
    create: { userId: asked.userId, refilled: true },
    update: { refilled: true },
  });
  await world.advance({ months: 1, hours: 2 });
  await world.deliver();
  expect(await templates(asked)).toContain("refilled");
  expect(await templates(other)).not.toContain("refilled");
});

it("an ending plan sends an email three days before, once, and again when the end has moved", {
  tags: ["full"],
}, async () => {
  const person = await subscribed();
  await stripe.subscriptions.update(person.subscription, { cancel_at_period_end: true });
  await world.deliver();
  await notifyEndingSoon(database.prisma, world.now());
  expect(await templates(person)).toEqual(["welcome", "plan_paid"]);
  const row = await database.prisma.subscription.findUniqueOrThrow({
    where: { stripeSubscriptionId: person.subscription },
  });
  const dayBefore = new Date((row.currentPeriodEnd?.getTime() ?? 0) - 86_400_000);
  for (const _hour of [1, 2]) await notifyEndingSoon(database.prisma, dayBefore);
  expect(await templates(person)).toEqual(["welcome", "plan_paid", "ending_soon"]);
});
