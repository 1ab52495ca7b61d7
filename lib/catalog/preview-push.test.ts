import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { newPerson } from "@/lib/api/testing/people";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { archivePack } from "@/lib/catalog/archive-pack";
import { insertPlan } from "@/lib/catalog/create-plan";
import { updatePack } from "@/lib/catalog/edit-pack";
import { updatePlan } from "@/lib/catalog/edit-plan";
import { mendCatalogue } from "@/lib/catalog/mend-catalogue";
import { type PushScope, previewPush } from "@/lib/catalog/preview-push";
import { pushByAdmin } from "@/lib/catalog/push-by-admin";
import { pushPlan } from "@/lib/catalog/push-plan";
import { packInput, planInput } from "@/lib/catalog/schemas";

const database = await testDatabase();
const db = database.prisma;
const { stripe } = await testStripe();
const ADMIN = { userId: null };
const NOW = new Date("2026-11-21T12:00:00Z");

const plan = planInput.parse({ key: "solo", name: "Solo", creditsPerMonth: 10, prices: { month: 900, year: 9_000 } });
const other = { ...plan, key: "duo", name: "Duo" };
const pack = packInput.parse({ key: "pack", name: "Pack", credits: 5, amountCents: 700 });
await applyCatalogue({ database, stripe }, { plans: [plan, other], packs: [pack] }, NOW);
const { id: planId } = await db.plan.findUniqueOrThrow({ where: { key: "solo" } });
const { id: packId } = await db.creditPack.findUniqueOrThrow({ where: { key: "pack" } });

const preview = async (scope: PushScope) => (await previewPush(db, stripe, scope)).map(({ what }) => what);
const count = (sentences: string[], act: string) => sentences.filter((one) => one.startsWith(act)).length;

test("a push is shown in full before it happens, does exactly that, and then has nothing left to do", async () => {
  expect(await preview("all")).toEqual([]);
  await stripe.products.update("refill_plan_solo", { name: "Renamed", active: false });
  await updatePlan(db, ADMIN, { planId, input: { ...plan, prices: { month: 1_000, year: null } } }, NOW);
  await updatePack(db, ADMIN, { packId, input: { ...pack, amountCents: 800 } }, NOW);

  const ofPlan = await preview({ kind: "plan", id: planId });
  expect(ofPlan).toEqual([
    "Update the product Solo: name Renamed becomes Solo, it is restored.",
    "Create the price of Solo: $10.00 per month.",
    expect.stringMatching(/^Archive the price of Solo: \$90?\.00 \(price_\w+\)\.$/),
    expect.stringMatching(/^Archive the price of Solo: \$90?\.00 \(price_\w+\)\.$/),
  ]);
  const all = await preview("all");
  expect(all).toEqual([
    ...ofPlan,
    "Create the price of Pack: $8.00.",
    expect.stringMatching(/^Archive the price of Pack: price_/),
  ]);
  expect(await preview("all")).toEqual(all);

  expect(await mendCatalogue(db, stripe, NOW)).toEqual({
    pricesCreated: count(all, "Create the price"),
    pricesRetired: count(all, "Archive the price"),
  });
  expect(await stripe.products.retrieve("refill_plan_solo")).toMatchObject({ name: "Solo", active: true });
  expect(await preview("all")).toEqual([]);
});

test("a plan that is not in Stripe yet is created with its prices, and only the item that is pushed is shown", async () => {
  const trio = await insertPlan(
    db,
    ADMIN,
    { ...plan, key: "trio", name: "Trio", prices: { month: 900, year: null } },
    NOW,
  );
  if (!trio.ok) throw new Error(trio.reason);
  const shown = ["Create the product Trio.", "Create the price of Trio: $9.00 per month."];
  expect(await preview({ kind: "plan", id: trio.planId })).toEqual(shown);
  expect(await preview({ kind: "pack", id: packId })).toEqual([]);
  expect(await pushPlan(db, stripe, trio.planId, NOW)).toEqual({ pricesCreated: 1, pricesRetired: 0 });
  expect(await preview("all")).toEqual([]);
});

test("a push by an admin records who, and the ids that it created, archived and forgot, also if it fails half-way", async () => {
  const admin = await newPerson(database, 0, "ADMIN");
  const actor = { userId: admin.id, network: "203.0.113.0/24", requestId: "request-1" };
  const [month] = await db.price.findMany({ where: { planVersion: { planId }, archivedAt: null } });
  await updatePlan(db, ADMIN, { planId, input: { ...plan, prices: { month: 1_100, year: null } } }, NOW);
  await db.creditPack.update({ where: { id: packId }, data: { stripePriceId: "price_deleted_in_stripe" } });

  await pushByAdmin({ database, stripe }, actor, "all", NOW);
  const { stripePriceId: ofPack } = await db.creditPack.findUniqueOrThrow({ where: { id: packId } });
  const [raised] = await db.price.findMany({ where: { planVersion: { planId }, archivedAt: null } });
  const record = await db.auditLog.findFirstOrThrow({ where: { action: "catalogue.pushed" } });
  expect(record).toMatchObject({
    actorId: admin.id,
    targetId: "all",
    network: "203.0.113.0/24",
    requestId: "request-1",
  });
  expect(record.after).toMatchObject({ pricesForgotten: ["price_deleted_in_stripe"], complete: true });
  expect(record.after).toHaveProperty("pricesCreated", expect.arrayContaining([raised?.stripePriceId, ofPack]));
  expect(record.after).toHaveProperty("pricesArchived", expect.arrayContaining([month?.stripePriceId]));

  const away = { ...stripe, products: { ...stripe.products, retrieve: () => Promise.reject(new Error("away")) } };
  const failed = pushByAdmin(
    { database, stripe: away as unknown as typeof stripe },
    actor,
    { kind: "plan", id: planId },
    NOW,
  );
  await expect(failed).rejects.toThrow("away");
  expect(await db.auditLog.findFirstOrThrow({ where: { targetId: planId, action: "catalogue.pushed" } })).toMatchObject(
    {
      actorId: admin.id,
      after: { complete: false },
    },
  );
});

test("what is not on sale is not part of a push of everything", async () => {
  await archivePack({ database, stripe }, ADMIN, { id: packId }, NOW);
  await stripe.products.update("refill_pack_pack", { active: true });
  expect(await preview("all")).toEqual([]);
  expect(await preview({ kind: "pack", id: packId })).toEqual(["Update the product Pack: it is archived."]);
});
