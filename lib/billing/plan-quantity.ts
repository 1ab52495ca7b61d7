import type { PlanQuantity, SpendLimit } from "@/lib/catalog/types";

type Rule = { quantity: PlanQuantity };

/** The multiplier of a plan's credits for a quantity in Stripe. */
export function grantedUnits({ quantity }: Rule, charged: number): number {
  return quantity === "ONE" ? Math.min(charged, 1) : charged;
}

/** The quantity of a plan after a change to it: the current one, if the plan allows it. */
export function keptQuantity({ quantity }: Rule, charged: number): number {
  return quantity === "ONE" ? 1 : charged;
}

/** A plan's credits per unit. */
export type UnitPlan = Rule & { creditsPerMonth: bigint };

/** A plan's monthly credits for a quantity in Stripe. */
export function monthlyCredits(plan: UnitPlan, charged: number): bigint {
  return plan.creditsPerMonth * BigInt(grantedUnits(plan, charged));
}

/** The rollover cap for a quantity; the plan's cap is per unit. */
export function rolloverCap(plan: Rule & { rolloverCapCredits: bigint | null }, charged: number): bigint {
  return (plan.rolloverCapCredits ?? 0n) * BigInt(grantedUnits(plan, charged));
}

/** What running work may spend beyond the balance, for a quantity; the plan's overdraft is per unit. */
export function overdraftAllowed(plan: Rule & { overdraftCredits: bigint }, charged: number): bigint {
  return plan.overdraftCredits * BigInt(grantedUnits(plan, charged));
}

/** What can be spent in any so many hours, for a quantity; the plan's limits are per unit. */
export function spendLimitsOf(plan: Rule & { spendLimits: unknown }, charged: number): SpendLimit[] {
  const units = grantedUnits(plan, charged);
  return (plan.spendLimits as SpendLimit[]).map(({ hours, credits }) => ({ hours, credits: credits * units }));
}

/** A plan's name in the history and in emails: "Starter", "Starter × 3". */
export function planTitle(name: string, charged: number): string {
  return charged === 1 ? name : `${name} × ${charged}`;
}
