import { expect, test } from "vitest";
import { CURRENCIES, currencyRule } from "@/lib/format/currencies";
import { amountText, decimalsOf, formatDay, formatNumber, formatPrice, parseAmount } from "./format.js";

test("minor units are read as the app reads them, in every currency", () => {
  for (const currency of CURRENCIES)
    expect([currency, decimalsOf(currency)]).toEqual([currency, currencyRule(currency).decimals]);
});

test.each([
  [2000, "usd", "$20"],
  [950, "usd", "$9.50"],
  [0, "usd", "$0"],
  [2000, "jpy", "¥2,000"],
  [799_000, "huf", "HUF 7,990"],
  [5010, "kwd", "KWD 5.010"],
])("%i %s is written %s", (amount, currency, text) => {
  expect(formatPrice(amount, currency, "en-US").replaceAll("\u00a0", " ")).toBe(text);
});

test("amounts are read back as they are written", () => {
  for (const [amount, currency] of [
    [2050, "usd"],
    [2000, "jpy"],
    [5010, "kwd"],
  ] as const) {
    expect(parseAmount(amountText(amount, currency), currency)).toBe(amount);
  }
  for (const text of ["", "x", "1,000", "-1", "1.234", "1e3"]) expect(parseAmount(text, "usd")).toBeNull();
  expect(parseAmount("10.5", "jpy")).toBeNull();
});

test("sums above 2^53 keep all digits, and days are those of UTC", () => {
  expect(formatNumber("9007199254740993", "en-US")).toBe("9,007,199,254,740,993");
  expect(formatDay("2026-11-30T23:30:00Z", "en-US")).toBe("Nov 30, 2026");
});
