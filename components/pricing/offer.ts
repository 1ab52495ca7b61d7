import type { BillingInterval, RefillPolicy, Rounding } from "@/lib/catalog/types";
import { DEFAULT_CURRENCY } from "@/lib/format/currencies";
import { numberFormat } from "@/lib/format/formats";
import { formatUnitPrice } from "@/lib/format/money";
import { plural } from "@/lib/format/plural";

/** The public facts of a plan, in plain JSON, so that it can be cached and sent to the browser. */
export type OfferedPlan = {
  id: string;
  key: string;
  isFree: boolean;
  name: string;
  description: string;
  creditsPerMonth: number;
  refillPolicy: RefillPolicy;
  rolloverCapCredits: number | null;
  trialDays: number;
  trialCredits: number;
  /** What its limits promise, then its other sentences. */
  features: string[];
  /** Its limits by the name of their feature, in words, for a comparison. */
  limits: { name: string; text: string }[];
  highlighted: boolean;
  prices: OfferedPrice[];
};

export type OfferedPrice = { id: string; interval: BillingInterval; amountCents: number; currency: string };

export type OfferedPack = {
  id: string;
  key: string;
  name: string;
  description: string;
  credits: number;
  bonusCredits: number;
  amountCents: number;
  currency: string;
};

/** The current price of a metered unit: `credits` for `perUnits`, rounded, and at least `minimumCredits` per spend. */
export type OfferedRate = {
  key: string;
  name: string;
  unit: string;
  credits: number;
  perUnits: number;
  rounding: Rounding;
  minimumCredits: number;
};

/** The plan's price for an interval. */
export function priceOf(plan: OfferedPlan, interval: BillingInterval): OfferedPrice | undefined {
  return plan.prices.find((price) => price.interval === interval);
}

type Priced = { currency: string };

/** The currency of a catalogue: the one that most of its prices are in. */
export function currencyOf(plans: readonly { prices: readonly Priced[] }[], packs: readonly Priced[] = []): string {
  const counts = new Map<string, number>();
  for (const { currency } of [...plans.flatMap((plan) => plan.prices), ...packs]) {
    counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? DEFAULT_CURRENCY;
}

/** What yearly billing saves over twelve months; 0 when it saves nothing. */
export function yearlySavingCents(plan: OfferedPlan): number {
  const month = priceOf(plan, "MONTH");
  const year = priceOf(plan, "YEAR");
  return month && year && month.currency === year.currency ? Math.max(0, month.amountCents * 12 - year.amountCents) : 0;
}

/** What happens to unused credits at the end of a month. */
export function refillSentence(plan: Pick<OfferedPlan, "refillPolicy" | "rolloverCapCredits">): string {
  switch (plan.refillPolicy) {
    case "RESET":
      return "expire with the month";
    case "ROLL_OVER":
      return "roll over";
    case "ROLL_OVER_CAPPED":
      return `roll over, up to ${numberFormat({}).format(plan.rolloverCapCredits ?? 0)}`;
  }
}

/** The price of one of a plan's credits, with the billing interval's price; null for a plan without one. */
export function creditPrice(plan: OfferedPlan, interval: BillingInterval): string | null {
  const price = priceOf(plan, interval);
  if (!price || plan.creditsPerMonth <= 0) return null;
  const months = interval === "YEAR" ? 12 : 1;
  return formatUnitPrice(price.amountCents, price.currency, plan.creditsPerMonth * months);
}

/** How much of a meter a month's credits buy when they are spent on nothing else: "4,000,000 tokens". */
export function enoughFor({ creditsPerMonth }: OfferedPlan, { unit, credits, perUnits }: OfferedRate): string {
  const units = credits > 0 ? Math.floor((creditsPerMonth * perUnits) / credits) : 0;
  return `${numberFormat({}).format(units)} ${units === 1 ? unit : plural(unit)}`;
}
