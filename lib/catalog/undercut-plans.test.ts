import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { type Catalogue, catalogueInput } from "@/lib/catalog/schemas";
import { type PlanRate, undercutPlans } from "@/lib/catalog/undercut-plans";

const rates: PlanRate[] = [
  { plan: "Starter", amountCents: 2_000, currency: "usd", credits: 200 },
  { plan: "Starter", amountCents: 20_000, currency: "usd", credits: 2_400 },
  { plan: "Pro", amountCents: 3_900, currency: "usd", credits: 400 },
  { plan: "Euro", amountCents: 9_000, currency: "eur", credits: 100 },
];
const pack = (amountCents: number, credits: number, bonusCredits = 0) => ({
  amountCents,
  credits,
  bonusCredits,
  currency: "usd",
});

test("a pack undercuts a plan when its credits cost less than at each of the plan's prices", () => {
  expect(undercutPlans(pack(1_000, 500), rates)).toEqual(["Starter", "Pro"]);
  expect(undercutPlans(pack(9_000, 1_000), rates)).toEqual(["Pro"]);
  expect(undercutPlans(pack(6_000, 500), rates)).toEqual([]);
});

test("a bonus counts, and the same price is not cheaper", () => {
  expect(undercutPlans(pack(3_900, 400), rates)).toEqual([]);
  expect(undercutPlans(pack(3_900, 400, 1), rates)).toEqual(["Pro"]);
});

test.each(readdirSync("prisma/catalogue").filter((file) => /^\w+\.ts$/.test(file)))(
  "no pack of the catalogue file %s undercuts one of its plans",
  async (file) => {
    const { catalogue } = (await import(`@/prisma/catalogue/${file.replace(".ts", "")}.ts`)) as {
      catalogue: Catalogue;
    };
    const { plans, packs } = catalogueInput.parse(catalogue);
    const sold = plans.flatMap(({ name, prices, currency, creditsPerMonth }) => [
      ...(prices.month ? [{ plan: name, amountCents: prices.month, currency, credits: creditsPerMonth }] : []),
      ...(prices.year ? [{ plan: name, amountCents: prices.year, currency, credits: creditsPerMonth * 12 }] : []),
    ]);
    for (const one of packs) expect(undercutPlans(one, sold), one.key).toEqual([]);
  },
);
