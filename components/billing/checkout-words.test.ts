import { expect, test } from "vitest";
import { planWords } from "@/components/billing/checkout-words";
import type { PlanView } from "@/lib/catalog/types";

const plan = { key: "starter", name: "Starter", creditsPerMonth: 200n, trialDays: 7, trialCredits: 30n } as PlanView;
const price = { interval: "MONTH", amountCents: 2_000, currency: "usd" } as PlanView["prices"][number];

test("a plan that is paid at once says what it costs", () => {
  expect(planWords(plan, price, { withTrial: false })).toMatchObject({
    title: "Subscribe to Starter",
    terms: "$20 a month for 200 credits every month. Cancel any time.",
  });
});

test("a plan that starts with a trial says what is free, which credits come now, and what follows", () => {
  expect(planWords(plan, price, { withTrial: true })).toMatchObject({
    title: "Try Starter free for 7 days",
    terms:
      "30 credits now, and nothing to pay for 7 days. Then $20 a month for 200 credits every month. Cancel before then and you pay nothing.",
  });
  const without = planWords({ ...plan, trialDays: 1, trialCredits: 0n }, price, { withTrial: true });
  expect(without.title).toBe("Try Starter free for 1 day");
  expect(without.terms).toMatch(/^Nothing to pay for 1 day\. Then \$20 a month/);
});
