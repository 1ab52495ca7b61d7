import { expect, test } from "vitest";
import { cheapestInPlan, currencyOf, type OfferedPack, type OfferedPlan } from "@/components/pricing/offer";
import { DEFAULT_CURRENCY } from "@/lib/format/currencies";

const plan = (...currencies: string[]) => ({ prices: currencies.map((currency) => ({ currency })) });

test("a catalogue's currency is that of most of its prices, despite one plan in another", () => {
  expect(currencyOf([plan("jpy"), plan("eur", "eur"), plan()])).toBe("eur");
  expect(currencyOf([plan()], [{ currency: "jpy" }])).toBe("jpy");
  expect(currencyOf([])).toBe(DEFAULT_CURRENCY);
});

const sold = (creditsPerMonth: number, ...prices: Partial<OfferedPlan["prices"][number]>[]) =>
  ({
    creditsPerMonth,
    prices: prices.map((price) => ({ currency: "usd", interval: "MONTH", ...price })),
  }) as OfferedPlan;
const pack = (amountCents: number, credits: number, bonusCredits = 0, currency = "usd") =>
  ({ amountCents, credits, bonusCredits, currency }) as OfferedPack;

test("the price of a plan's credit is named only while every pack's is higher", () => {
  const plans = [sold(50), sold(200, { amountCents: 2_000 }, { amountCents: 19_200, interval: "YEAR" })];
  expect(cheapestInPlan({ plans, packs: [pack(6_000, 500), pack(9_000, 1_000)] })).toBe("$0.08");
  expect(cheapestInPlan({ plans, packs: [pack(8_000, 1_000)] })).toBeNull();
  expect(cheapestInPlan({ plans, packs: [pack(9_000, 1_000, 200)] })).toBeNull();
  expect(cheapestInPlan({ plans, packs: [pack(1, 1_000, 0, "eur")] })).toBe("$0.08");
  expect(cheapestInPlan({ plans: [sold(50)], packs: [pack(6_000, 500)] })).toBeNull();
});
