import fc from "fast-check";
import { expect, test } from "vitest";
import { priceQuantity } from "@/lib/catalog/price-quantity";
import { priceRequests } from "@/lib/catalog/price-requests";
import type { Rate } from "@/lib/catalog/types";

const tokens: Rate = { credits: 1n, perUnits: 10_000n, rounding: "UP", minimumCredits: 1n };

test("the price of several requests is the sum of the prices of spends", () => {
  const rates = fc.record({
    credits: fc.bigInt({ min: 1n, max: 50n }),
    perUnits: fc.bigInt({ min: 1n, max: 50n }),
    rounding: fc.constantFrom("UP" as const, "NEAREST" as const, "DOWN" as const),
    minimumCredits: fc.bigInt({ min: 1n, max: 3n }),
  });
  fc.assert(
    fc.property(rates, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 40 }), (rate, units, requests) => {
      fc.pre(units >= requests);
      const spends = Array.from({ length: requests }, (_, n) => Math.floor((units + n) / requests));
      const prices = spends.map((spend) => priceQuantity(rate, spend));
      const sum = prices.reduce((all, price) => all + (price.ok ? price.credits : 0n), 0n);
      expect(priceRequests(rate, String(units), BigInt(requests))).toMatchObject({ ok: true, credits: sum });
    }),
  );
});

test("many small requests cost more than one large one", () => {
  expect(priceRequests(tokens, "1000000", 1n)).toMatchObject({ credits: 100n });
  expect(priceRequests(tokens, "1000000", 2_000n)).toMatchObject({ credits: 2_000n });
  expect(priceRequests(tokens, "0.5", 2n)).toMatchObject({ credits: 2n, quantity: "0.5" });
});

test("no requests, or more than the smallest quantities, have no price", () => {
  expect(priceRequests(tokens, "1", 0n)).toEqual({ ok: false, reason: "invalid_quantity" });
  expect(priceRequests(tokens, "0.000001", 2n)).toEqual({ ok: false, reason: "invalid_quantity" });
  expect(priceRequests(tokens, "99999999999999", 99_999_999_999_999n)).toMatchObject({ ok: true });
  expect(priceRequests({ ...tokens, credits: 1_000_000n }, "99999999999999", 99_999_999_999_999n)).toEqual({
    ok: false,
    reason: "too_many_credits",
  });
});
