import type { PackView, PlanView } from "@/lib/catalog/types";

/** A plan as the text its form holds. */
export function planFormValues(plan: PlanView): Record<string, string> {
  const priced = (interval: "MONTH" | "YEAR") => plan.prices.find((price) => price.interval === interval)?.amountCents;
  return {
    key: plan.key,
    name: plan.name,
    description: plan.description,
    isFree: plan.isFree ? "on" : "",
    highlighted: plan.highlighted ? "on" : "",
    creditsPerMonth: String(plan.creditsPerMonth),
    refillPolicy: plan.refillPolicy,
    rolloverCapCredits: plan.rolloverCapCredits === null ? "" : String(plan.rolloverCapCredits),
    trialDays: String(plan.trialDays),
    trialCredits: String(plan.trialCredits),
    estimatedCostCents: moneyText(plan.estimatedCostCents),
    sortOrder: String(plan.sortOrder),
    currency: plan.prices[0]?.currency ?? "usd",
    features: plan.features.join("\n"),
    limits: Object.entries(plan.limits)
      .map(([key, limit]) => `${key} = ${limit ?? "unlimited"}`)
      .join("\n"),
    "prices.month": moneyText(priced("MONTH")),
    "prices.year": moneyText(priced("YEAR")),
  };
}

/** A pack as the text its form holds. */
export function packFormValues(pack: PackView & { sortOrder?: number }): Record<string, string> {
  return {
    key: pack.key,
    name: pack.name,
    description: pack.description,
    credits: String(pack.credits),
    bonusCredits: String(pack.bonusCredits),
    amountCents: moneyText(pack.amountCents),
    currency: pack.currency,
    sortOrder: String(pack.sortOrder ?? 0),
  };
}

function moneyText(cents: number | undefined): string {
  return cents === undefined ? "" : (cents / 100).toFixed(2);
}
