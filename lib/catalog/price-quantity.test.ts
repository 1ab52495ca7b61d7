import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { priceQuantity } from "@/lib/catalog/price-quantity";
import { formatQuantity, parseQuantity } from "@/lib/catalog/quantity";
import type { Rate } from "@/lib/catalog/types";
import { MAX_AMOUNT as MAX_PRICE } from "@/lib/ledger/types";

const rate = (changes: Partial<Rate> = {}): Rate => ({
  credits: 1n,
  perUnits: 1n,
  rounding: "UP",
  minimumCredits: 1n,
  ...changes,
});

const upTo = (max: bigint) => fc.oneof(fc.bigInt({ min: 1n, max: 100n }), fc.bigInt({ min: 1n, max }));
const rates = fc.record({
  credits: upTo(MAX_PRICE),
  perUnits: upTo(MAX_PRICE),
  rounding: fc.constantFrom("UP" as const, "NEAREST" as const, "DOWN" as const),
  minimumCredits: upTo(MAX_PRICE),
});
const micros = upTo(10n ** 20n - 1n);

test("a price is a whole number of credits, rounded as configured, and never below the minimum", () => {
  fc.assert(
    fc.property(rates, micros, (anyRate, quantity) => {
      const priced = priceQuantity(anyRate, formatQuantity(quantity));
      // Compares the price p of a quantity q with q x credits / perUnits, rounded, using only whole numbers.
      const exact = quantity * anyRate.credits;
      const one = anyRate.perUnits * 1_000_000n;
      const floor = exact / one;
      const isWhole = floor * one === exact;
      const isHalfOrMore = 2n * (exact - floor * one) >= one;
      const raised = { UP: !isWhole, NEAREST: isHalfOrMore, DOWN: false }[anyRate.rounding];
      const rounded = floor + (raised ? 1n : 0n);
      const expected = rounded < anyRate.minimumCredits ? anyRate.minimumCredits : rounded;
      if (expected > MAX_PRICE) expect(priced).toEqual({ ok: false, reason: "too_many_credits" });
      else expect(priced).toEqual({ ok: true, credits: expected, quantity: formatQuantity(quantity) });
    }),
    { numRuns: 2000 },
  );
});

test("more never costs less, and when rounding up, two spends never cost less than one", () => {
  fc.assert(
    fc.property(rates, micros, micros, (anyRate, one, other) => {
      const price = (quantity: bigint) => {
        const priced = priceQuantity(anyRate, formatQuantity(quantity));
        return priced.ok ? priced.credits : MAX_PRICE + 1n;
      };
      const [less, more] = one < other ? [one, other] : [other, one];
      expect(price(more)).toBeGreaterThanOrEqual(price(less));
      if (anyRate.rounding === "UP" && one + other < 10n ** 20n) {
        const whole = price(one + other);
        expect(price(one) + price(other)).toBeGreaterThanOrEqual(whole > MAX_PRICE ? MAX_PRICE + 1n : whole);
      }
    }),
    { numRuns: 2000 },
  );
});

test("a quantity stays the same when it is parsed and formatted, as text and as a number of up to 15 digits", () => {
  fc.assert(
    fc.property(micros, (quantity) => {
      const text = formatQuantity(quantity);
      expect(parseQuantity(text)).toBe(quantity);
      const number = parseQuantity(Number(text));
      if (text.replace(/\D/g, "").length <= 15) expect(number).toBe(quantity);
    }),
    { numRuns: 2000 },
  );
});

describe("the format of a quantity", () => {
  test.each([
    ["1", "1"],
    ["12.500000", "12.5"],
    ["0.000001", "0.000001"],
    ["99999999999999.999999", "99999999999999.999999"],
    [0.1, "0.1"],
    [0.000001, "0.000001"],
    [1e6, "1000000"],
    [99_999_999_999_999, "99999999999999"],
    [1234567890.12345, "1234567890.12345"],
  ])("%j is the quantity %s", (given, text) => {
    expect(priceQuantity(rate(), given)).toMatchObject({ ok: true, quantity: text });
  });

  test.each([
    "",
    " 1",
    "1 ",
    "+1",
    "-1",
    "0",
    "0.0",
    "01",
    "1.",
    ".5",
    "1,5",
    "1e3",
    "0x10",
    "1.0000000",
    "100000000000000",
    "NaN",
    "Infinity",
    "١",
    0,
    -0,
    -1,
    1e-7,
    0.1 + 0.2,
    1e14,
    1e21,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    12_345_678_901.123455,
  ])("%j is none", (given) => {
    expect(priceQuantity(rate(), given)).toEqual({ ok: false, reason: "invalid_quantity" });
  });
});

test.each([
  ["UP", "1.000001", 2n],
  ["NEAREST", "1.499999", 1n],
  ["NEAREST", "1.5", 2n],
  ["DOWN", "1.999999", 1n],
  ["DOWN", "0.000001", 1n],
] as const)("rounding %s, %s at one for one costs %i", (rounding, quantity, credits) => {
  expect(priceQuantity(rate({ rounding }), quantity)).toMatchObject({ credits });
});

test("a price of 10^15 is accepted, and one credit more is refused", () => {
  const dear = rate({ credits: 100n });
  expect(priceQuantity(dear, "10000000000000")).toMatchObject({ ok: true, credits: MAX_PRICE });
  expect(priceQuantity(dear, "10000000000000.01")).toEqual({ ok: false, reason: "too_many_credits" });
});
