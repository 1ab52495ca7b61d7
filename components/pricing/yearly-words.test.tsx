import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Comparison } from "@/components/pricing/comparison";
import { Faq } from "@/components/pricing/faq";
import type { OfferedPlan } from "@/components/pricing/offer";

const monthly: OfferedPlan = {
  ...{ id: "1", key: "pro", isFree: false, name: "Pro", description: "", creditsPerMonth: 400 },
  ...{ refillPolicy: "RESET", rolloverCapCredits: null, trialDays: 0, trialCredits: 0, features: [], limits: [] },
  highlighted: false,
  prices: [{ id: "m", interval: "MONTH", amountCents: 3_900, currency: "usd" }],
};
const both: OfferedPlan = {
  ...monthly,
  prices: [...monthly.prices, { id: "y", interval: "YEAR", amountCents: 39_000, currency: "usd" }],
};
const page = (plan: OfferedPlan) =>
  renderToStaticMarkup(
    <>
      <Comparison plans={[plan, { ...plan, id: "2", name: "Team" }]} rates={[]} interval="MONTH" />
      <Faq plans={[plan]} />
    </>,
  );

test("a price list without yearly prices says nothing of yearly plans", () => {
  expect(page(monthly)).not.toMatch(/Yearly price|yearly plan/);
  expect(page(both)).toMatch(/Yearly price[\s\S]*yearly plan/);
});
