import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { CardActions } from "@/components/billing/card-button";
import { type CardOutcome, CardResult } from "@/components/billing/card-outcome";
import { CheckoutOutcome } from "@/components/billing/checkout-outcome";
import { TopUpOutcome } from "@/components/billing/top-up-outcome";
import { withRouter } from "@/dev/testing/with-router";
import type { ConfirmedCheckout } from "@/lib/billing/purchases/confirm-checkout";
import type { TopUpState } from "@/lib/billing/purchases/confirm-top-up";
import type { Payment } from "@/lib/generated/prisma/client";

// What the pages after a payment say, by what came of it.

const plain = (node: ReactElement) =>
  renderToStaticMarkup(withRouter(node))
    .replaceAll(/<noscript>.*?<\/noscript>|<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/\s+/g, " ")
    .trim();

const checkout = (outcome: ConfirmedCheckout, { isTrial = false, debtPaid = 0n, next = "/playground" } = {}) =>
  plain(
    <CheckoutOutcome
      outcome={outcome}
      isTrial={isTrial}
      debtPaid={debtPaid}
      next={next}
      aside={null}
      gift={null}
      purchase={null}
    />,
  );

const plan = { ok: true, kind: "subscription", description: "Starter", isGift: false } as const;
const pack = { ok: true, kind: "pack", description: "500 credits", isGift: false } as const;

test("a plan that was paid has its credits, a receipt, and the way back", () => {
  const page = checkout({ ...plan, state: "complete", credits: 200n });
  expect(page).toMatch(/^200 credits are yours\. You are on Starter\./);
  expect(page).toContain("Back to the playground See the receipt");
});

test("a gift that was paid says what to do with its code, and that no credits are the buyer's", () => {
  const page = checkout({ ...pack, isGift: true, state: "complete", credits: 500n });
  expect(page).toMatch(/^Your gift is ready\. Give this code to the person it is for\./);
  expect(page).not.toContain("are yours");
});

test("a trial that started has no receipt, and says that nothing was charged", () => {
  const page = checkout({ ...plan, state: "complete", credits: 30n }, { isTrial: true });
  expect(page).toContain("Your free trial of Starter has started. Nothing has been charged.");
  expect(page).not.toContain("receipt");
});

test("a payment that takes days promises no credits yet", () => {
  const page = checkout({ ...pack, state: "pending", credits: null });
  expect(page).toMatch(/^Your payment is processing\. 500 credits: this payment method takes a few days\./);
  expect(page).not.toMatch(/are yours|receipt/);
});

test("a payment that failed days later says so, and where to buy again", () => {
  const page = checkout({ ...pack, state: "failed", credits: 500n });
  expect(page).toMatch(/^Your payment failed\. 500 credits: the payment did not arrive, and no credits were added\./);
  expect(page).toContain("Back to credits See billing");
  expect(page).not.toMatch(/processing|are yours|receipt/);
});

test("what was not paid says that nothing was charged", () => {
  for (const state of ["open", "expired"] as const) {
    expect(checkout({ ...pack, state, credits: null })).toMatch(/Nothing (has been|was) charged/);
  }
  expect(checkout({ ...plan, state: "trial_refused", credits: null })).toContain("nothing was charged");
});

test("an unreachable Stripe says nothing of success or failure, and an unknown session is nobody's", () => {
  expect(checkout({ ok: false, reason: "stripe_unavailable" })).toMatch(/^Still checking your payment\. .*If you paid/);
  expect(checkout({ ok: false, reason: "unknown_session" })).toMatch(/^We can't find this payment\./);
});

const payment = {
  id: "1",
  description: "500 credits",
  amountCents: 6_000,
  currency: "usd",
  packCredits: 500n,
} as Payment;
const topUp = (outcome: TopUpState, debtPaid = 0n) =>
  plain(
    <TopUpOutcome
      outcome={outcome}
      debtPaid={debtPaid}
      next="/playground"
      aside={null}
      purchase={null}
      finishTopUp={async (before) => before}
    />,
  );

test("a top-up says what was charged, what the bank still asks, and why it was declined", () => {
  const bought = topUp({ ok: true, state: "succeeded", payment });
  expect(bought).toMatch(/^500 credits are yours\. .*\$60(\.00)? was charged to your card\. Back to the playground/);
  const asked = topUp({ ok: true, state: "to_confirm", payment, redirectUrl: null, clientSecret: null });
  expect(asked).toMatch(/^Your bank needs you to confirm the payment\. .*Nothing has been charged yet/);
  expect(asked).toMatch(/Confirm \$60/);
  const declined = topUp({ ok: true, state: "declined", payment, sentence: "Your card was declined." });
  expect(declined).toMatch(/^Nothing was charged\. Your card was declined\. Try again/);
  expect(topUp({ ok: true, state: "processing", payment })).toMatch(
    /we add your credits as soon as the payment arrives/,
  );
});

test("credits that paid what was owed are not called added", () => {
  const some = "120 credits are yours. 380 of 500 paid what you owed, 120 are added. Credits from packs never expire.";
  const none = "500 credits paid what you owed. All of it went to what you owed: none are added.";
  const outcome = { ...pack, state: "complete", credits: 500n } as const;
  const bought = { ok: true, state: "succeeded", payment } as const;
  for (const shown of [
    (paid: bigint) => checkout(outcome, { debtPaid: paid }),
    (paid: bigint) => topUp(bought, paid),
  ]) {
    expect(shown(380n)).toContain(some);
    expect(shown(500n)).toContain(none);
    expect(shown(380n)).not.toContain("in your balance");
  }
  const subscribed = checkout({ ...plan, state: "complete", credits: 200n }, { debtPaid: 180n });
  expect(subscribed).toMatch(
    /^20 credits are yours\. You are on Starter\..* 180 of 200 paid what you owed, 20 are added\./,
  );
});

const CARD: CardActions = {
  updateCard: async (before) => before,
  beginCard: async () => ({ ok: true, stripe: null }),
  keepCard: async () => ({ ok: true, owes: false }),
};
const card = (outcome: CardOutcome) => plain(<CardResult outcome={outcome} actions={CARD} />);

test("a card is only called saved when it was, and otherwise there is a way to save one", () => {
  expect(card({ state: "saved" })).toMatch(/^Your card is saved\./);
  expect(card({ state: "on_file", card: "Visa 4242" })).toMatch(/^Your saved card is Visa 4242\..* Use another card/);
  expect(card({ state: "not_saved", card: null })).toMatch(
    /^Your card was not saved\. Nothing was charged\..* Add a card/,
  );
  expect(card({ state: "not_saved", card: "Visa 4242" })).toContain("Visa 4242 stays your saved card");
  expect(card({ state: "unknown" })).toMatch(/^Still checking your card\./);
});
