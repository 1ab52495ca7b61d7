import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { BillingActions } from "@/components/billing/billing-actions";
import { ChoosePlan } from "@/components/pricing/choose-plan";
import type { OfferedPlan, OfferedPrice } from "@/components/pricing/offer";
import type { PlanViewer } from "@/components/pricing/plan-viewer";
import { withRouter } from "@/dev/testing/with-router";

const price = (id: string, amountCents: number): OfferedPrice => ({
  ...{ id, interval: "MONTH", amountCents, currency: "usd" },
});
const plan = (key: string, name: string): OfferedPlan => ({
  ...{ id: key, key, isFree: false, name, description: "", creditsPerMonth: 400 },
  ...{ refillPolicy: "RESET", rolloverCapCredits: null, trialDays: 0, trialCredits: 0, features: [], limits: [] },
  highlighted: false,
  prices: [],
});
const overdue: PlanViewer = {
  signedIn: true,
  mayHaveTrial: false,
  current: {
    ...{
      planKey: "pro",
      name: "Pro",
      creditsPerMonth: 400,
      paid: true,
      endsAt: null,
      becomesFree: true,
      scheduled: null,
    },
    price: price("pro_month", 3_900),
  },
  trouble: { kind: "overdue", plan: "Pro", invoice: null },
};
const shown = (offered: OfferedPlan, at: OfferedPrice) =>
  renderToStaticMarkup(
    withRouter(<ChoosePlan plan={offered} price={at} viewer={overdue} picked={null} actions={{} as BillingActions} />),
  );

test("while a payment is overdue, the own plan leads to billing and the others say to pay first", () => {
  expect(shown(plan("pro", "Pro"), price("pro_month", 3_900))).toMatch(/href="\/billing"[^>]*>Manage in billing/);
  const other = shown(plan("creator", "Creator"), price("creator_month", 9_900));
  expect(other).toContain("Pay your open invoice to change plans.");
  expect(other).not.toMatch(/<a|<button/);
});
