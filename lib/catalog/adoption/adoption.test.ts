import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { findCatalogueDrift } from "@/lib/billing/reconcile/catalogue-drift";
import { checkStripePrice, linkStripePrice } from "@/lib/catalog/adoption/link-stripe-price";
import { LinkRefusedError } from "@/lib/catalog/adoption/read-links";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { editPack } from "@/lib/catalog/edit-pack";
import { editPlan } from "@/lib/catalog/edit-plan";
import { mendCatalogue } from "@/lib/catalog/mend-catalogue";
import { planInputOf } from "@/lib/catalog/plan-version";
import { pushPlan } from "@/lib/catalog/push-plan";
import { listPacks, listPlans } from "@/lib/catalog/queries";
import type { Catalogue } from "@/lib/catalog/schemas";

const database = await testDatabase();
const { stripe } = await testStripe();
const services = { database, stripe };
const NOBODY = { userId: null };
const now = new Date("2026-11-21T12:00:00Z");
let made = 0;

type Terms = Partial<Omit<Stripe.PriceCreateParams, "recurring">> & {
  recurring?: Stripe.PriceCreateParams.Recurring | null;
};

/** A monthly price of $29 that another app created, unless `terms` say otherwise. */
async function foreignPrice({ recurring = { interval: "month" }, ...terms }: Terms = {}): Promise<Stripe.Price> {
  const product = terms.product ?? (await stripe.products.create({ name: "Sold elsewhere" })).id;
  const base = { currency: "usd", unit_amount: 2_900, ...terms, product };
  return stripe.prices.create(recurring ? { ...base, recurring } : base);
}

type Adopts = NonNullable<Catalogue["plans"][number]["stripe"]>;

function plan(stripe: Adopts | undefined, terms: Partial<Catalogue["plans"][number]> = {}) {
  made += 1;
  const offer = { key: `plan_${made}`, name: "Premium", creditsPerMonth: 500, prices: { month: 2_900 } };
  return { ...offer, ...(stripe && { stripe }), ...terms };
}

const file = (...plans: Catalogue["plans"]): Catalogue => ({ plans, packs: [] });
const found = async (key: string) => {
  const one = (await listPlans(database.prisma)).find((each) => each.key === key);
  if (!one) throw new Error(`There is no plan ${key}.`);
  return one;
};
const atStripe = async (price: Stripe.Price) => [
  await stripe.prices.retrieve(price.id),
  await stripe.products.retrieve(String(price.product)),
];
const drift = async () => (await findCatalogueDrift(database.prisma, stripe)).drift;

async function refusal(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof LinkRefusedError)) throw new Error("It was not refused.");
  return error.sentences;
}

describe("a catalogue that names Stripe prices by id", () => {
  it("links them instead of creating others, changes nothing in Stripe, and is idempotent", async () => {
    const price = await foreignPrice();
    const before = await atStripe(price);
    const one = plan({ prices: { month: { env: "STRIPE_PRICE_ID_PREMIUM" } } });
    const apply = () => applyCatalogue(services, file(one), now, { STRIPE_PRICE_ID_PREMIUM: price.id });
    expect(await apply()).toMatchObject({ created: [one.key], linked: [one.key], pricesCreated: 0, pricesRetired: 0 });
    const newest = (await stripe.events.list({ limit: 1 })).data[0]?.id;
    expect(await apply()).toMatchObject({ created: [], linked: [], pricesCreated: 0 });
    expect(await mendCatalogue(database.prisma, stripe, now)).toEqual({ pricesCreated: 0, pricesRetired: 0 });
    expect((await stripe.events.list({ limit: 1 })).data[0]?.id).toBe(newest);
    expect(await atStripe(price)).toEqual(before);
    const linked = { stripeProductId: price.product, adoptsProduct: true, version: 1 };
    expect(await found(one.key)).toMatchObject({ ...linked, prices: [{ stripePriceId: price.id }] });
    expect(await drift()).toEqual([]);
  });

  it("says in one sentence each what does not fit, and changes nothing", async () => {
    const archived = await foreignPrice();
    await stripe.prices.update(archived.id, { active: false });
    const cases: [string, Adopts, string][] = [
      ["amount", { prices: { month: (await foreignPrice({ unit_amount: 3_000 })).id } }, "charges $30.00, but"],
      ["currency", { prices: { month: (await foreignPrice({ currency: "eur" })).id } }, "is in EUR, but"],
      ["interval", { prices: { month: (await foreignPrice({ recurring: { interval: "year" } })).id } }, "every year"],
      ["once", { prices: { month: (await foreignPrice({ recurring: null })).id } }, "is charged once"],
      [
        "quarter",
        { prices: { month: (await foreignPrice({ recurring: { interval: "month", interval_count: 3 } })).id } },
        "every 3 months",
      ],
      ["archived", { prices: { month: archived.id } }, "is archived"],
      ["missing", { prices: { month: "price_none" } }, "Stripe has no price price_none"],
      ["no product", { product: "prod_none" }, "Stripe has no product prod_none"],
      ["unset", { prices: { month: { env: "STRIPE_PRICE_ID_UNSET" } } }, "Set STRIPE_PRICE_ID_UNSET"],
      ["not sold", { prices: { year: (await foreignPrice()).id } }, "has no such price"],
    ];
    const plans = cases.map(([, adopts]) => plan(adopts));
    const sentences = await refusal(applyCatalogue(services, file(...plans), now));
    expect(sentences).toHaveLength(cases.length);
    for (const [index, [name, , sentence]] of cases.entries()) {
      expect([name, sentences[index]]).toEqual([name, expect.stringContaining(sentence)]);
    }
    const keys = plans.map(({ key }) => key);
    expect(await database.prisma.plan.count({ where: { key: { in: keys } } })).toBe(0);
  });

  it("refuses a price that another plan sells, and prices of two products", async () => {
    const { id: month } = await foreignPrice();
    const { id: year } = await foreignPrice({ unit_amount: 29_000, recurring: { interval: "year" } });
    const [first, second] = [plan({ prices: { month } }), plan({ prices: { month } })];
    const [twice] = await refusal(applyCatalogue(services, file(first, second), now));
    expect(twice).toBe(`The price ${month} already sells the plan ${first.key}. A price sells one plan or pack.`);
    const both = plan({ prices: { month, year } }, { prices: { month: 2_900, year: 29_000 } });
    expect((await refusal(applyCatalogue(services, file(both), now)))[0]).toContain("belongs to several products");
  });

  it("creates prices that are not named on the product that is", async () => {
    const product = await stripe.products.create({ name: "Sold elsewhere" });
    const one = plan({ product: product.id }, { prices: { month: 2_900, year: 29_000 } });
    expect(await applyCatalogue(services, file(one), now)).toMatchObject({ linked: [one.key], pricesCreated: 2 });
    expect(await applyCatalogue(services, file(one), now)).toMatchObject({ linked: [], pricesCreated: 0 });
    const { data } = await stripe.prices.list({ product: product.id });
    expect(data.map(({ unit_amount }) => unit_amount).sort()).toEqual([2_900, 29_000]);
    expect(await stripe.products.retrieve(product.id)).toEqual(product);
  });

  it("links the prices of a pack, and never archives prices it did not create", async () => {
    const price = await foreignPrice({ recurring: null, unit_amount: 1_200 });
    const other = await foreignPrice({ recurring: null, unit_amount: 5_000, product: String(price.product) });
    const pack = { key: "adopted_pack", name: "100", credits: 100, amountCents: 1_200, stripe: { price: price.id } };
    const catalogue = { plans: [plan(undefined)], packs: [pack] };
    await applyCatalogue(services, catalogue, now);
    expect(await applyCatalogue(services, catalogue, now)).toMatchObject({ linked: [], pricesCreated: 0 });
    const row = (await listPacks(database.prisma)).find(({ key }) => key === pack.key);
    expect(row).toMatchObject({ stripePriceId: price.id });
    const { stripe: _named, ...terms } = pack;
    await editPack(services, NOBODY, { packId: row?.id ?? "", input: { ...terms, amountCents: 1_500 } }, now);
    const active = await stripe.prices.list({ product: String(price.product), active: true });
    expect(active.data.map(({ unit_amount }) => unit_amount).sort()).toEqual([1_200, 1_500, 5_000]);
    expect((await stripe.prices.retrieve(other.id)).active).toBe(true);
  });
});

describe("an adopted plan", () => {
  async function adopted() {
    const price = await foreignPrice();
    const one = plan({ prices: { month: price.id } });
    await applyCatalogue(services, file(one), now);
    return { one, price };
  }

  it("gets a new price on the same product for its next version, and its adopted price stays active", async () => {
    const { one, price } = await adopted();
    const before = await atStripe(price);
    const { id, ...current } = await found(one.key);
    const input = { ...planInputOf({ id, ...current }), name: "Premium plus", creditsPerMonth: 600 };
    expect(await editPlan(services, NOBODY, { planId: id, input }, now)).toMatchObject({ ok: true, pushed: true });
    const next = await found(one.key);
    expect(next).toMatchObject({ version: 2, stripeProductId: price.product });
    const sold = await stripe.prices.retrieve(next.prices[0]?.stripePriceId ?? "");
    expect(sold).toMatchObject({ product: price.product, unit_amount: 2_900 });
    expect(sold.id).not.toBe(price.id);
    expect(await atStripe(price)).toEqual(before);
    expect(await applyCatalogue(services, file(one), now)).toMatchObject({ linked: [], pricesCreated: 0 });
    expect(await drift()).toEqual([]);
  });

  it("has its product updated only when a person pushes it", async () => {
    const { one, price } = await adopted();
    const { id } = await found(one.key);
    await pushPlan(database.prisma, stripe, id, now);
    expect(await stripe.products.retrieve(String(price.product))).toMatchObject({ name: "Sold elsewhere" });
    await pushPlan(database.prisma, stripe, id, now, "update");
    expect(await stripe.products.retrieve(String(price.product))).toMatchObject({ name: "Premium" });
  });

  it("is drift when its product or price is archived in Stripe", async () => {
    const { price } = await adopted();
    await stripe.products.update(String(price.product), { active: false });
    await stripe.prices.update(price.id, { active: false });
    const mine = (await drift()).filter(({ id }) => id === price.id || id === price.product);
    expect(mine.map(({ object }) => object)).toEqual(["product", "price"]);
    await stripe.products.update(String(price.product), { active: true });
    await stripe.prices.update(price.id, { active: true });
  });
});

describe("linking one price as an admin", () => {
  it("is checked first, and puts the price on the next version when the current one has another", async () => {
    const one = plan(undefined);
    await applyCatalogue(services, file(one), now);
    const { id, prices } = await found(one.key);
    const price = await foreignPrice();
    const request = { kind: "plan", id, stripePriceId: price.id } as const;
    expect(await checkStripePrice(services, request)).toMatchObject({ ok: true, isLinked: false });
    expect(await found(one.key)).toMatchObject({ version: 1, prices });
    const link = () => linkStripePrice(services, NOBODY, request, now);
    expect(await link()).toMatchObject({ ok: true, changed: true, pushed: true });
    expect(await link()).toMatchObject({ ok: true, changed: false, pushed: true });
    const next = { version: 2, stripeProductId: price.product, prices: [{ stripePriceId: price.id }] };
    expect(await found(one.key)).toMatchObject(next);
    expect(
      await database.prisma.price.findUnique({ where: { stripePriceId: prices[0]?.stripePriceId ?? "" } }),
    ).not.toBe(null);
    const audited = await database.prisma.auditLog.findMany({ where: { targetId: id, action: "plan.stripe_linked" } });
    expect(audited).toHaveLength(1);
  });

  it("is refused with what does not fit", async () => {
    const one = plan(undefined);
    await applyCatalogue(services, file(one), now);
    const { id } = await found(one.key);
    const { id: stripePriceId } = await foreignPrice({ unit_amount: 100 });
    const request = { kind: "plan", id, stripePriceId } as const;
    expect(await linkStripePrice(services, NOBODY, request, now)).toEqual({
      ok: false,
      reason: "price_does_not_fit",
      sentences: [`${stripePriceId} charges $1.00, but the plan ${one.key} costs $29.00.`],
    });
    const unknown = { ...request, id: "00000000-0000-7000-8000-000000000000" };
    expect(await checkStripePrice(services, unknown)).toEqual({ ok: false, reason: "unknown_item" });
  });
});
