import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { AccountAlerts } from "@/components/billing/account-alerts";
import type { BillingActions } from "@/components/billing/billing-actions";
import { CancelEffect } from "@/components/billing/cancel-effect";
import { cancelFacts } from "@/components/billing/cancel-facts";
import { PlanSummary } from "@/components/billing/plan-summary";
import { WhatIsNext } from "@/components/billing/what-is-next";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { PlanCard } from "@/components/dashboard/plan-card";
import type { FormState } from "@/components/ui/form-state";
import { withRouter } from "@/dev/testing/with-router";
import type { SavedCardView, SubscriptionView } from "@/lib/billing/types";

// What each state of a plan says on the dashboard, on the billing page, and beside the outcome of a purchase.

const NOW = new Date("2026-12-24T09:30:00Z");
const END = new Date("2027-01-24T09:00:00Z");

const unchanged = async (before: FormState) => before;
const actions = {
  resumeByForm: unchanged,
  manageBilling: unchanged,
  updateCard: unchanged,
} as Partial<BillingActions> as BillingActions;
const snapshot: BalanceSnapshot = {
  ...{ balance: 300, held: 0, available: 300, debt: 0, lots: [] },
  ...{ nextRefill: { at: END.toISOString(), credits: 400 }, asOf: NOW.toISOString() },
};

const plain = (node: ReactElement) =>
  renderToStaticMarkup(withRouter(node))
    .replaceAll(/<svg.*?<\/svg>|<!--.*?-->|<template[^>]*>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ([.,:])/g, "$1")
    .trim();

const monthly = (amountCents: number) =>
  ({ id: `price_${amountCents}`, interval: "MONTH", amountCents, currency: "usd" }) as const;

const pro = (some: Partial<SubscriptionView> = {}): SubscriptionView => ({
  id: "subscription",
  status: "ACTIVE",
  plan: { key: "pro", name: "Pro", isFree: false, version: 1, creditsPerMonth: 400n },
  price: monthly(3_900),
  quantity: 1,
  monthlyCredits: 400n,
  currentPeriodStart: new Date("2026-12-24T09:00:00Z"),
  currentPeriodEnd: END,
  paidThrough: END,
  cancelAtPeriodEnd: false,
  endsAt: null,
  trialEndsAt: null,
  freeUntil: null,
  scheduledChange: null,
  collection: { method: "AUTOMATIC", paused: false, resumesAt: null, invoice: null },
  meanwhile: null,
  freePlan: "Free",
  nextRefill: { at: END, credits: 400n },
  ...some,
});

const dashboard = (subscription: SubscriptionView | null) =>
  plain(
    <>
      <AccountAlerts subscription={subscription} snapshot={snapshot} delayed={[]} actions={actions} />
      <PlanCard subscription={subscription} limits={[]} now={NOW} />
    </>,
  );

const billing = (subscription: SubscriptionView | null, card: SavedCardView | null = null) =>
  plain(
    <PlanSummary
      {...{ subscription, snapshot, actions, card, now: NOW }}
      hasCustomer={card !== null}
      canEndNow={false}
    />,
  );

const bought = (subscription: SubscriptionView | null) =>
  plain(<WhatIsNext subscription={subscription} available={300n} creditInPlan={null} now={NOW} />);

test("without a plan, a purchase names what a plan's credit costs only where it is less", () => {
  const page = (creditInPlan: string | null) =>
    plain(<WhatIsNext subscription={null} available={300n} creditInPlan={creditInPlan} now={NOW} />);
  expect(page("$0.08")).toContain("With a plan, from $0.08 per credit See plans");
  expect(page(null)).toContain("Credits every month See plans");
  expect(page(null)).not.toMatch(/less|per credit/);
});

test("a plan that goes on says what it costs and when", () => {
  expect(dashboard(pro())).toContain("Next charge $39 on 24 Jan 2027");
  expect(billing(pro())).toContain("Next charge $39 on 24 Jan 2027");
  expect(bought(pro())).toContain("Next charge $39 on 24 Jan 2027");
  expect(dashboard(pro())).not.toMatch(/ends|due/i);
});

test("a downgrade at the end of the period is charged at its own price", () => {
  const starter = { key: "starter", name: "Starter", creditsPerMonth: 200n };
  const change = { plan: starter, price: monthly(2_000), at: END, quantity: 1, monthlyCredits: 200n };
  const waits = pro({ scheduledChange: { ...change, kind: "downgrade" }, nextRefill: { at: END, credits: 200n } });
  expect(dashboard(waits)).toContain("Next charge $20 on 24 Jan 2027");
  expect(dashboard(waits)).toContain("Changes to Starter 24 Jan 2027");
  expect(billing(waits)).toContain(
    "Starter starts on 24 Jan 2027: 200 credits a month for $20 a month. Until then nothing changes.",
  );
  expect(billing(waits)).toContain("Next charge $20 on 24 Jan 2027");
  expect(bought(waits)).toContain("Next charge $20 on 24 Jan 2027");
});

test("every page names the same next charge after a downgrade, from each plan to each smaller one", () => {
  const prices = [2_000, 3_900, 9_900, 20_000];
  for (const [index, from] of prices.entries()) {
    for (const to of prices.slice(0, index)) {
      const plan = { key: "smaller", name: "Smaller", creditsPerMonth: 200n };
      const change = {
        plan,
        price: monthly(to),
        at: END,
        quantity: 1,
        monthlyCredits: 200n,
        kind: "downgrade",
      } as const;
      const waits = pro({ price: monthly(from), scheduledChange: change });
      expect(dashboard(waits)).toContain(`Next charge $${to / 100} on 24 Jan 2027`);
      expect(billing(waits)).toContain(`Next charge $${to / 100} on 24 Jan 2027`);
      expect(bought(waits)).toContain(`Next charge $${to / 100} on 24 Jan 2027`);
    }
  }
});

test("a canceled plan that still runs says when it ends, and that nothing more is to pay", () => {
  const ending = pro({ endsAt: END, cancelAtPeriodEnd: true, nextRefill: null });
  expect(dashboard(ending)).toContain("Pro ends on 24 Jan 2027. Until then nothing changes.");
  expect(dashboard(ending)).toContain("Ending");
  expect(billing(ending)).toContain("Ends 24 Jan 2027, nothing more to pay");
  for (const page of [dashboard, billing]) {
    expect(page(ending)).toContain("credits from packs stay, and you move to the Free plan.");
    expect(page({ ...ending, freePlan: null })).toContain("credits from packs stay, and you have no plan.");
  }
  expect(bought(ending)).toContain("Ends 24 Jan 2027");
  for (const page of [dashboard, billing, bought]) {
    expect(page(ending)).toContain("Next refill none before the plan ends");
  }
  expect(dashboard(ending)).not.toContain("a month");
  const yearly = { ...ending, nextRefill: { at: NOW, credits: 400n } };
  expect(dashboard(yearly)).toContain("Refills 400 a month");
});

test("a failed renewal is due now, and its credits come after it is paid", () => {
  const late = pro({ status: "PAST_DUE", nextRefill: null });
  for (const page of [dashboard, billing, bought]) {
    expect(page(late)).toContain("Due now $39");
    expect(page(late)).toContain("Next refill after payment");
    expect(page(late)).not.toMatch(/Next charge|none scheduled/);
  }
});

test("a canceled plan with a failed payment does not say that nothing is to pay or to change", () => {
  const late = pro({ status: "PAST_DUE", endsAt: END, nextRefill: null });
  for (const page of [dashboard, billing, bought]) {
    expect(page(late)).toContain("Due now $39");
    expect(page(late)).not.toMatch(/nothing more to pay|nothing changes/);
  }
  expect(dashboard(late)).toContain("Payment failed");
  expect(dashboard(late)).toContain("Pro ends on 24 Jan 2027. Its last payment is still due.");
  expect(billing(late)).toContain("Its last payment is still due.");
});

const BEGUN = new Date("2026-12-24T09:00:00Z");

test("in the hour before a renewal is paid, its refill and its price wait for it", () => {
  // Stripe's period moves on before the payment, or with it.
  for (const currentPeriodEnd of [END, BEGUN]) {
    const hour = pro({ currentPeriodEnd, nextRefill: { at: BEGUN, credits: 400n } });
    for (const page of [dashboard, billing, bought]) {
      expect(page(hour)).toContain("when your renewal is paid");
      expect(page(hour)).toContain("Renewal $39, being charged");
      expect(page(hour)).not.toMatch(/Next charge/);
    }
  }
});

test("a renewal at the moment of a change is charged at the new price, and one before a change at the present price", () => {
  const change = {
    plan: { key: "starter", name: "Starter", creditsPerMonth: 200n },
    price: monthly(2_000),
    quantity: 1,
  };
  const to = (at: Date) => ({ ...change, at, monthlyCredits: 200n, kind: "downgrade" }) as const;
  const due = { nextRefill: { at: BEGUN, credits: 200n } };
  for (const page of [dashboard, billing, bought]) {
    expect(page(pro({ ...due, currentPeriodEnd: BEGUN, scheduledChange: to(BEGUN) }))).toContain("Renewal $20,");
    expect(page(pro({ ...due, scheduledChange: to(END) }))).toContain("Renewal $39,");
  }
});

test("a sent invoice has its amount and the day it is due, and is not collected by itself", () => {
  const invoice = { url: null, amountCents: 3_900, currency: "usd", dueAt: END };
  const sent = pro({ collection: { method: "INVOICE", paused: false, resumesAt: null, invoice }, nextRefill: null });
  expect(dashboard(sent)).toContain("Invoice sent $39, due 24 Jan 2027");
  expect(billing(sent)).toContain("Invoice sent $39, due 24 Jan 2027");
  expect(bought(sent)).toContain("Invoice sent $39");
  expect(dashboard(sent)).not.toContain("Next charge");
});

test("paused payments charge nothing", () => {
  const paused = pro({
    collection: { method: "AUTOMATIC", paused: true, resumesAt: END, invoice: null },
    nextRefill: null,
  });
  expect(dashboard(paused)).toContain("Payments are paused until 24 Jan 2027. You are not charged");
  expect(billing(paused)).toContain("Next charge paused until 24 Jan 2027");
  for (const page of [dashboard, bought]) expect(page(paused)).not.toContain("$39");
});

test("canceling a trial speaks of no payment, and of a paid plan it does", () => {
  const effect = (subscription: SubscriptionView, when: "period_end" | "now") => {
    const facts = cancelFacts(subscription, snapshot, true);
    return facts ? plain(<CancelEffect {...facts} when={when} />) : "";
  };
  const trial = pro({ status: "TRIALING", trialEndsAt: END });
  for (const when of ["period_end", "now"] as const) {
    expect(effect(trial, when)).toContain("Nothing is charged.");
    expect(effect(trial, when)).not.toMatch(/again|refunded/);
    expect(effect(pro(), when)).toMatch(/not charged again|not refunded/);
  }
});

test("canceling an overdue plan speaks of the payment that is due, and of credits that end before the period", () => {
  const lot = { kind: "PLAN", remaining: 400, expiresAt: "2026-12-27T09:00:00.000Z" } as const;
  const effect = (lots: BalanceSnapshot["lots"], when: "period_end" | "now") => {
    const facts = cancelFacts(pro({ status: "PAST_DUE" }), { lots }, true);
    return facts ? plain(<CancelEffect {...facts} when={when} />) : "";
  };
  const kept = effect([lot as BalanceSnapshot["lots"][number]], "period_end");
  expect(kept).toContain("It does not renew, but its failed payment is still due.");
  expect(kept).toContain("Your 400 credits from the plan expire on 27 Dec 2026 unless you pay.");
  expect(effect([], "period_end")).toContain("You get this period's credits only when you pay.");
  for (const when of ["period_end", "now"] as const) {
    expect(effect([], when)).not.toMatch(/not charged again|period you paid for|can be spent until then/);
  }
});

test("canceling says that a scheduled change is canceled with the plan", () => {
  const starter = { key: "starter", name: "Starter", creditsPerMonth: 200n };
  const change = { plan: starter, price: monthly(2_000), at: END, quantity: 1, monthlyCredits: 200n };
  const facts = cancelFacts(pro({ scheduledChange: { ...change, kind: "downgrade" } }), snapshot, true);
  expect(facts && plain(<CancelEffect {...facts} when="period_end" />)).toContain(
    "The scheduled change to Starter is canceled too.",
  );
  const alone = cancelFacts(pro(), snapshot, true);
  expect(alone && plain(<CancelEffect {...alone} when="period_end" />)).not.toContain("scheduled change");
});

test("a trial has a first charge, and free days of a customer only a next one", () => {
  const trial = { status: "TRIALING", trialEndsAt: END } as const;
  expect(dashboard(pro(trial))).toContain("First charge $39 on 24 Jan 2027");
  expect(bought(pro(trial))).toContain("First charge $39 on 24 Jan 2027");
  const free = pro({ ...trial, freeUntil: END });
  expect(dashboard(free)).toContain("Free until 24 Jan 2027: you are not charged for Pro before then.");
  expect(dashboard(free)).toContain("Next charge $39 on 24 Jan 2027");
  expect(bought(free)).toContain("Next charge $39 on 24 Jan 2027");
});

test("a given plan, the free plan and no plan have nothing to pay", () => {
  const given = pro({ price: null, endsAt: END });
  expect(billing(given)).toContain("You have Pro free of charge until 24 Jan 2027.");
  expect(billing(given)).toContain("Choose a plan");
  const free = pro({
    plan: { key: "free", name: "Free", isFree: true, version: 1, creditsPerMonth: 50n },
    price: null,
  });
  for (const page of [dashboard, billing, bought]) expect(page(free)).not.toMatch(/\$/);
  expect(dashboard(null)).toContain("You don't have a plan.");
  expect(billing(null)).toContain("You don't have a plan.");
});

test("a saved card can be seen and changed without a plan, too: auto top-up charges it", () => {
  const card = { brand: "visa", last4: "4242", expMonth: 12, expYear: 2040 };
  const page = billing(null, card);
  expect(page).toContain("You don't have a plan.");
  expect(page).toContain("Visa 4242 expires 12/40");
  expect(page).toContain("Update card");
  expect(billing(null)).not.toContain("card");
});
