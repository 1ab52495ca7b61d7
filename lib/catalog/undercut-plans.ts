import type { PackView, PlanView } from "@/lib/catalog/types";

/** What a plan's credits cost at one of its prices. */
export type PlanRate = { plan: string; amountCents: number; currency: string; credits: number };

type SoldPack = Pick<PackView, "amountCents" | "currency"> & {
  credits: number | bigint;
  bonusCredits: number | bigint;
};

/** What the credits of each plan on sale cost, at each of its prices. */
export function planRates(plans: readonly PlanView[]): PlanRate[] {
  return plans
    .filter(({ archivedAt, creditsPerMonth }) => archivedAt === null && creditsPerMonth > 0n)
    .flatMap(({ name, prices, creditsPerMonth }) =>
      prices.map(({ interval, amountCents, currency }) => ({
        plan: name,
        amountCents,
        currency,
        credits: Number(creditsPerMonth) * (interval === "YEAR" ? 12 : 1),
      })),
    );
}

/**
 * The plans whose credits cost more than the pack's, at the plan's cheapest price in the pack's currency: a user who buys
 * the pack instead pays less and keeps the credits. Compared in whole numbers.
 */
export function undercutPlans(pack: SoldPack, rates: readonly PlanRate[]): string[] {
  const credits = BigInt(pack.credits) + BigInt(pack.bonusCredits);
  const isCheaper = (rate: PlanRate) =>
    BigInt(pack.amountCents) * BigInt(rate.credits) < BigInt(rate.amountCents) * credits;
  const same = rates.filter(({ currency }) => currency === pack.currency);
  return [...new Set(same.map(({ plan }) => plan))].filter((plan) =>
    same.filter((rate) => rate.plan === plan).every(isCheaper),
  );
}
