import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type CalculatorMeter,
  type CalculatorState,
  grouped,
  parseState,
  priceEntered,
  stateQuery,
  ungrouped,
} from "@/components/calculator/calculator-state";
import { sliderStops, stopOf } from "@/components/calculator/slider-scale";
import { priceQuantity } from "@/lib/catalog/price-quantity";

const image: CalculatorMeter = {
  ...{ key: "image", name: "Image", unit: "image" },
  ...{ credits: 4n, perUnits: 1n, rounding: "UP", minimumCredits: 1n },
};
const tokens: CalculatorMeter = {
  ...image,
  key: "tokens",
  name: "Tokens",
  unit: "token",
  credits: 1n,
  perUnits: 10_000n,
};
const meters = [image, tokens];

const read = (query: string) => parseState(Object.fromEntries(new URLSearchParams(query)), meters);

test("the address carries everything that is entered", () => {
  const amount = fc.oneof(fc.nat().map(String), fc.constantFrom("0.5", "12.25", "x", "1e3"));
  const entered = fc.record({
    quantity: amount.map(grouped),
    requests: fc.nat({ max: 9_999 }).map((n) => (n ? grouped(String(n)) : "")),
  });
  const states = fc.record({
    entered: fc.record({ image: entered, tokens: entered }),
    interval: fc.constantFrom("MONTH" as const, "YEAR" as const),
  });
  fc.assert(
    fc.property(states, (state: CalculatorState) => {
      expect(read(stateQuery(state))).toEqual(state);
    }),
  );
});

test("an address without quantities shows an example, one with some leaves out the others", () => {
  expect(read("").entered).toEqual({
    image: { quantity: "12", requests: "" },
    tokens: { quantity: "500,000", requests: "" },
  });
  expect(read("image=3&by=year")).toEqual({
    entered: { image: { quantity: "3", requests: "" }, tokens: { quantity: "", requests: "" } },
    interval: "YEAR",
  });
});

test("credits are what spends of the same quantity cost", () => {
  const cost = priceQuantity(tokens, "1234567");
  expect(priceEntered(tokens, { quantity: "1,234,567", requests: "" })).toMatchObject({
    ok: true,
    credits: cost.ok && cost.credits,
  });
  expect(priceEntered(tokens, { quantity: "1,000,000", requests: "2,000" })).toMatchObject({
    ok: true,
    credits: 2_000n,
  });
  expect(priceEntered(tokens, { quantity: "", requests: "5" })).toEqual({ ok: true, credits: 0n });
});

test.each([
  ["ten", "", "quantity", "not_a_number"],
  ["1,5", "", "quantity", "not_a_number"],
  ["1,0000", "", "quantity", "not_a_number"],
  ["1.000.000", "", "quantity", "not_a_number"],
  ["1 000", "", "quantity", "not_a_number"],
  ["1.000", "", "quantity", "ambiguous_point"],
  ["1,000,000,000,001", "", "quantity", "too_large"],
  ["9".repeat(30), "", "quantity", "too_large"],
  ["1", "1,000,000,000,001", "requests", "too_large"],
  ["1", "1,5", "requests", "not_a_count"],
  ["-1", "", "quantity", "not_a_number"],
  ["1.1234567", "", "quantity", "not_a_number"],
  ["5", "1.5", "requests", "not_a_count"],
  ["0.000001", "2", "requests", "too_many_requests"],
  ["1,000,000,001", "", "quantity", "too_many_credits"],
])("%s in %j requests is refused at its field", (quantity, requests, field, reason) => {
  const dear = { ...image, credits: 1_000_000n };
  expect(priceEntered(dear, { quantity, requests })).toEqual({ ok: false, field, reason });
});

test("separators of thousands are read, a fraction only of a unit that is worth counting", () => {
  const creditsOf = (meter: CalculatorMeter, quantity: string) => priceEntered(meter, { quantity, requests: "" });
  expect(creditsOf(image, "1,000")).toEqual({ ...creditsOf(image, "1000"), ok: true });
  expect(creditsOf(image, "007")).toEqual(creditsOf(image, "7"));
  expect(creditsOf(image, "12.")).toEqual(creditsOf(image, "12"));
  expect(creditsOf(image, "0.125")).toMatchObject({ ok: true, credits: 1n });
  expect(creditsOf(tokens, "1.5")).toEqual({ ok: false, field: "quantity", reason: "not_whole" });
  expect(creditsOf(tokens, "1.000")).toEqual({ ok: false, field: "quantity", reason: "not_whole" });
  expect(ungrouped("1,5")).toBe("1,5");
});

test("a slider begins at 0, stops at whole quantities in order, and stands at the last one that is not above what is typed", () => {
  const rates = fc.record({
    credits: fc.bigInt({ min: 1n, max: 1_000n }),
    perUnits: fc.bigInt({ min: 1n, max: 10n ** 15n }),
  });
  fc.assert(
    fc.property(rates, (rate) => {
      const stops = sliderStops(rate);
      expect(stops[0]).toBe("0");
      expect(stops.slice(1).every((stop, n) => BigInt(stop) > BigInt(stops[n] ?? 0))).toBe(true);
    }),
  );
  expect(sliderStops(tokens).slice(0, 3)).toEqual(["0", "10000", "15000"]);
  expect(stopOf(sliderStops(image), "14")).toBe(sliderStops(image).indexOf("10"));
  expect(stopOf(sliderStops(image), "no number")).toBe(0);
});
