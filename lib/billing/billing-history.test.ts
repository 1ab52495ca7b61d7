// @module-tag full
import { afterEach, expect, test } from "vitest";
import { accountFacts } from "@/lib/account/account-facts";
import { billingHistory } from "@/lib/billing/billing-history";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { findPayment } from "@/lib/billing/purchases/find-payment";
import { BANK_THAT_FAILS, BANK_THAT_PAYS, billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, stripe } = world;
const { sql } = database;

afterEach(() => world.cancelAll());

/** The rows of one page of a person's billing history, oldest first. */
async function rows({ userId, accountId }: Person, limit = 50): Promise<string[]> {
  const page = await billingHistory({ db: database.prisma, sql }, { userId, accountId }, { limit });
  return page.data.map(({ type, amountCents, credits }) => `${type} ${amountCents} ${credits}`).toReversed();
}

async function intentOf({ userId }: Person): Promise<string> {
  const payment = await database.prisma.payment.findFirstOrThrow({ where: { userId } });
  return payment.stripePaymentIntentId ?? "";
}

test("a purchase is one row with its money and credits, also where pages are short", { tags: ["full"] }, async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  await world.buyPack(person, "pack_2500");
  await world.deliver();
  expect(await rows(person)).toEqual(["refilled null 50", "subscription_started 2000 200", "pack_bought 27500 2750"]);
  // The refill of the plan is newer than its payment, and part of its row on every page.
  expect(await rows(person, 1)).toEqual(["pack_bought 27500 2750"]);
  expect((await rows(person, 2)).filter((row) => row.startsWith("refilled"))).toEqual([]);
});

test("each refund says how many credits went, and together they say all that went", async () => {
  const person = await world.signUp();
  await world.buyPack(person, "pack_500");
  await world.deliver();
  for (const amount of [1_000, 1_000, 1_400]) {
    await stripe.refunds.create({ payment_intent: await intentOf(person), amount });
    await world.deliver();
  }
  const refunds = (await rows(person)).filter((row) => row.startsWith("refunded"));
  const credits = refunds.map((row) => Number(row.split(" ").at(-1)));
  expect(refunds).toHaveLength(3);
  expect(credits.every((amount) => amount < 0)).toBe(true);
  expect(credits.reduce((sum, amount) => sum + amount, 0)).toBe(Number(await world.available(person)) - 550);

  // Admins see the same, on the payment's page.
  const payment = await database.prisma.payment.findFirstOrThrow({ where: { userId: person.userId } });
  const details = await findPayment({ db: database.prisma, sql }, payment.id);
  const shown = details?.history.filter(({ type }) => type === "refunded");
  expect(shown?.map((event) => Number(event.credits))).toEqual(credits);
});

test("a bank debit is on its way, then added or failed in words for its payer", async () => {
  const [lucky, unlucky] = [await world.signUp(), await world.signUp()];
  await world.buyPack(lucky, "pack_500", 1, BANK_THAT_PAYS);
  await world.buyPack(unlucky, "pack_500", 1, BANK_THAT_FAILS);
  await world.deliver();
  const delayed = async ({ userId }: Person) => (await accountFacts(sql, userId, world.now())).delayed;
  expect(await delayed(lucky)).toMatchObject([{ state: "processing", description: "500 credits", amountCents: 6_000 }]);
  expect(await delayed(unlucky)).toMatchObject([{ state: "processing" }]);
  await world.advance({ hours: 24 * 6 });
  await world.deliver();
  expect(await delayed(lucky)).toEqual([]);
  const [failed] = await delayed(unlucky);
  expect(failed).toMatchObject({ state: "failed" });
  expect(failed?.failureMessage).toMatch(/^Your bank account /);
  expect(await accountFacts(sql, lucky.userId, world.now())).toMatchObject({ hasBought: true, hasApiKey: false });
  expect(await accountFacts(sql, unlucky.userId, world.now())).toMatchObject({ hasBought: false });
  await world.advance({ hours: 24 * 14 });
  expect(await delayed(unlucky)).toEqual([]);
});

test("between the end of a period and the payment of its renewal the refill is due, not a month away", {
  tags: ["full"],
}, async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  const view = () => currentSubscription(database.prisma, person.userId, world.now());
  const end = (await view())?.currentPeriodEnd;
  expect((await view())?.nextRefill).toEqual({ at: end, credits: 200n });
  await world.local.advanceTo(Math.floor((end?.getTime() ?? 0) / 1000) + 1_800);
  await world.deliver();
  expect((await view())?.nextRefill).toEqual({ at: end, credits: 200n });
  await world.advance({ hours: 2 });
  await world.deliver();
  const next = (await view())?.nextRefill;
  expect(next?.at.getTime()).toBeGreaterThan(world.now().getTime());
});
