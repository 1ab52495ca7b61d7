import fc from "fast-check";
import { expect, test } from "vitest";
import { priceItems } from "@/lib/catalog/price-items";
import { priceQuantity } from "@/lib/catalog/price-quantity";
import type { Rate } from "@/lib/catalog/types";
import { MAX_AMOUNT } from "@/lib/ledger/types";

const rate = (credits: bigint, perUnits: bigint, more: Partial<Rate> = {}): Rate => ({
  credits,
  perUnits,
  rounding: "UP",
  minimumCredits: 1n,
  ...more,
});

test("items are added up before they are rounded", () => {
  const item = { rate: rate(1n, 1000n), quantity: "300" };
  expect(priceItems([item, item, item])).toMatchObject({ ok: true, credits: 1n });
  expect(priceItems([item, item, item, item])).toMatchObject({ ok: true, credits: 2n });
});

test("several items cost at least the highest of their minimums", () => {
  const items = [rate(1n, 1000n), rate(1n, 1000n, { minimumCredits: 7n })].map((each) => ({
    rate: each,
    quantity: "1",
  }));
  expect(priceItems(items)).toMatchObject({ ok: true, credits: 7n });
});

test("it rounds up if any rate does, else to the nearest if any does, else down", () => {
  const of = (...roundings: Rate["rounding"][]) =>
    priceItems(roundings.map((rounding) => ({ rate: rate(16n, 10n, { rounding }), quantity: "1" })));
  expect(of("DOWN", "UP")).toMatchObject({ credits: 4n });
  expect(of("DOWN", "NEAREST")).toMatchObject({ credits: 3n });
  expect(of("DOWN", "DOWN", "NEAREST")).toMatchObject({ credits: 5n });
  expect(of("DOWN", "DOWN", "DOWN")).toMatchObject({ credits: 4n });
});

const anyRate = fc.record({
  credits: fc.bigInt(1n, 10n ** 9n),
  perUnits: fc.bigInt(1n, 10n ** 9n),
  rounding: fc.constantFrom("UP" as const, "NEAREST" as const, "DOWN" as const),
  minimumCredits: fc.bigInt(1n, 100n),
});
const quantity = fc.tuple(fc.nat(10 ** 7), fc.nat(999_999)).map(
  ([whole, part]) =>
    `${whole}.${String(part + 1)
      .padStart(7, "0")
      .slice(-6)}`,
);
const anyItems = fc.array(fc.record({ rate: anyRate, quantity: quantity.filter((text) => Number(text) > 0) }), {
  minLength: 1,
  maxLength: 20,
});

test("the parts are whole credits, none negative, that add up to the total", () => {
  fc.assert(
    fc.property(anyItems, (items) => {
      const priced = priceItems(items);
      if (!priced.ok) return;
      expect(priced.parts.reduce((sum, part) => sum + part.credits, 0n)).toBe(priced.credits);
      for (const part of priced.parts) expect(part.credits).toBeGreaterThanOrEqual(0n);
    }),
  );
});

test("together items never cost more than one by one with the same rounding, and one item costs what it costs alone", () => {
  fc.assert(
    fc.property(anyItems, (items) => {
      const up = items.map((item) => ({ ...item, rate: { ...item.rate, rounding: "UP" as const } }));
      const together = priceItems(up);
      const alone = up.map((item) => priceQuantity(item.rate, item.quantity));
      if (together.ok) {
        expect(together.credits).toBeLessThanOrEqual(alone.reduce((sum, one) => sum + (one.ok ? one.credits : 0n), 0n));
      }
      const [first] = items;
      if (!first) return;
      const one = priceItems([first]);
      const single = priceQuantity(first.rate, first.quantity);
      expect(one.ok && one.credits).toBe(single.ok && single.credits);
    }),
  );
});

test("an item that cannot be priced is named", () => {
  const good = { rate: rate(1n, 1n), quantity: "1" };
  expect(priceItems([good, { ...good, quantity: "-1" }])).toEqual({ ok: false, item: 1, reason: "invalid_quantity" });
  const most = { rate: rate(MAX_AMOUNT, 1n), quantity: "1" };
  expect(priceItems([good, most, most])).toEqual({ ok: false, item: null, reason: "too_many_credits" });
});
