import { monthlyCredits, type UnitPlan } from "@/lib/billing/plan-quantity";
import type { ChangeKind } from "@/lib/billing/types";
import type { BillingInterval } from "@/lib/catalog/types";

/** What somebody has of a plan at a price, all units together. */
export type Terms = {
  priceId: string;
  quantity: number;
  interval: BillingInterval;
  creditsPerMonth: bigint;
  amountCents: number;
};

type Sold = { id: string; interval: BillingInterval; amountCents: number };

/** The terms of so many of a plan. */
export function termsOf({ id: priceId, interval, amountCents }: Sold, plan: UnitPlan, quantity: number): Terms {
  return {
    priceId,
    quantity,
    interval,
    creditsPerMonth: monthlyCredits(plan, quantity),
    amountCents: amountCents * quantity,
  };
}

/** What a change from one price, or quantity, to another is. Where credits are equal, what costs more is the upgrade. */
export function changeKind(from: Terms, to: Terms): ChangeKind {
  if (from.priceId === to.priceId && from.quantity === to.quantity) return "same";
  if (from.interval !== to.interval) return "interval";
  if (from.creditsPerMonth !== to.creditsPerMonth) {
    return from.creditsPerMonth < to.creditsPerMonth ? "upgrade" : "downgrade";
  }
  return from.amountCents < to.amountCents ? "upgrade" : "downgrade";
}

/** Whether a change comes into effect at once: more is there at once, less waits for what is paid to be used. */
export function isImmediate(from: Terms, to: Terms): boolean {
  const kind = changeKind(from, to);
  return kind === "upgrade" || (kind === "interval" && to.interval === "YEAR");
}
