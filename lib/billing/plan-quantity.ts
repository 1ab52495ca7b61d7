import type { PlanQuantity } from "@/lib/catalog/types";

type Rule = { quantity: PlanQuantity };

/** How many times a plan gives its credits when Stripe charges for so many of it. */
export function grantedUnits({ quantity }: Rule, charged: number): number {
  return quantity === "ONE" ? Math.min(charged, 1) : charged;
}

/** How many of a plan a change to it asks Stripe for: as many as of the one before, where the plan allows it. */
export function keptQuantity({ quantity }: Rule, charged: number): number {
  return quantity === "ONE" ? 1 : charged;
}

/** What a plan gives for one. */
export type UnitPlan = Rule & { creditsPerMonth: bigint };

/** What a plan gives a month when Stripe charges for so many of it. */
export function monthlyCredits(plan: UnitPlan, charged: number): bigint {
  return plan.creditsPerMonth * BigInt(grantedUnits(plan, charged));
}

/** How many plan credits a month may begin with besides its own, where the plan has a cap. It is stated for one. */
export function rolloverCap(plan: Rule & { rolloverCapCredits: bigint | null }, charged: number): bigint {
  return (plan.rolloverCapCredits ?? 0n) * BigInt(grantedUnits(plan, charged));
}

/** A plan's name in history lines and mails: "Starter", "Starter × 3". */
export function planTitle(name: string, charged: number): string {
  return charged === 1 ? name : `${name} × ${charged}`;
}
