// @module-tag full
import { expect, test, vi } from "vitest";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { getBalance } from "@/lib/ledger/queries";
import { monthlyCents } from "./note-subscription-change";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const { database, services } = world;

async function changes({ userId }: Person) {
  const found = await database.prisma.subscriptionChange.findMany({
    where: { subscription: { userId } },
    orderBy: { at: "asc" },
  });
  return found.map(({ status, mrrCents }) => [status, Number(mrrCents)]);
}

const change = ({ userId }: Person, price: string) => changePlan(services, { userId, price }, world.now());

test("a life at Stripe leaves its changes, each once, dated when it happened", { tags: ["full"] }, async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  await world.advance({ months: 1 });
  await world.deliver();
  expect(await changes(person)).toHaveLength(1);

  await change(person, "refill_creator_month");
  const changedAt = world.now();
  await world.advance({ hours: 50 });
  await world.deliver();
  const { userId } = person;
  await cancelSubscription(services, { userId, when: "now" }, world.now());
  const endedAt = world.now();
  await world.advance({ hours: 50 });
  await world.deliver();

  const found = await database.prisma.subscriptionChange.findMany({
    where: { subscription: { userId } },
    orderBy: { at: "asc" },
    include: { subscription: true },
  });
  expect(found.map(({ status }) => status)).toEqual(["ACTIVE", "ACTIVE", "CANCELED"]);
  expect(found[0]?.at).toEqual(found[0]?.subscription.createdAt);
  expect(Math.abs((found[1]?.at.getTime() ?? 0) - changedAt.getTime())).toBeLessThan(60_000);
  expect(Math.abs((found[2]?.at.getTime() ?? 0) - endedAt.getTime())).toBeLessThan(60_000);
  expect(found[2]?.mrrCents).toBe(0n);
});

test("what Stripe kept of each payment is on record", { tags: ["full"] }, async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.buyPack(person, "pack_500");
  await world.deliver();
  const payments = await database.prisma.payment.findMany({ where: { userId: person.userId } });
  expect(payments).toHaveLength(2);
  for (const { feeCents, amountCents } of payments) {
    expect(feeCents).toBeGreaterThan(0);
    expect(feeCents).toBeLessThan(amountCents);
  }
});

test("the lots of a plan bear what was paid for their window", { tags: ["full"] }, async () => {
  const [monthly, yearly] = [await world.signUp(), await world.signUp()];
  await world.subscribe(monthly, "refill_starter_month");
  await world.subscribe(yearly, "refill_starter_year");
  await world.deliver();
  const costs = async ({ accountId }: Person) =>
    (await getBalance(database.sql, accountId, world.now()))?.lots
      .filter(({ origin }) => origin === "REFILL")
      .map(({ amountCents, currency, paymentId }) => [amountCents, currency, paymentId !== null]);
  expect(await costs(monthly)).toContainEqual([2_000, "usd", true]);
  expect(await costs(yearly)).toContainEqual([1_666, "usd", true]);
});

test.each([
  ["MONTH", 1_900, 1, 1_900n],
  ["MONTH", 1_900, 3, 5_700n],
  ["YEAR", 19_000, 1, 1_583n],
  ["YEAR", 19_000, 2, 3_167n],
  ["YEAR", 18, 1, 2n],
] as const)("a price of %s %i times %i is %i per month", (interval, amountCents, quantity, cents) => {
  expect(monthlyCents({ interval, amountCents }, quantity)).toBe(cents);
});
