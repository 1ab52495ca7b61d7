import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { archivePlan } from "@/lib/catalog/archive-plan";
import { editPlan } from "@/lib/catalog/edit-plan";
import { planInputOf } from "@/lib/catalog/plan-version";
import {
  findFreePlan,
  findMeter,
  findPlan,
  findSellablePack,
  findSellablePrice,
  listPlans,
} from "@/lib/catalog/queries";
import { newMeter } from "@/lib/catalog/testing/meters";
import type { Db } from "@/lib/db";
import { catalogue } from "@/prisma/catalogue/default";

const database = await testDatabase();
const { stripe } = await testStripe();
const services = { database, stripe };
const now = new Date("2026-11-21T12:00:00Z");

let rowsRead = 0;

/** A client that counts the rows it reads, including relations. */
const counted = database.prisma.$extends({
  query: {
    $allOperations: async ({ query, args }) => {
      const result = await query(args);
      rowsRead += rowsIn(result);
      return result;
    },
  },
}) as unknown as Db;

function rowsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + rowsIn(one), 0);
  if (value === null || typeof value !== "object" || value instanceof Date) return 0;
  return ("key" in value || "id" in value ? 1 : 0) + Object.values(value).reduce((sum, one) => sum + rowsIn(one), 0);
}

async function rowsReadBy(look: (db: Db) => Promise<unknown>): Promise<number> {
  rowsRead = 0;
  expect(await look(counted)).not.toBeNull();
  return rowsRead;
}

beforeAll(async () => {
  await applyCatalogue(services, catalogue, now);
});

async function edit(key: string, creditsPerMonth: number): Promise<string> {
  const plan = (await listPlans(database.prisma)).find((one) => one.key === key);
  if (!plan) throw new Error(`There is no plan ${key}.`);
  const input = { ...planInputOf(plan), creditsPerMonth };
  await editPlan(services, { userId: null }, { planId: plan.id, input }, now);
  return plan.id;
}

it("a price on sale is found by its id, its Stripe id and its lookup key, with the current version of its plan", async () => {
  const before = await findSellablePrice(database.prisma, "refill_creator_year");
  const planId = await edit("creator", 1_001);
  const after = await findSellablePrice(database.prisma, "refill_creator_year");
  expect(after).toMatchObject({
    plan: { id: planId, version: 2, creditsPerMonth: 1_001n },
    price: { interval: "YEAR" },
  });
  for (const reference of [after?.price.id, after?.price.stripePriceId]) {
    expect(await findSellablePrice(database.prisma, reference ?? "")).toEqual(after);
  }
  for (const reference of [before?.price.id, before?.price.stripePriceId, "refill_nothing_month", planId, ""]) {
    expect(await findSellablePrice(database.prisma, reference ?? "")).toBeNull();
  }
  await archivePlan(services, { userId: null }, { id: planId }, now);
  expect(await findSellablePrice(database.prisma, "refill_creator_year")).toBeNull();
});

it.each(["\u0000", "pack_500\u0000", "\ud800"])(
  "a reference that no text of the database can be is none: %j",
  async (reference) => {
    expect(await findSellablePrice(database.prisma, reference)).toBeNull();
    expect(await findSellablePack(database.prisma, reference)).toBeNull();
  },
);

it("a price that does not exist at Stripe is not sold", async () => {
  const { price } = (await findSellablePrice(database.prisma, "refill_ultimate_month")) ?? {};
  await database.prisma.price.update({ where: { id: price?.id }, data: { stripePriceId: null } });
  expect(await findSellablePrice(database.prisma, price?.id ?? "")).toBeNull();
  expect(await findSellablePrice(database.prisma, "refill_ultimate_month")).toBeNull();
  expect(await findSellablePrice(database.prisma, "refill_ultimate_year")).not.toBeNull();
});

it("a lookup reads only the rows it needs, however large the catalogue is and however often it was edited", async () => {
  const { plan } = (await findSellablePrice(database.prisma, "refill_pro_month")) ?? {};
  const pack = catalogue.packs[0]?.key ?? "";
  const meterId = await newMeter(database, "words");
  const looks = {
    price: (db: Db) => findSellablePrice(db, plan?.prices[0]?.stripePriceId ?? ""),
    plan: (db: Db) => findPlan(db, plan?.id ?? ""),
    free: findFreePlan,
    pack: (db: Db) => findSellablePack(db, pack),
    meter: (db: Db) => findMeter(db, meterId),
  };
  const measure = async () => {
    const all: Record<string, number> = {};
    for (const [name, look] of Object.entries(looks)) all[name] = await rowsReadBy(look);
    return all;
  };
  const before = await measure();
  const [one] = catalogue.plans.filter(({ key }) => key === "starter");
  const [sold] = catalogue.packs;
  if (!one || !sold) throw new Error("The catalogue sells a plan and a pack.");
  const numbers = [1, 2, 3, 4, 5];
  const plans = numbers.map((number) => ({ ...one, key: `plan${number}` }));
  const packs = numbers.map((number) => ({ ...sold, key: `pack${number}` }));
  await applyCatalogue(services, { ...catalogue, plans, packs }, now);
  for (const number of numbers) await edit("starter", 200 + number);
  for (const number of numbers) await edit("free", 50 + number);
  await newMeter(database, "pictures");
  expect(await measure()).toEqual(before);
  // The plan, the row that refers to it, its version and the version's two prices.
  expect(before).toMatchObject({ price: 5, pack: 1 });
});
