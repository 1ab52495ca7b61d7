import { expect, it } from "vitest";
import { adjustText } from "@/components/admin/users/adjust-text";
import { nextCharge, planCredits } from "@/components/admin/users/plan-end";
import type { SubscriptionView } from "@/lib/billing/types";
import type { Lot } from "@/lib/ledger/types";

const lot = (kind: Lot["kind"], subscriptionId: string | null, remaining: bigint) =>
  ({ kind, subscriptionId, remaining }) as Lot;

it("says which credits and which charge an ending plan takes away", () => {
  const lots = [lot("PLAN", "s", 300n), lot("PLAN", "s", 50n), lot("PLAN", "other", 7n), lot("PACK", null, 500n)];
  expect(planCredits(lots, "s")).toBe(350n);
  const price = { id: "p", interval: "MONTH", amountCents: 3_900, currency: "usd" } as const;
  const subscription = { price, quantity: 2, scheduledChange: null, endsAt: null } as SubscriptionView;
  expect(nextCharge(subscription)).toBe("$78.00");
  expect(nextCharge({ ...subscription, endsAt: new Date(0) })).toBeNull();
});

it("previews the balance and the debt that an adjustment leaves", () => {
  const standing = { balance: 400, available: 350, debt: 0 };
  expect(adjustText("take", "100", standing)).toBe("The balance goes from 400 to 300.");
  expect(adjustText("take", "351", standing)).toMatch(/^Only 350 are available/);
  expect(adjustText("owe", "450", standing)).toBe("The balance goes from 400 to −50. 100 credits become debt.");
  expect(adjustText("add", "1,000", { balance: -30, available: 0, debt: 30 })).toBe(
    "The balance goes from −30 to 970. 30 credits of debt are paid off.",
  );
  expect(adjustText("add", "", standing)).toBeNull();
});
