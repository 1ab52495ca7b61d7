import { expect, test } from "vitest";
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
