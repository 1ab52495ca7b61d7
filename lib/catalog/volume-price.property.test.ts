import fc from "fast-check";
import { expect, test } from "vitest";
import { edgesOf, moreForLess, type Volume, volumePrice } from "@/lib/catalog/volume-price";
import { currencyRule } from "@/lib/format/currencies";

type Pack = { credits: number; currency: string; volume: Volume };

/** Tiers in which each costs less per credit than the one before, as the catalogue requires. */
const packs: fc.Arbitrary<Pack> = fc
  .record({
    credits: fc.integer({ min: 1, max: 500 }),
    currency: fc.constantFrom("usd", "eur", "jpy", "isk", "kwd"),
    steps: fc.array(
      fc.record({ more: fc.integer({ min: 1, max: 2_000 }), micros: fc.integer({ min: 1, max: 5_000_000 }) }),
      { minLength: 1, maxLength: 5 },
    ),
    rest: fc.integer({ min: 1, max: 5_000 }),
  })
  .map(({ credits, currency, steps, rest }) => {
    const prices = [...new Set(steps.map(({ micros }) => micros))].sort((one, other) => other - one);
    let fromCredits = credits;
    const tiers = prices.map((priceMicros, index) => {
      if (index > 0) fromCredits += steps[index]?.more ?? 1;
      return { fromCredits, priceMicros };
    });
    return { credits, currency, volume: { maxCredits: fromCredits + rest, tiers } };
  });

const amountOf = ({ credits, volume }: Pack) => fc.integer({ min: credits, max: volume.maxCredits }).map(BigInt);

const chosen = packs.chain((pack) =>
  fc.record({ pack: fc.constant(pack), one: amountOf(pack), other: amountOf(pack) }),
);

test("from 1,000 on, all credits cost the price of the second tier", () => {
  const volume = {
    maxCredits: 100_000,
    tiers: [
      { fromCredits: 1, priceMicros: 1_000_000 },
      { fromCredits: 1_000, priceMicros: 800_000 },
    ],
  };
  const price = (credits: bigint) => volumePrice({ currency: "usd", volume }, credits);
  expect([100n, 999n, 1_000n, 1_001n, 1_002n, 100_000n].map(price)).toEqual([100, 999, 800, 801, 802, 80_000]);
  expect(moreForLess({ credits: 1, currency: "usd", volume }, 900n)).toEqual({ credits: 1_000n, amountCents: 800 });
  expect(moreForLess({ credits: 1, currency: "usd", volume }, 800n)).toEqual({ credits: 1_000n, amountCents: 800 });
  expect(moreForLess({ credits: 1, currency: "usd", volume }, 799n)).toBeNull();
});

test("halves are rounded up, once, to what Stripe charges in the currency", () => {
  const at = (currency: string, priceMicros: number) => (credits: bigint) =>
    volumePrice({ currency, volume: { maxCredits: 10_000, tiers: [{ fromCredits: 1, priceMicros }] } }, credits);
  expect([1n, 2n, 3n].map(at("usd", 500_000))).toEqual([1, 1, 2]);
  expect([100n, 101n].map(at("usd", 494_999))).toEqual([49, 50]);
  // Icelandic krónur are charged in whole units, dinars in steps of ten fils.
  expect([49n, 50n, 149n, 150n].map(at("isk", 1_000_000))).toEqual([0, 100, 100, 200]);
  expect([14n, 15n].map(at("kwd", 1_000_000))).toEqual([10, 20]);
});

test("a price is within half a step of the exact product, and is one that Stripe charges", () => {
  fc.assert(
    fc.property(chosen, ({ pack, one }) => {
      const { step } = currencyRule(pack.currency);
      const price = volumePrice(pack, one);
      const tier = pack.volume.tiers.filter(({ fromCredits }) => BigInt(fromCredits) <= one).at(-1);
      const exact = one * BigInt(tier?.priceMicros ?? 0);
      const off = BigInt(price) * 1_000_000n - exact;
      expect(price % step).toBe(0);
      expect(2n * off <= BigInt(step) * 1_000_000n && 2n * off > -BigInt(step) * 1_000_000n).toBe(true);
    }),
  );
});

test("if more credits cost less, such an amount is offered; within a tier they never do", () => {
  fc.assert(
    fc.property(chosen, ({ pack, one, other }) => {
      const [less, more] = one < other ? [one, other] : [other, one];
      const offer = moreForLess(pack, less);
      if (offer) {
        expect(offer.credits > less && offer.credits <= BigInt(pack.volume.maxCredits)).toBe(true);
        expect(offer.amountCents).toBe(volumePrice(pack, offer.credits));
        expect(offer.amountCents).toBeLessThanOrEqual(volumePrice(pack, less));
      }
      if (more > less && volumePrice(pack, more) < volumePrice(pack, less)) {
        expect(offer?.amountCents).toBeLessThanOrEqual(volumePrice(pack, more));
      }
    }),
  );
});

test("no amount costs less or more than those that the catalogue checks", () => {
  fc.assert(
    fc.property(chosen, ({ pack, one }) => {
      const prices = edgesOf(pack.volume, pack.credits).map((credits) => volumePrice(pack, credits));
      expect(volumePrice(pack, one)).toBeGreaterThanOrEqual(Math.min(...prices));
      expect(volumePrice(pack, one)).toBeLessThanOrEqual(Math.max(...prices));
    }),
  );
});
