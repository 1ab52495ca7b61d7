import { expect, test } from "vitest";
import { referralOf } from "@/lib/billing/referrals/queries";
import { recordReferral } from "@/lib/billing/referrals/record-referral";
import { referralCode } from "@/lib/billing/referrals/referral-code";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database } = world;

async function invited(): Promise<{ referrer: Person; referred: Person }> {
  const [referrer, referred] = [await world.signUp(), await world.signUp()];
  const code = await referralCode(database.sql, referrer.userId);
  const { email } = await database.prisma.user.findUniqueOrThrow({ where: { id: referred.userId } });
  await recordReferral(database.prisma, { userId: referred.userId, email, code }, world.now());
  return { referrer, referred };
}

/** Each user pays with a card that has not earned a reward yet. */
const CARDS = ["5555555555554444", "5200828282828210", "6011111111111117", "4000056655665556"];
const card = () => CARDS.pop() ?? "";

/** The payment intent of a user's only payment. */
async function paymentOf({ userId }: Person) {
  const payment = await database.prisma.payment.findFirstOrThrow({ where: { userId } });
  return { id: payment.stripePaymentIntentId ?? "", amount: payment.amountCents };
}

test("referrer and referred user get their rewards with the first paid invoice, once, whatever events arrive how often", {
  tags: ["full"],
}, async () => {
  const { referrer, referred } = await invited();
  await world.subscribe(referred, "refill_starter_month", card());
  expect(await world.available(referrer)).toBe(50n);
  await world.deliverAtOnce(3);
  expect(await world.available(referrer)).toBe(150n);
  expect(await world.available(referred)).toBe(300n);
  await world.advance({ months: 1, hours: 2 });
  await world.deliver();
  expect(await world.available(referrer)).toBe(150n);
  expect(await world.available(referred)).toBe(300n);
  expect(await world.violations()).toEqual([]);
  await world.cancelAll();
});

test("a pack is not an invoice for a plan and earns no reward", async () => {
  const { referrer, referred } = await invited();
  await world.buyPack(referred, "pack_500");
  await world.deliver();
  expect(await world.available(referrer)).toBe(50n);
  expect(await referralOf(database, referrer.userId)).toMatchObject({ pending: 1, rewarded: 0 });
});

test("a refund of that invoice claws back both rewards in proportion; spent credits become debt", {
  tags: ["full"],
}, async () => {
  const { referrer, referred } = await invited();
  await world.subscribe(referred, "refill_starter_month", card());
  await world.deliver();
  const payment = await paymentOf(referred);
  await world.stripe.refunds.create({ payment_intent: payment.id, amount: payment.amount / 2 });
  await world.deliver();
  expect(await world.available(referrer)).toBe(100n);
  expect(await world.available(referred)).toBe(150n);
  expect(await referralOf(database, referrer.userId)).toMatchObject({ rewarded: 1, creditsEarned: 50n });

  await world.spend(referrer, 100n);
  await world.stripe.refunds.create({ payment_intent: payment.id });
  await world.deliver();
  await world.deliver((events) => events);
  expect(await world.available(referrer)).toBe(0n);
  const account = await database.prisma.creditAccount.findUniqueOrThrow({ where: { id: referrer.accountId } });
  expect(account).toMatchObject({ balance: -50n, debt: 50n });
  expect(await referralOf(database, referrer.userId)).toMatchObject({ creditsEarned: 0n });
  expect(await world.violations()).toEqual([]);
});

test("a payment that was refunded before any event was processed leads to the same balances", {
  tags: ["full"],
}, async () => {
  const { referrer, referred } = await invited();
  await world.subscribe(referred, "refill_starter_month", card());
  const invoices = await world.stripe.invoices.list({ limit: 1 });
  const intents = await world.stripe.paymentIntents.list({ limit: 1 });
  expect(invoices.data).toHaveLength(1);
  await world.stripe.refunds.create({ payment_intent: intents.data[0]?.id ?? "" });
  await world.deliver((events) => events.toReversed());
  expect(await world.available(referrer)).toBe(50n);
  expect(await referralOf(database, referrer.userId)).toMatchObject({ creditsEarned: 0n });
  expect(await world.violations()).toEqual([]);
});

test("two users who pay with one card earn one reward, whatever the order and number of events", {
  tags: ["full"],
}, async () => {
  const shared = card();
  const invitations = [await invited(), await invited()];
  for (const { referred } of invitations) await world.subscribe(referred, "refill_starter_month", shared);
  await world.deliver((events) => events.toReversed());
  await world.deliverAtOnce(2);
  const earned = await Promise.all(invitations.map(({ referrer }) => world.available(referrer)));
  expect(earned.toSorted()).toEqual([150n, 50n]);
  const had = await Promise.all(invitations.map(({ referred }) => world.available(referred)));
  expect(had.toSorted()).toEqual([200n, 300n]);
  const refused = await database.prisma.referral.findMany({ where: { status: "REFUSED" } });
  expect(refused).toMatchObject([{ reason: "card_already_rewarded" }]);
  expect(await world.violations()).toEqual([]);
});

test("a user who pays with the referrer's card earns no reward", { tags: ["full"] }, async () => {
  const { referrer, referred } = await invited();
  await world.buyPack(referrer, "pack_500");
  await world.deliver();
  await world.subscribe(referred, "refill_starter_month");
  await world.deliver();
  expect(await world.available(referrer)).toBe(550n);
  expect(await world.available(referred)).toBe(200n);
  expect(await referralOf(database, referrer.userId)).toMatchObject({ refusals: [{ reason: "own_card", count: 1 }] });
});
