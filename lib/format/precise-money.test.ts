import fc from "fast-check";
import { expect, test } from "vitest";
import { formatPreciseMoney, parsePreciseMoney, preciseMoneyText } from "@/lib/format/precise-money";

test("amounts smaller than a minor unit are read and written exactly", () => {
  expect(parsePreciseMoney("0.00003", "usd")).toBe(3_000);
  expect(parsePreciseMoney("$1.50", "usd")).toBe(150_000_000);
  expect(parsePreciseMoney("2", "jpy")).toBe(2_000_000);
  expect(formatPreciseMoney(3_000n, "usd")).toBe("$0.00003");
  expect(formatPreciseMoney(150_000_000n, "usd")).toBe("$1.50");
  expect(parsePreciseMoney("1,000.5", "usd")).toBe(100_050_000_000);
  for (const text of ["", "-1", "abc", "0.000000001", "1.2.3", "0,003", "1,5"])
    expect(parsePreciseMoney(text, "usd"), text).toBeNull();
});

test("what is written is read back, in currencies of any number of decimals", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.constantFrom("usd", "jpy", "kwd"), (micros, currency) => {
      expect(parsePreciseMoney(preciseMoneyText(BigInt(micros), currency), currency)).toBe(micros);
    }),
  );
});
