import { cheapestPacks, type PackOffer, type PacksToBuy } from "@/lib/catalog/cheapest-packs";
import type { BillingInterval } from "@/lib/catalog/types";

/** A plan by the month or by the year. Every amount of one calculation is in the same currency. */
export type PlanOffer = { creditsPerMonth: bigint; interval: BillingInterval; amountCents: number };

/** A way to have enough credits in every month of a year. */
export type Coverage<Plan, Pack> = {
  /** Null for packs alone. */
  plan: Plan | null;
  /** What the plan costs in a year. */
  planCents: bigint;
  /** The packs to buy in a year, and what they cost. */
  packs: PacksToBuy<Pack>;
  packCents: bigint;
  yearCents: bigint;
  /** What remains of the packs at the end of the year. */
  leftOver: bigint;
};

const MONTHS = 12n;

/**
 * Every offer with the cheapest packs for what it lacks when this many credits are spent each month, cheapest first. It
 * is calculated over a year: packs do not expire, so what remains of one serves the next months. Without packs, plans
 * that are too small are left out. Equal costs are resolved by fewer packs, then by the order in which plans are passed.
 */
export function rankPlans<Plan extends PlanOffer, Pack extends PackOffer>(
  creditsPerMonth: bigint,
  { plans, packs }: { plans: readonly (Plan | null)[]; packs: readonly Pack[] },
): Coverage<Plan, Pack>[] {
  return plans
    .flatMap((plan) => coverageBy(plan, packs, creditsPerMonth))
    .sort((a, b) => compare(a.yearCents, b.yearCents) || compare(packsOf(a), packsOf(b)));
}

function coverageBy<Plan extends PlanOffer, Pack extends PackOffer>(
  plan: Plan | null,
  offered: readonly Pack[],
  creditsPerMonth: bigint,
): Coverage<Plan, Pack>[] {
  const lacking = creditsPerMonth - (plan?.creditsPerMonth ?? 0n);
  const needed = lacking > 0n ? lacking * MONTHS : 0n;
  const packs = cheapestPacks(offered, needed);
  if (!packs) return [];
  const planCents = plan ? BigInt(plan.amountCents) * (plan.interval === "MONTH" ? MONTHS : 1n) : 0n;
  const packCents = packs.reduce((sum, { pack, count }) => sum + BigInt(pack.amountCents) * count, 0n);
  const bought = packs.reduce((sum, { pack, count }) => sum + pack.credits * count, 0n);
  return [{ plan, planCents, packs, packCents, yearCents: planCents + packCents, leftOver: bought - needed }];
}

const packsOf = ({ packs }: { packs: PacksToBuy<unknown> }): bigint =>
  packs.reduce((sum, { count }) => sum + count, 0n);

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
