import { limitFieldValues } from "@/components/admin/catalogue/limit-fields";
import type { BillingInterval, PackView, PlanView, SpendLimit } from "@/lib/catalog/types";
import { moneyText } from "@/lib/format/money";
import { preciseMoneyText } from "@/lib/format/precise-money";

/** A plan as the initial values of its form. A free plan's cost is in `currency`. */
export function planFormValues(plan: PlanView, currency: string): Record<string, string> {
  const money = (amount: number | undefined) => (amount === undefined ? "" : moneyText(amount, currency));
  const priced = (interval: BillingInterval) => plan.prices.find((price) => price.interval === interval)?.amountCents;
  return {
    key: plan.key,
    name: plan.name,
    description: plan.description,
    isFree: plan.isFree ? "on" : "",
    highlighted: plan.highlighted ? "on" : "",
    creditsPerMonth: String(plan.creditsPerMonth),
    refillPolicy: plan.refillPolicy,
    rolloverCapCredits: plan.rolloverCapCredits === null ? "" : String(plan.rolloverCapCredits),
    overdraftCredits: String(plan.overdraftCredits),
    spendLimits: plan.spendLimits.map(spendLimitLine).join("\n"),
    trialDays: String(plan.trialDays),
    trialCredits: String(plan.trialCredits),
    estimatedCostCents: money(plan.estimatedCostCents),
    sortOrder: String(plan.sortOrder),
    currency,
    features: plan.features.join("\n"),
    ...limitFieldValues(plan.limits),
    isSoldOnce: plan.quantity === "ONE" ? "on" : "",
    limitsPerUnit: plan.limitsPerUnit ? "on" : "",
    "prices.month": money(priced("MONTH")),
    "prices.year": money(priced("YEAR")),
  };
}

/** As the form reads it. */
function spendLimitLine({ hours, credits }: SpendLimit): string {
  const [count, unit] = hours % 24 === 0 ? [hours / 24, "day"] : [hours, "hour"];
  return `${credits} in ${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** A pack as the initial values of its form. */
export function packFormValues(pack: PackView & { sortOrder?: number }): Record<string, string> {
  return {
    key: pack.key,
    name: pack.name,
    description: pack.description,
    credits: String(pack.credits),
    bonusCredits: String(pack.bonusCredits),
    amountCents: moneyText(pack.amountCents, pack.currency),
    currency: pack.currency,
    sortOrder: String(pack.sortOrder ?? 0),
    "volume.maxCredits": pack.volume ? String(pack.volume.maxCredits) : "",
    "volume.tiers": (pack.volume?.tiers ?? [])
      .map(({ fromCredits, priceMicros }) => `${fromCredits}: ${preciseMoneyText(BigInt(priceMicros), pack.currency)}`)
      .join("\n"),
  };
}
