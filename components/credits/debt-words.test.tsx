import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { SliceNote } from "@/components/credits/balance-snapshot";
import { CreditSplit } from "@/components/credits/credit-split";
import { debtSentence } from "@/components/credits/debt-words";

test("a purchase says what pays the debt and what is added", () => {
  expect(debtSentence(500n, 0n)).toBe("");
  expect(debtSentence(500n, 380n)).toBe("380 pay what you owe, 120 are added.");
  expect(debtSentence(2n, 1n)).toBe("1 pays what you owe, 1 is added.");
  expect(debtSentence(500n, 500n)).toBe("All of it pays what you owe.");
  expect(debtSentence(500n, 520n)).toBe("All of it pays what you owe, and 20 stay owed.");
});

test("a refill says what will be available after the debt is paid", () => {
  const split = (note: SliceNote) =>
    renderToStaticMarkup(
      <CreditSplit slices={[{ name: "Plan", amount: 0, colour: "", hatched: false, note }]} debt={0} />,
    )
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .replaceAll(" ,", ",");
  const at = "2027-02-01T09:00:00.000Z";
  expect(split({ says: "refills", to: 20, owed: 380, at })).toMatch(/refills to 20 on 1 Feb, after 380 owed are paid/);
  expect(split({ says: "refills", to: 0, owed: 400, at })).toMatch(/the refill of 400 pays what you owe on 1 Feb/);
  expect(split({ says: "grows", by: 20, owed: 1, at: null })).toMatch(
    /20 more when your renewal is paid, after 1 owed is/,
  );
  expect(split({ says: "refills", to: 400, owed: 0, at })).toMatch(/refills to 400 on 1 Feb 0/);
});
