import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BalanceAlert } from "@/components/billing/balance-alert";
import type { CardActions } from "@/components/billing/card-button";
import { DelayedNotice } from "@/components/billing/delayed-notice";
import { PaymentBanner } from "@/components/billing/payment-banner";
import type { BalanceSnapshot, LotSnapshot } from "@/components/credits/balance-snapshot";
import type { SubscriptionView } from "@/lib/billing/types";

const NOW = new Date("2026-12-24T09:30:00Z");
const plain = (node: React.ReactElement) =>
  renderToStaticMarkup(node)
    .replaceAll(/<svg.*?<\/svg>|<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/\s+/g, " ")
    .replaceAll(" .", ".")
    .trim();

const lot = (some: Partial<LotSnapshot>): LotSnapshot => ({
  id: "lot",
  kind: "PLAN",
  amount: 50,
  remaining: 50,
  held: 0,
  expiresAt: null,
  frozen: false,
  ...some,
});

const snapshot = (some: Partial<BalanceSnapshot>): BalanceSnapshot => ({
  balance: 0,
  held: 0,
  available: 0,
  debt: 0,
  lots: [],
  nextRefill: { at: "2027-01-24T09:00:00.000Z", credits: 50 },
  asOf: NOW.toISOString(),
  ...some,
});

const collection = { method: "AUTOMATIC", paused: false, resumesAt: null, invoice: null } as const;
const PLAN = { status: "ACTIVE", monthlyCredits: 50n, meanwhile: null, collection } as unknown as SubscriptionView;

const alert = (some: Partial<BalanceSnapshot>, subscription: SubscriptionView = PLAN) =>
  plain(<BalanceAlert subscription={subscription} snapshot={snapshot(some)} />);

test("each state of the balance says its own reason, and only then what to do", () => {
  expect(alert({ available: 50, lots: [lot({})] })).toBe("");
  expect(alert({ available: 5, lots: [lot({ remaining: 5 })] })).toBe(
    "Only 5 credits left. The next refill is on 24 Jan 2027. Buy credits",
  );
  expect(alert({})).toBe("You have no credits left. The next refill is on 24 Jan 2027. Buy credits");
  expect(alert({ nextRefill: null })).toBe("You have no credits left. No refill is scheduled. Buy credits");
  expect(alert({ lots: [lot({ remaining: 20, held: 20 })] })).toContain(
    "Your last 20 credits are held for work in progress. What it does not use comes back.",
  );
  expect(alert({ debt: 20 })).toContain(
    "You owe 20 credits: a run went over what was left, or a payment was refunded or disputed.",
  );
});

test("the few credits of a trial are not low before the first of them is spent", () => {
  const trial = { ...PLAN, status: "TRIALING", monthlyCredits: 300n } as SubscriptionView;
  const credits = lot({ amount: 30, remaining: 30 });
  expect(alert({ available: 30, lots: [credits] }, trial)).toBe("");
  expect(alert({ available: 29, lots: [{ ...credits, remaining: 29 }] }, trial)).toContain("Only 29 credits left.");
});

test("a dispute speaks of the frozen credits and leads to the payment, not to another purchase", () => {
  const frozen = lot({ kind: "PACK", amount: 500, remaining: 480, frozen: true });
  expect(alert({ available: 50, lots: [lot({}), frozen] })).toBe(
    "480 credits are frozen because your bank disputes the payment for them. You can spend them again if the payment stands. See the payment",
  );
  const nothingElse = alert({ lots: [frozen] });
  expect(nothingElse).toContain("480 credits are frozen");
  expect(nothingElse).toContain("Nothing else is available.");
  expect(nothingElse).not.toContain("no credits left");
});

test("in the hour before a renewal is paid, its refill is due", () => {
  const due = { nextRefill: { at: "2026-12-24T09:00:00.000Z", credits: 50 } };
  expect(alert(due)).toContain("Your credits refill as soon as your renewal is paid, usually within the hour.");
  const overdue = { ...PLAN, status: "PAST_DUE" } as SubscriptionView;
  expect(alert({ nextRefill: null }, overdue)).toContain("Your credits refill when the overdue payment is made.");
  const invoiced: SubscriptionView = { ...PLAN, collection: { ...collection, method: "INVOICE" } };
  expect(alert({ nextRefill: null }, invoiced)).toContain("Your credits refill when you pay your next invoice.");
});

test("a bank debit is on its way, or says why it failed; a card payment that waits can be completed", () => {
  const payment = { id: "1", description: "500 credits", amountCents: 6_000, currency: "usd", failureMessage: null };
  expect(plain(<DelayedNotice payment={{ ...payment, state: "processing" }} />)).toMatch(
    /^Your bank payment of \$60(\.00)? for 500 credits is on its way\./,
  );
  const waits = <DelayedNotice payment={{ ...payment, state: "to_confirm" }} />;
  expect(plain(waits)).toMatch(/^Your bank asks you to confirm your payment of \$60(\.00)? for 500 credits\./);
  expect(renderToStaticMarkup(waits)).toContain('href="/billing/confirm/1"');
  const failureMessage = "Your bank account has insufficient funds to cover this payment.";
  expect(plain(<DelayedNotice payment={{ ...payment, state: "failed", failureMessage }} />)).toMatch(
    /failed, and no credits were added\. Your bank account has insufficient funds/,
  );
});

const CARD: CardActions = {
  updateCard: async (before) => before,
  beginCard: async () => ({ ok: true, stripe: null }),
  keepCard: async () => ({ ok: true, owes: false }),
};

test("an overdue payment says when it is tried again, and whether the credits last until then", () => {
  const banner = (nextAttemptAt: Date | null, expiresAt: string | null) =>
    plain(
      <PaymentBanner
        trouble={{
          kind: "overdue",
          plan: "Starter",
          invoice: {
            ...{ url: null, amountCents: 2_000, currency: "usd", failureMessage: null, asksBank: false, dueAt: null },
            nextAttemptAt,
          },
        }}
        snapshot={snapshot({ lots: expiresAt ? [lot({ expiresAt })] : [] })}
        now={NOW}
        card={CARD}
      />,
    );
  const end = "2026-12-27T09:00:00.000Z";
  expect(banner(new Date("2026-12-27T10:00:00Z"), end)).toMatch(
    /the plan's credits expire on 27 Dec 2026, 09:00 *\. Pay before then to keep them: we do not try again until 27 Dec 2026, 10:00 *\./,
  );
  expect(banner(new Date("2026-12-25T10:00:00Z"), end)).toMatch(
    /We try it again on 25 Dec 2026, 10:00\. +Without the payment, the plan's credits expire on 27 Dec 2026, 09:00\./,
  );
  expect(banner(new Date("2026-12-29T10:00:00Z"), null)).toContain("We try the payment again on 29 Dec 2026, 10:00.");
});

test("a payment that the bank asks about says so, and is confirmed before a card is replaced", () => {
  const shown = plain(
    <PaymentBanner
      trouble={{
        kind: "overdue",
        plan: "Starter",
        invoice: {
          ...{ url: "https://example.com/invoice", amountCents: 2_000, currency: "usd", dueAt: null },
          ...{ failureMessage: "Your bank asks you to confirm this payment.", asksBank: true, nextAttemptAt: null },
        },
      }}
      snapshot={snapshot({ lots: [] })}
      now={NOW}
      card={CARD}
    />,
  );
  expect(shown).toContain("Your bank asks you to confirm the payment of $20 for Starter.");
  expect(shown).toMatch(/Confirm payment.*Update your card/);
  expect(shown).not.toContain("failed");
});
