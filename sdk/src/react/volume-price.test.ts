import { expect, test } from "vitest";
import { moreForLess, volumePrice } from "./volume-price.js";

const volume = {
  maxCredits: 50_000,
  tiers: [
    { fromCredits: 1, priceMicros: 1_000_000 },
    { fromCredits: 1_000, priceMicros: 800_000 },
  ],
};

test("a price is that of the API: one price for all credits, rounded once, half up, to what Stripe charges", () => {
  expect([999, 1_000, 1_001, 1_002].map((credits) => volumePrice("usd", volume, credits))).toEqual([
    999, 800, 801, 802,
  ]);
  const half = { maxCredits: 1_000, tiers: [{ fromCredits: 1, priceMicros: 500_000 }] };
  expect([1, 2, 3].map((credits) => volumePrice("usd", half, credits))).toEqual([1, 1, 2]);
  const whole = { maxCredits: 1_000, tiers: [{ fromCredits: 1, priceMicros: 1_000_000 }] };
  expect([49, 50, 150].map((credits) => volumePrice("isk", whole, credits))).toEqual([0, 100, 200]);
});

test("where more credits cost no more, they are offered", () => {
  expect(moreForLess("usd", volume, 799)).toBeNull();
  expect(moreForLess("usd", volume, 800)).toEqual({ credits: 1_000, amountCents: 800 });
  expect(moreForLess("usd", volume, 1_000)).toBeNull();
});
