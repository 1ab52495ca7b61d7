import { expect, test } from "vitest";
import { packInput } from "@/lib/catalog/schemas";

const volume = {
  maxCredits: 50_000,
  tiers: [
    { fromCredits: 1, priceMicros: 1_000_000 },
    { fromCredits: 1_000, priceMicros: 800_000 },
  ],
};
const pack = { key: "any", name: "Credits", credits: 100, amountCents: 100, currency: "usd", volume };

const wrong = (change: object) =>
  packInput.safeParse({ ...pack, ...change }).error?.issues.map(({ path }) => path.join("."));

test("a pack that is sold in any amount has a largest amount, tiers, and the price of its smallest amount", () => {
  expect(packInput.safeParse(pack)).toMatchObject({ success: true, data: { volume } });
  expect(packInput.parse({ ...pack, volume: undefined }).volume).toBeNull();
});

test("tiers that contradict each other or the pack are refused, naming the field", () => {
  const tiers = (...pairs: [number, number][]) => ({
    volume: { ...volume, tiers: pairs.map(([fromCredits, priceMicros]) => ({ fromCredits, priceMicros })) },
  });
  expect(wrong({ amountCents: 101 })).toEqual(["amountCents"]);
  expect(wrong({ bonusCredits: 10 })).toEqual(["bonusCredits"]);
  expect(wrong({ volume: { ...volume, maxCredits: 100 } })).toEqual(["volume.maxCredits"]);
  expect(wrong(tiers([101, 1_000_000]))).toEqual(["volume.tiers"]);
  expect(wrong(tiers([1, 1_000_000], [1, 900_000]))).toEqual(["volume.tiers"]);
  expect(wrong(tiers([1, 1_000_000], [1_000, 1_000_000]))).toEqual(["volume.tiers"]);
  expect(wrong(tiers([1, 1_000_000], [50_001, 900_000]))).toEqual(["volume.tiers"]);
  expect(wrong(tiers())).toEqual(["volume.tiers"]);
  // 1,000 credits would cost 40 cents, and 50,000 more than Stripe charges at once.
  expect(wrong(tiers([1, 1_000_000], [1_000, 40_000]))).toEqual(["volume.tiers"]);
  expect(wrong({ ...tiers([1, 1_000_000_000_000]), amountCents: 99_999_999 })).toEqual(["volume.tiers"]);
});
