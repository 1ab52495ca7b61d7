import { currencyOf, type OfferedPack, type OfferedPlan } from "@/components/pricing/offer";
import type { PackOffer } from "@/lib/catalog/cheapest-packs";
import { type Coverage, type PlanOffer, rankPlans } from "@/lib/catalog/cheapest-plan";
import type { BillingInterval } from "@/lib/catalog/types";

export type PricedPlan = PlanOffer & { offered: OfferedPlan };
export type PricedPack = PackOffer & { offered: OfferedPack };
export type PlanChoice = Coverage<PricedPlan, PricedPack>;

/** More is agreed with a person. */
export const MOST_CREDITS = 1_000_000_000n;

/**
 * Each plan with the packs that it needs for this many credits a month, cheapest first. Prices in another currency than
 * the catalogue's are left out: they cannot be compared.
 */
export function bestPlans(
  creditsPerMonth: bigint,
  { plans, packs }: { plans: readonly OfferedPlan[]; packs: readonly OfferedPack[] },
  interval: BillingInterval,
): { currency: string; choices: PlanChoice[] } {
  const currency = currencyOf(plans, packs);
  const offers = plans.flatMap((plan): PricedPlan[] => {
    const base = { offered: plan, interval, creditsPerMonth: BigInt(plan.creditsPerMonth) };
    if (plan.isFree) return [{ ...base, amountCents: 0 }];
    const price = plan.prices.find((one) => one.interval === interval && one.currency === currency);
    return price ? [{ ...base, amountCents: price.amountCents }] : [];
  });
  const extra = packs
    // A pack that is sold in any amount has no fixed size to combine.
    .filter((pack) => pack.currency === currency && pack.volume === null)
    .map((pack) => ({
      offered: pack,
      credits: BigInt(pack.credits + pack.bonusCredits),
      amountCents: pack.amountCents,
    }));
  // Who has no free plan can also buy packs alone.
  const all = plans.some(({ isFree }) => isFree) ? offers : [...offers, null];
  return { currency, choices: rankPlans(creditsPerMonth, { plans: all, packs: extra }) };
}
