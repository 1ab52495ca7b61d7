import fc from "fast-check";
import { expect, test } from "vitest";
import { CURRENCIES, currencyRule, isCurrency } from "@/lib/format/currencies";
import {
  formatMoney,
  formatPrice,
  formatUnitPrice,
  moneyExample,
  moneyText,
  monthOfYear,
  parseMoney,
  readMoney,
} from "@/lib/format/money";

const currencies = fc.constantFrom(...CURRENCIES);

test.each([
  [2000, "usd", "$20.00"],
  [-2050, "eur", "-€20.50"],
  [0, "jpy", "¥0"],
  [2000, "jpy", "¥2,000"],
  [799_000, "huf", "HUF 7,990"],
  [799_050, "huf", "HUF 7,990.50"],
  [50_000, "isk", "ISK 500"],
  [50_000, "ugx", "UGX 500"],
  [5000, "kwd", "KWD 5.000"],
  [2500, "mga", "MGA 2,500"],
])("%s minor units of %s are %s", (amount, currency, shown) => {
  expect(formatMoney(amount, currency).replaceAll("\u00a0", " ")).toBe(shown);
});

test.each([
  ["20", "usd", 2000],
  ["$1,234.5", "usd", 123_450],
  ["2000", "jpy", 2000],
  ["¥2,000", "jpy", 2000],
  ["5.000", "kwd", 5000],
  ["5", "kwd", 5000],
  ["7990", "huf", 799_000],
  ["500", "isk", 50_000],
  // Neither 20.50 nor 2,050 is certain.
  ["20,50", "eur", null],
  ["2,0000", "usd", null],
  ["0,500", "eur", null],
  ["2000.00", "jpy", null],
  ["20.000", "eur", null],
  ["20.", "usd", null],
  ["-1", "usd", null],
  ["1e3", "usd", null],
  ["", "usd", null],
])("%j typed in %s is %s minor units", (text, currency, amount) => {
  expect(parseMoney(text, currency)).toBe(amount);
});

test("what a form shows is read back as the same amount, in every currency", () => {
  fc.assert(
    fc.property(currencies, fc.integer({ min: 0, max: 99_999_999 }), (currency, amount) => {
      expect(parseMoney(moneyText(amount, currency), currency)).toBe(amount);
      const unit = 10 ** currencyRule(currency).decimals;
      // Every digit that is shown, and none that is not there.
      expect(Number(/\d[\d,.]*/.exec(formatMoney(amount, currency))?.[0].replaceAll(",", "")) * unit).toBeCloseTo(
        amount,
        3,
      );
    }),
  );
});

test("the example that a form gives is an amount it takes", () => {
  for (const currency of CURRENCIES) {
    const amount = parseMoney(moneyExample(currency), currency);
    expect((amount ?? 1) % currencyRule(currency).step, currency).toBe(0);
    expect(parseMoney(moneyExample(currency, "year"), currency), currency).toBe((amount ?? 0) * 10);
  }
});

test("a month of a yearly price is one that can be charged", () => {
  expect(monthOfYear(20_000, "usd")).toBe(1667);
  expect(monthOfYear(2_000_000, "isk")).toBe(166_700);
  expect(monthOfYear(100_000, "kwd")).toBe(8330);
});

test("the price of one credit has the decimals that people write, and those it needs", () => {
  expect(formatUnitPrice(1000, "usd", 500n)).toBe("$0.02");
  expect(formatUnitPrice(1500, "jpy", 500)).toBe("¥3");
  expect(formatUnitPrice(1000, "usd", 3_000_000)).toBe("$0.00000333");
});

test("a code that Stripe does not charge in is no currency", () => {
  expect(["zzz", "USD", "", "toString"].filter(isCurrency)).toEqual([]);
  expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
});

test.each([
  ["2000.00", "jpy", "JPY has no decimals: enter 2000."],
  ["¥2,000.00", "jpy", "JPY has no decimals: enter 2,000."],
  ["20.50", "jpy", "JPY has no decimals: enter an amount such as 2000."],
  ["20.000", "eur", "EUR has 2 decimals: enter 20.00."],
  ["20.125", "usd", "USD has 2 decimals: enter an amount such as 20.00."],
  ["20,50", "eur", "Enter an amount in EUR, such as 20.00."],
  ["twenty", "kwd", "Enter an amount in KWD, such as 5.000."],
  ["twenty", "euro", "Enter an amount, such as 20.00."],
])("%j typed in %s is answered with how to enter it", (text, currency, sentence) => {
  expect(readMoney(text, currency)).toEqual({ ok: false, sentence });
});

test("the way to write an amount that a refusal names is taken", () => {
  fc.assert(
    fc.property(currencies, fc.integer({ min: 1, max: 999_999 }), fc.nat(6), (currency, whole, zeros) => {
      const read = readMoney(`${whole}.${"0".repeat(zeros + 1)}`, currency);
      if (read.ok) return;
      const named = /: enter ([\d,.]*\d)/.exec(read.sentence)?.[1] ?? "";
      expect(parseMoney(named, currency)).toBe(whole * 10 ** currencyRule(currency).decimals);
    }),
  );
});

test.each([
  [2_000, "usd", "$20"],
  [950, "usd", "$9.50"],
  [0, "eur", "€0"],
  [200_000, "usd", "$2,000"],
  [2_000, "jpy", "¥2,000"],
  [799_000, "huf", "HUF 7,990"],
])("a price of %i in %s is listed as %s, without needless decimals", (amount, currency, listed) => {
  expect(formatPrice(amount, currency).replaceAll("\u00a0", " ")).toBe(listed);
});
