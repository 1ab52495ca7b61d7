// @module-tag full
import { afterEach, expect, test } from "vitest";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { clawBacks } from "@/lib/ledger/lots-of";

const world = await billingWorld();
const { database } = world;
const at = atStripe(world);

afterEach(async () => expect(await world.violations()).toEqual([]));

const lotsOf = ({ accountId }: Person) =>
  database.prisma.creditLot.findMany({ where: { accountId }, orderBy: { grantSeq: "asc" } });

test("a lot states its origin: a refill, an upgrade, a pack, a bonus", async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  await at.change(person, "refill_pro_month");
  await world.deliver();
  await world.buyPack(person, "pack_2500");
  await world.deliver();
  const origins = (await lotsOf(person)).map(({ origin }) => origin);
  // The first is the free plan's.
  expect(origins).toEqual(["REFILL", "REFILL", "UPGRADE", "PURCHASE", "BONUS"]);
});

test("a clawback by a plan change names its window, and one by a refund names its lot", async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_pro_month");
  await world.deliver();
  await at.change(person, "refill_starter_month");
  await world.deliver();
  await at.refundLast(person, 1_000);
  await world.deliver();
  const lot = (await lotsOf(person)).findLast(({ origin }) => origin === "REFILL");
  const causes = (await clawBacks(database.sql, person.accountId)).map(({ cause }) => cause);
  expect(causes).toEqual([
    { kind: "PLAN_CHANGE", subscriptionId: lot?.subscriptionId, windowStart: lot?.windowStart },
    { kind: "MONEY_BACK", lotId: lot?.id },
  ]);
});
