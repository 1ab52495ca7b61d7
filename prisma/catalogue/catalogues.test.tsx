import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, test, vi } from "vitest";
import { readOffer } from "@/app/catalogue";
import { Comparison } from "@/components/pricing/comparison";
import { checkEntitlement } from "@/lib/billing/entitlements/check-entitlement";
import { listEntitlements } from "@/lib/billing/entitlements/list-entitlements";
import { findCatalogueDrift } from "@/lib/billing/reconcile/catalogue-drift";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { catalogueInput } from "@/lib/catalog/schemas";
import { undercutPlans } from "@/lib/catalog/undercut-plans";
import type { StripeClient } from "@/lib/stripe/client";
import { catalogue as adopted } from "@/prisma/catalogue/adopted";
import { catalogue as automation } from "@/prisma/catalogue/automation";
import { catalogue as defaults } from "@/prisma/catalogue/default";
import { catalogue as tokens } from "@/prisma/catalogue/tokens";

vi.setConfig({ testTimeout: 60_000 });

/** Prices that another app sells in the account already. */
async function sellBefore(stripe: StripeClient): Promise<Record<string, string>> {
  const price = async (name: string, unit_amount: number) => {
    const product = await stripe.products.create({ name: `${name} of the former app` });
    const { id } = await stripe.prices.create({
      product: product.id,
      unit_amount,
      currency: "usd",
      recurring: { interval: "month" },
    });
    return id;
  };
  return {
    STRIPE_PRICE_ID_BASIC: await price("Basic", 900),
    STRIPE_PRICE_ID_PREMIUM: await price("Premium", 2_900),
    STRIPE_PRICE_ID_ELITE: await price("Elite", 9_900),
  };
}

type World = Awaited<ReturnType<typeof billingWorld>>;

const limitsOf = async ({ database, now }: World, { userId }: Person) =>
  Object.fromEntries(
    (await listEntitlements(database.prisma, { userId }, now())).map((one) => [one.feature, one.limit]),
  );

const mayUse = async ({ database, now }: World, { userId }: Person, feature: string) => {
  const checked = await checkEntitlement(database.prisma, { userId, feature }, now());
  return checked.ok && checked.allowed;
};

const shown = async ({ database }: World) => {
  const { plans, rates } = await readOffer(database.prisma);
  return renderToStaticMarkup(<Comparison plans={plans} rates={rates} interval="MONTH" />);
};

test.each([defaults, adopted, automation, tokens])(
  "a catalogue sells nothing that everyone gets, or that nothing enforces",
  ({ plans }) => {
    // The cards of these plans say what their limits promise, and nothing by hand.
    expect(plans.flatMap(({ features }) => features ?? [])).toEqual([]);
  },
);

describe("the catalogue adopted", () => {
  it("sells the prices of the environment, shows and enforces its plans, and changes nothing in Stripe", {
    tags: ["full"],
  }, async () => {
    let ids: Record<string, string> = {};
    const world = await billingWorld(adopted, async (stripe) => {
      ids = await sellBefore(stripe);
      return ids;
    });
    const { database, stripe, services, now, signUp, subscribe, buyPack, deliver, available } = world;
    expect(await findCatalogueDrift(database.prisma, stripe)).toMatchObject({ drift: [] });
    expect(await applyCatalogue(services, adopted, now(), ids)).toMatchObject({ linked: [], pricesCreated: 0 });
    const html = await shown(world);
    for (const text of ["Basic", "Premium", "Elite", "$9", "$29", "$99"]) expect(html).toContain(text);

    const person = await signUp();
    await subscribe(person, "refill_premium_month");
    await buyPack(person, "pack_100");
    await deliver();
    expect(await available(person)).toBe(600n);
    expect(await limitsOf(world, person)).toEqual({ projects: 10n });
    const [sold] = (await stripe.subscriptions.list({ limit: 1 })).data;
    expect(sold?.items.data[0]?.price.id).toBe(ids.STRIPE_PRICE_ID_PREMIUM);
  });
});

describe("the catalogue automation", () => {
  const input = catalogueInput.parse(automation);

  it("has the advertised plans, each with a margin, and packs that undercut none of them", () => {
    expect(input.plans.map(({ name, prices, creditsPerMonth }) => [name, prices.month, creditsPerMonth])).toEqual([
      ["Free", null, 1_000],
      ["Basic", 2_999, 5_000],
      ["Pro", 9_999, 25_000],
      ["Enterprise", 29_999, 100_000],
    ]);
    const rates = input.plans.flatMap(({ name: plan, prices: { month: amountCents }, currency, creditsPerMonth }) =>
      amountCents === null ? [] : [{ plan, amountCents, currency, credits: creditsPerMonth }],
    );
    for (const pack of input.packs) {
      expect(pack.amountCents).toBe(pack.credits);
      expect(undercutPlans(pack, rates)).toEqual([]);
    }
    for (const { isFree, prices, estimatedCostCents } of input.plans) {
      if (!isFree) expect(prices.month).toBeGreaterThan(estimatedCostCents);
    }
  });

  it("is shown, sold and enforced: workflows, executions and models by plan", { tags: ["full"] }, async () => {
    const world = await billingWorld(automation);
    const { signUp, subscribe, deliver, available } = world;
    const html = await shown(world);
    for (const text of ["$29.99", "$99.99", "$299.99", "100,000", "Workflows"]) expect(html).toContain(text);

    const person = await signUp();
    const models = { models_standard: null, models_advanced: 0n, models_frontier: 0n };
    expect(await limitsOf(world, person)).toEqual({ workflows: 3n, executions: 10n, ...models });
    expect(await mayUse(world, person, "models_advanced")).toBe(false);
    await subscribe(person, "refill_pro_month");
    await deliver();
    expect(await available(person)).toBe(25_000n);
    expect(await limitsOf(world, person)).toMatchObject({ workflows: 50n, executions: 250n, models_advanced: null });
    expect(await mayUse(world, person, "models_advanced")).toBe(true);
    expect(await mayUse(world, person, "models_frontier")).toBe(false);

    const company = await signUp();
    await subscribe(company, "refill_enterprise_month");
    await deliver();
    expect(await available(company)).toBe(100_000n);
    expect(await limitsOf(world, company)).toMatchObject({ workflows: null, executions: null, models_frontier: null });
  });
});
