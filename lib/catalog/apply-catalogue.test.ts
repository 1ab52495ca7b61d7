import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { editPlan } from "@/lib/catalog/edit-plan";
import { planInputOf } from "@/lib/catalog/plan-version";
import { listMeters, listPacks, listPlans } from "@/lib/catalog/queries";
import { type Catalogue, planInput } from "@/lib/catalog/schemas";
import { catalogue as defaults } from "@/prisma/catalogue/default";
import { catalogue as tokens } from "@/prisma/catalogue/tokens";

const database = await testDatabase();
const { stripe } = await testStripe();
const services = { database, stripe };
const now = new Date("2026-11-21T12:00:00Z");

const raised = (catalogue: Catalogue, key: string, change: Partial<Catalogue["plans"][number]>): Catalogue => ({
  ...catalogue,
  plans: catalogue.plans.map((plan) => (plan.key === key ? { ...plan, ...change } : plan)),
});

describe("applying a catalogue", () => {
  it("creates every plan, price and pack here and at Stripe, under lookup keys", async () => {
    const applied = await applyCatalogue(services, defaults, now);
    expect(applied).toMatchObject({ pricesCreated: 11, pricesRetired: 0, changed: [] });

    const plans = await listPlans(database.prisma);
    expect(plans.map((plan) => [plan.key, plan.creditsPerMonth])).toEqual([
      ["free", 50n],
      ["starter", 200n],
      ["pro", 400n],
      ["creator", 1000n],
      ["ultimate", 2000n],
    ]);
    const atStripe = await stripe.prices.list({ lookup_keys: ["refill_starter_month", "refill_starter_year"] });
    expect(
      atStripe.data.map((price) => [price.lookup_key, price.unit_amount, price.recurring?.interval]).sort(),
    ).toEqual([
      ["refill_starter_month", 2_000, "month"],
      ["refill_starter_year", 20_000, "year"],
    ]);
    const packs = await listPacks(database.prisma);
    expect(packs.map((pack) => [pack.credits, pack.bonusCredits, pack.amountCents])).toEqual([
      [500n, 0n, 6_000],
      [2_500n, 250n, 27_500],
      [10_000n, 1_500n, 100_000],
    ]);
    expect(packs.every((pack) => pack.stripePriceId)).toBe(true);
  });

  it("changes nothing when it is applied again", async () => {
    const before = await stripe.events.list({ limit: 1 });
    const applied = await applyCatalogue(services, defaults, now);
    expect(applied).toEqual({ created: [], changed: [], linked: [], pricesCreated: 0, pricesRetired: 0 });
    const after = await stripe.events.list({ limit: 1 });
    expect(after.data[0]?.id).toEqual(before.data[0]?.id);
  });

  it("creates a new Stripe price for a changed price and archives the old one", async () => {
    const [old] = (await stripe.prices.list({ lookup_keys: ["refill_pro_month"] })).data;
    const dearer = raised(defaults, "pro", { prices: { month: 4_900, year: 39_000 } });
    const applied = await applyCatalogue(services, dearer, now);
    expect(applied).toMatchObject({ changed: ["pro"], pricesCreated: 2, pricesRetired: 2 });

    const [current] = (await stripe.prices.list({ lookup_keys: ["refill_pro_month"] })).data;
    expect(current).toMatchObject({ unit_amount: 4_900, active: true });
    expect((await stripe.prices.retrieve(old?.id ?? "")).active).toBe(false);
    expect((await listPlans(database.prisma)).find((plan) => plan.key === "pro")?.version).toBe(2);
  });

  it("sells a different catalogue without a change of code", async () => {
    await applyCatalogue(services, tokens, now);
    const plan = (await listPlans(database.prisma)).find((one) => one.key === "tokens");
    expect(plan).toMatchObject({ creditsPerMonth: 1_000_000n, prices: [{ amountCents: 1_000, interval: "MONTH" }] });
    const pack = (await listPacks(database.prisma)).find((one) => one.key === "million");
    expect(pack).toMatchObject({ credits: 1_000_000n, amountCents: 1_200 });
  });

  it("keeps an admin's edit until the file changes that plan", async () => {
    await applyCatalogue(services, defaults, now);
    const creator = (await listPlans(database.prisma)).find((plan) => plan.key === "creator");
    if (!creator) throw new Error("The default catalogue has a Creator plan.");
    const edit = { planId: creator.id, input: { ...planInputOf(creator), creditsPerMonth: 1_100 } };
    await editPlan(services, { userId: null }, edit, now);
    expect(await applyCatalogue(services, defaults, now)).toMatchObject({ changed: [], pricesCreated: 0 });
    const credits = async () =>
      (await listPlans(database.prisma)).find((plan) => plan.key === "creator")?.creditsPerMonth;
    expect(await credits()).toBe(1_100n);

    const changed = await applyCatalogue(services, raised(defaults, "creator", { creditsPerMonth: 1_500 }), now);
    expect(changed).toMatchObject({ changed: ["creator"] });
    expect(await credits()).toBe(1_500n);
  });

  it("treats a file without a newly added field as unchanged, and one that sets the field as changed", async () => {
    const hashOf = async () =>
      (await database.prisma.plan.findUniqueOrThrow({ where: { key: "starter" } })).catalogueHash;
    await applyCatalogue(services, defaults, now);
    const starter = defaults.plans.find(({ key }) => key === "starter");
    const { quantity: _, limitsPerUnit: _per, spendLimits: _most, ...before } = planInput.parse(starter);
    expect(await hashOf()).toBe(createHash("sha256").update(JSON.stringify(before)).digest("hex"));
    const once = await applyCatalogue(services, raised(defaults, "starter", { quantity: "ONE" }), now);
    expect(once.changed).toEqual(["starter"]);
    expect((await listPlans(database.prisma)).find(({ key }) => key === "starter")).toMatchObject({ quantity: "ONE" });
  });

  it("creates every meter, and a new version when the file changes a rate", async () => {
    const rates = async () => {
      const meters = (await listMeters(database.prisma)).filter(({ key }) => key !== "token");
      return meters.map(({ key, version, credits, perUnits }) => [key, version, credits, perUnits]);
    };
    const first = [
      ["chat_tokens_in", 1, 1n, 10_000n],
      ["chat_tokens_out", 1, 1n, 2_000n],
      ["image", 1, 4n, 1n],
      ["audio_minute", 1, 1n, 1n],
      ["page", 1, 1n, 2n],
    ];
    expect(await rates()).toEqual(first);

    await applyCatalogue(services, defaults, now);
    const meters = defaults.meters?.map((meter) => (meter.key === "image" ? { ...meter, credits: 5 } : meter));
    const dearer = { ...defaults, meters };
    expect(await applyCatalogue(services, dearer, now)).toMatchObject({ created: [], changed: ["image"] });
    expect(await applyCatalogue(services, dearer, now)).toMatchObject({ created: [], changed: [] });
    expect(await rates()).toEqual(first.with(2, ["image", 2, 5n, 1n]));

    const image = (await listMeters(database.prisma)).find(({ key }) => key === "image");
    const audited = await database.prisma.auditLog.findMany({ where: { targetId: image?.id ?? "" } });
    expect(audited.map(({ action }) => action)).toEqual(["meter.created", "meter.edited"]);
  });

  it("refuses a file with a priced free plan, naming the field", async () => {
    const wrong = raised(defaults, "free", { prices: { month: 100 } });
    await expect(applyCatalogue(services, wrong, now)).rejects.toThrow("A free plan has no prices.");
  });
});
