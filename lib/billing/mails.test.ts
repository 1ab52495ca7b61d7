// @module-tag full
import { afterEach, expect, it } from "vitest";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { notifyEndingSoon } from "@/lib/billing/plans/notify-ending-soon";
import { resumeSubscription } from "@/lib/billing/plans/resume-subscription";
import { confirmCheckout } from "@/lib/billing/purchases/confirm-checkout";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { clawBack } from "@/lib/ledger/claw-back";
import { getBalance } from "@/lib/ledger/queries";

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
  expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({ description: "500 credits" });
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

it("a payment is named after the plan it was for, even if another plan is current when it is read", async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await atStripe(world).change(person, "refill_pro_month");
  await world.deliver();
  const { userId } = person;
  const [mails, payments, events] = await Promise.all([
    database.prisma.mail.findMany({ where: { userId, template: "plan_paid" } }),
    database.prisma.payment.findMany({ where: { userId }, orderBy: { createdAt: "asc" } }),
    database.prisma.billingEvent.findMany({ where: { userId, type: { in: ["subscription_started", "changed"] } } }),
  ]);
  expect(payments.map(({ description }) => description)).toEqual(["Starter subscription", "Pro subscription"]);
  expect(events.map(({ description }) => description).sort()).toEqual(["Pro is now the plan", "Starter started"]);
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    "Starter has started for $20.00",
    expect.stringMatching(/^You changed to Pro for \$\d/),
  ]);
  expect(mails.find(({ subject }) => subject.startsWith("Starter"))?.text).toContain("200 credits every month");
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

it("the email about a refill says how many of its credits paid debt", async () => {
  const person = await world.signUp();
  const { userId, accountId } = person;
  await database.prisma.notificationSetting.create({ data: { userId, refilled: true } });
  const taken = { accountId, amount: 130n, sourceKey: "taken back", actor: "system" } as const;
  await clawBack(database.sql, taken, world.now());
  const owed = (await getBalance(database.sql, accountId, world.now()))?.debt ?? 0n;
  expect(owed).toBeGreaterThan(0n);
  await world.subscribe(person, "refill_starter_month");
  await world.deliver((events) => [...events, ...events]);
  const mails = await database.prisma.mail.findMany({ where: { userId, template: "refilled" } });
  expect(mails.map(({ text }) => text)).toEqual([
    expect.stringContaining(`${owed} credits paid what you owed, and ${200n - owed} are in your balance.`),
  ]);
});

it("an ending plan sends an email three days before, once, and again when the end has moved", {
  tags: ["full"],
}, async () => {
  const person = await subscribed();
  await stripe.subscriptions.update(person.subscription, { cancel_at_period_end: true });
  await world.deliver();
  await notifyEndingSoon(database.prisma, world.now());
  expect(await templates(person)).toEqual(["welcome", "plan_paid", "plan_canceled"]);
  const row = await database.prisma.subscription.findUniqueOrThrow({
    where: { stripeSubscriptionId: person.subscription },
  });
  const dayBefore = new Date((row.currentPeriodEnd?.getTime() ?? 0) - 86_400_000);
  for (const _hour of [1, 2]) await notifyEndingSoon(database.prisma, dayBefore);
  expect(await templates(person)).toEqual(["welcome", "plan_paid", "plan_canceled", "ending_soon"]);
});

function lastMail({ userId }: Person) {
  return database.prisma.mail.findFirstOrThrow({ where: { userId }, orderBy: { id: "desc" } });
}

it("canceling and resuming are each confirmed once, the end is told when it has come, and no reminder repeats it", {
  tags: ["full"],
}, async () => {
  const person = await subscribed();
  const { userId } = person;
  const twice = () => world.deliver((events) => [...events, ...events.toReversed()]);
  const cancel = () => cancelSubscription(world.services, { userId, when: "period_end" }, world.now());
  await cancel();
  await twice();
  expect((await lastMail(person)).text).toMatch(/spend its 200 credits.*You can resume the plan/s);
  await world.advance({ hours: 1 });
  await resumeSubscription(world.services, { userId }, world.now());
  await twice();
  expect((await lastMail(person)).text).toContain("Next charge: ");
  await world.advance({ hours: 29 * 24 });
  await cancel();
  await twice();
  await notifyEndingSoon(database.prisma, world.now());
  await world.advance({ hours: 48 });
  await twice();
  const ended = await lastMail(person);
  expect(ended.subject).toBe("Your Starter plan has ended");
  expect(ended.text).toContain("You are on Free now.");
  expect(ended.text).toContain(`Available: ${await world.available(person)} credits`);
  expect(await templates(person)).toEqual([
    ...["welcome", "plan_paid", "plan_canceled", "plan_resumed", "plan_canceled", "plan_ended"],
  ]);
});

it("a plan that ends at once or is not paid sends one email about its end", {
  tags: ["full"],
}, async () => {
  const left = await subscribed();
  await cancelSubscription(world.services, { userId: left.userId, when: "now" }, world.now());
  const unpaid = await subscribed();
  const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: unpaid.customer });
  await stripe.subscriptions.update(unpaid.subscription, { default_payment_method: bad.id });
  await world.advance({ months: 2 });
  await world.deliver((events) => [...events, ...events]);
  expect((await lastMail(left)).text).toMatch(/ has ended\n.*You are on Free now/s);
  const texts = await database.prisma.mail.findMany({ where: { userId: unpaid.userId, template: "plan_ended" } });
  expect(texts.map(({ text }) => text)).toEqual([expect.stringContaining("because its payment failed")]);
});

it("the email about a pack says how many of its credits paid debt", { tags: ["full"] }, async () => {
  const person = await world.signUp();
  await world.buyPack(person, "pack_500");
  await world.deliver();
  const paid = await database.prisma.payment.findFirstOrThrow({ where: { userId: person.userId } });
  await world.spend(person, 300n);
  await stripe.refunds.create({ payment_intent: paid.stripePaymentIntentId ?? "" });
  await world.deliver();
  const debt = (await getBalance(database.sql, person.accountId, world.now()))?.debt ?? 0n;
  expect(debt).toBeGreaterThan(0n);
  await world.buyPack(person, "pack_500");
  await world.deliver((events) => [...events, ...events]);
  const mail = await lastMail(person);
  expect(mail.subject).toContain("500 credits bought for $60");
  expect(mail.text).toContain(`${debt} credits paid what you owed, and ${500n - debt} are in your balance`);
});
