import { monthlyCredits, type UnitPlan } from "@/lib/billing/plan-quantity";
import type { ChangeKind } from "@/lib/billing/types";
import type { BillingInterval } from "@/lib/catalog/types";

/** A plan at a price, with the totals for all units. */
export type Terms = {
  priceId: string;
  quantity: number;
  interval: BillingInterval;
  creditsPerMonth: bigint;
  amountCents: number;
};

type Sold = { id: string; interval: BillingInterval; amountCents: number };

/** The terms for a quantity of a plan. */
export function termsOf({ id: priceId, interval, amountCents }: Sold, plan: UnitPlan, quantity: number): Terms {
  return {
    priceId,
    quantity,
    interval,
    creditsPerMonth: monthlyCredits(plan, quantity),
    amountCents: amountCents * quantity,
  };
}

/** The kind of change between two prices or quantities. With equal credits, the more expensive one is the upgrade. */
export function changeKind(from: Terms, to: Terms): ChangeKind {
  if (from.priceId === to.priceId && from.quantity === to.quantity) return "same";
  if (from.interval !== to.interval) return "interval";
  if (from.creditsPerMonth !== to.creditsPerMonth) {
    return from.creditsPerMonth < to.creditsPerMonth ? "upgrade" : "downgrade";
  }
  return from.amountCents < to.amountCents ? "upgrade" : "downgrade";
}

/** Whether a change takes effect immediately: upgrades do, downgrades wait for the end of the paid period. */
export function isImmediate(from: Terms, to: Terms): boolean {
  const kind = changeKind(from, to);
  return kind === "upgrade" || (kind === "interval" && to.interval === "YEAR");
}
