import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { packInputOf } from "@/lib/catalog/create-pack";
import { editMeter } from "@/lib/catalog/edit-meter";
import { editPack } from "@/lib/catalog/edit-pack";
import { editPlan } from "@/lib/catalog/edit-plan";
import { meterInputOf } from "@/lib/catalog/meter-version";
import { planInputOf } from "@/lib/catalog/plan-version";
import { previewMeterEdit } from "@/lib/catalog/preview-meter-edit";
import { previewPackEdit } from "@/lib/catalog/preview-pack-edit";
import { previewPlanEdit } from "@/lib/catalog/preview-plan-edit";
import { findPlan, listMeters, listPacks, listPlans, planAudiences } from "@/lib/catalog/queries";
import { newUser } from "@/lib/ledger/testing/accounts";
import { catalogue } from "@/prisma/catalogue/default";

const database = await testDatabase();
const { stripe } = await testStripe();
const services = { database, stripe };
const db = database.prisma;
const ADMIN = { userId: null };
const NOW = new Date("2026-11-21T12:00:00Z");
await applyCatalogue(services, catalogue, NOW);

async function onSale<Item extends { key: string }>(items: Promise<Item[]>, key: string): Promise<Item> {
  const found = (await items).find((item) => item.key === key);
  if (!found) throw new Error(`${key} is not on sale.`);
  return found;
}
const plan = (key: string) => onSale(listPlans(db), key);

async function subscribe(versionId: string): Promise<void> {
  const userId = await newUser(database);
  await db.subscription.create({
    data: { userId, planVersionId: versionId, status: "ACTIVE", anchorAt: NOW, currentPeriodStart: NOW },
  });
}

test("a preview says what an edit of a plan does and for whom, and the edit then does it", async () => {
  const starter = await plan("starter");
  await subscribe(starter.versionId);
  await subscribe(starter.versionId);
  const input = { ...planInputOf(starter), creditsPerMonth: 250, prices: { month: 2_500, year: null } };
  const preview = await previewPlanEdit(db, { planId: starter.id, input });
  expect(preview).toEqual({
    ok: true,
    changes: [
      { field: "creditsPerMonth", before: 200, after: 250 },
      { field: "prices.month", before: 2_000, after: 2_500 },
      { field: "prices.year", before: 20_000, after: null },
    ],
    version: 1,
    nextVersion: 2,
    pricesCreated: 1,
    pricesArchived: 2,
    audience: { subscribers: 2, byVersion: [{ version: 1, subscribers: 2 }] },
  });
  const active = async () => (await stripe.prices.list({ active: true, limit: 100 })).data.length;
  const before = await active();
  expect(await editPlan(services, ADMIN, { planId: starter.id, input }, NOW)).toMatchObject({ version: 2 });
  expect(await active()).toBe(before - 2 + 1);
  await subscribe((await plan("starter")).versionId);
  const audiences = await planAudiences(db, [starter.id]);
  expect(audiences.get(starter.id)).toEqual({
    subscribers: 3,
    byVersion: [
      { version: 1, subscribers: 2 },
      { version: 2, subscribers: 1 },
    ],
  });
});

test("an edit that only moves a plan in the list makes no version, and one that repeats it changes nothing", async () => {
  const pro = await plan("pro");
  const same = { planId: pro.id, input: planInputOf(pro) };
  expect(await previewPlanEdit(db, same)).toMatchObject({ changes: [], nextVersion: null, pricesCreated: 0 });
  const moved = { planId: pro.id, input: { ...planInputOf(pro), sortOrder: 7 } };
  expect(await previewPlanEdit(db, moved)).toMatchObject({
    changes: [{ field: "sortOrder", before: 2, after: 7 }],
    nextVersion: null,
    pricesArchived: 0,
  });
});

test("of two admins who edit the same version, the second is refused and undoes nothing", async () => {
  const creator = await plan("creator");
  const input = planInputOf(creator);
  const edit = (change: object) =>
    editPlan(services, ADMIN, { planId: creator.id, version: creator.version, input: { ...input, ...change } }, NOW);
  const edits = await Promise.all([edit({ creditsPerMonth: 1_100 }), edit({ creditsPerMonth: 1_200 })]);
  expect(edits.map((one) => (one.ok ? "saved" : one.reason)).sort()).toEqual(["changed_meanwhile", "saved"]);
  const saved = await findPlan(db, creator.id);
  expect(saved).toMatchObject({ version: 2 });
  expect(edits.findIndex(({ ok }) => ok)).toBe(saved?.creditsPerMonth === 1_100n ? 0 : 1);

  const pack = await onSale(listPacks(db), "pack_500");
  const packEdit = { packId: pack.id, version: pack.version, input: { ...packInputOf(pack), credits: 600 } };
  expect(await editPack(services, ADMIN, packEdit, NOW)).toMatchObject({ ok: true, version: 2 });
  expect(await editPack(services, ADMIN, packEdit, NOW)).toEqual({ ok: false, reason: "changed_meanwhile" });
  const meter = await onSale(listMeters(db), "page");
  const meterEdit = { meterId: meter.id, version: meter.version, input: { ...meterInputOf(meter), credits: 2 } };
  expect(await editMeter(services, ADMIN, meterEdit, NOW)).toMatchObject({ ok: true, version: 2 });
  expect(await editMeter(services, ADMIN, meterEdit, NOW)).toEqual({ ok: false, reason: "changed_meanwhile" });
});

test("a preview of a pack counts the automatic top-ups that buy it, and those whose limit it exceeds", async () => {
  const pack = await onSale(listPacks(db), "pack_2500");
  for (const monthlyCapCents of [27_500, 40_000, 100_000]) {
    const rule = { enabled: true, thresholdCredits: 10n, packId: pack.id, currency: "usd", monthlyCapCents };
    await db.autoTopup.create({ data: { ...rule, userId: await newUser(database) } });
  }
  const edit = (change: object) => previewPackEdit(db, { packId: pack.id, input: { ...packInputOf(pack), ...change } });
  expect(await edit({ amountCents: 30_000 })).toMatchObject({
    changes: [{ field: "amountCents", before: 27_500, after: 30_000 }],
    nextVersion: 2,
    newPrice: true,
    autoTopups: { buy: 3, stop: 1 },
  });
  expect(await edit({ bonusCredits: 300 })).toMatchObject({ newPrice: false, autoTopups: { buy: 3, stop: 0 } });
});

test("a preview of a meter writes its cost with the currency, and invalid input is refused as by the edit", async () => {
  const meter = await onSale(listMeters(db), "image");
  const input = { ...meterInputOf(meter), credits: 5, cost: { micros: 1_500_000, currency: "usd" } };
  expect(await previewMeterEdit(db, { meterId: meter.id, input })).toMatchObject({
    changes: [
      { field: "credits", before: 4, after: 5 },
      { field: "cost", before: null, after: "$0.015" },
    ],
    nextVersion: 2,
  });
  expect(await previewMeterEdit(db, { meterId: meter.id, input: { ...input, credits: 0 } })).toMatchObject({
    reason: "invalid",
  });
  const renamed = { meterId: meter.id, input: { ...input, key: "photo" } };
  expect(await previewMeterEdit(db, renamed)).toEqual({ ok: false, reason: "key_is_fixed" });
});
