import { expect, test } from "vitest";
import { currencyOf } from "@/components/pricing/offer";
import { DEFAULT_CURRENCY } from "@/lib/format/currencies";

const plan = (...currencies: string[]) => ({ prices: currencies.map((currency) => ({ currency })) });

test("a catalogue's currency is that of most of its prices, despite one plan in another", () => {
  expect(currencyOf([plan("jpy"), plan("eur", "eur"), plan()])).toBe("eur");
  expect(currencyOf([plan()], [{ currency: "jpy" }])).toBe("jpy");
  expect(currencyOf([])).toBe(DEFAULT_CURRENCY);
});
