import { expect, it } from "vitest";
import { methodName } from "@/lib/format/method-name";

it("is the name people know, also of what nobody has listed", () => {
  expect(["visa", "amex", "us_bank_account", "cash_app"].map(methodName)).toEqual([
    "Visa",
    "American Express",
    "Bank account",
    "Cash app",
  ]);
});
