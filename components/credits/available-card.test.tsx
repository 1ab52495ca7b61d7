import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { RefillWait } from "@/components/billing/plan-status";
import { AvailableCard } from "@/components/credits/available-card";
import { withRouter } from "@/dev/testing/with-router";

const EMPTY = {
  balance: 0,
  held: 0,
  available: 0,
  debt: 0,
  lots: [],
  nextRefill: null,
  asOf: "2026-12-24T09:30:00.000Z",
};

const card = (waitsFor: RefillWait) =>
  renderToStaticMarkup(withRouter(<AvailableCard initial={EMPTY} waitsFor={waitsFor} on="credits" />))
    .replaceAll("<!-- -->", "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");

test("an empty balance says what its next credits wait for", () => {
  const says = (sentence: string) => expect.stringContaining(`No credits left. ${sentence}`);
  expect(card("overdue")).toEqual(
    says("Your credits refill when the overdue payment is made. You can also buy a pack."),
  );
  expect(card("invoice")).toEqual(says("Your credits refill when you pay your next invoice. You can also buy a pack."));
  expect(card("pause")).toEqual(says("Your credits do not refill while payments are paused. You can also buy a pack."));
  expect(card(null)).toEqual(says("No refill is scheduled. Buy a pack or choose a plan to get more."));
});
