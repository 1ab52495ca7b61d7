import { expect, test } from "vitest";
import { wholeNumber } from "@/lib/format/whole-number";

test("thousands may be separated by commas or spaces", () => {
  for (const text of ["1000000", "1,000,000", "1 000 000", " 1\u00a0000\u00a0000 "]) {
    expect(wholeNumber(text), text).toBe("1000000");
  }
  expect(wholeNumber("0")).toBe("0");
  expect(wholeNumber("1,000,000,000,000,000")).toBe("1000000000000000");
});

test("what could be read in two ways, or is no whole number, is refused", () => {
  const ambiguous = ["1,5", "12,50", "0,500", "1,0000", "10,00,000", "1,000 000"];
  for (const text of [
    ...ambiguous,
    "",
    "-5",
    "1.5",
    "1e5",
    "0x10",
    "ten",
    "12345678901234567",
    "1,000,000,000,000,000,000",
  ]) {
    expect(wholeNumber(text), text).toBeNull();
  }
});
