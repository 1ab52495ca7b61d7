import { expect, test } from "vitest";
import { failureSentence } from "@/lib/stripe/failure-sentence";

// Stripe's own sentences: of bank debits (docs.stripe.com/payments/ach-direct-debit), then of a card.
test.each([
  [
    "The customer's account has insufficient funds to cover this payment.",
    "Your bank account has insufficient funds to cover this payment.",
  ],
  ["The customer's bank account could not be located.", "Your bank account could not be located."],
  [
    "The customer has notified their bank that this payment was unauthorized.",
    "You have notified your bank that this payment was unauthorized.",
  ],
  ["Your card has insufficient funds.", "Your card has insufficient funds."],
])("%s", (said, expected) => {
  expect(failureSentence({ message: said })).toBe(expected);
});

test("without a reason from Stripe there is no sentence", () => {
  expect(failureSentence(null)).toBeNull();
  expect(failureSentence({})).toBeNull();
});
