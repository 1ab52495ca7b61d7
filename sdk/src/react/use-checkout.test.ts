import { expect, test } from "vitest";
import { outcomeOf, returnUrl } from "./use-checkout.js";

test("Checkout leads back to the same page, without the outcome of an earlier one", () => {
  expect(returnUrl("https://chat.example/buy?tab=2&refill_checkout=canceled&refill_from=plan#packs", "credits")).toBe(
    "https://chat.example/buy?tab=2&refill_from=credits#packs",
  );
});

test.each([
  ["?refill_from=credits&refill_checkout=success", "success"],
  ["?refill_from=credits&refill_checkout=canceled", "canceled"],
  ["?refill_from=plan&refill_checkout=success", null],
  ["?refill_from=credits&refill_checkout=other", null],
  ["", null],
])("the outcome in %j is %s", (query, outcome) => {
  expect(outcomeOf(`https://chat.example/buy${query}`, "credits")).toBe(outcome);
});
