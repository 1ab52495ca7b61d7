import { creditsText } from "@/components/ui/credits";
import type { BillingInterval, RefillPolicy, Rounding } from "@/lib/catalog/types";
import { isSoldByVolume, type Volume, volumePrice } from "@/lib/catalog/volume-price";
import { DEFAULT_CURRENCY } from "@/lib/format/currencies";
import { numberFormat } from "@/lib/format/formats";
import { formatUnitPrice } from "@/lib/format/money";
import { plural } from "@/lib/format/plural";

/** What is on sale, and what it is spent on. */
export type Offer = { plans: OfferedPlan[]; packs: OfferedPack[]; rates: OfferedRate[] };

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
  /** Of a pack that is sold in larger amounts too. */
  volume: Volume | null;
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

/** A pack in an amount that was chosen of it, or as it is; null when it is not sold in this amount. */
export function offeredAt(pack: OfferedPack, credits: number | undefined): OfferedPack | null {
  const { volume, currency } = pack;
  if (credits === undefined) return pack;
  if (!volume || !isSoldByVolume(pack, BigInt(credits))) return null;
  const amountCents = volumePrice({ currency, volume }, BigInt(credits));
  return { ...pack, name: creditsText(credits), credits, amountCents };
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

/**
 * The lowest price of a plan's credit, if no pack in its currency costs as little. Null when a pack does, and without plans
 * that cost something.
 */
export function cheapestInPlan({ plans, packs }: Pick<Offer, "plans" | "packs">): string | null {
  const priced = plans.flatMap(({ creditsPerMonth, prices }) =>
    prices.map(({ amountCents, currency, interval }) => {
      return { amountCents, currency, credits: creditsPerMonth * (interval === "YEAR" ? 12 : 1) };
    }),
  );
  const [first, ...others] = priced.filter(({ credits, amountCents }) => credits > 0 && amountCents > 0);
  if (!first) return null;
  const best = others.reduce((one, other) => (isCheaper(other, one) ? other : one), first);
  const rivals = packs.map((pack) => ({ ...pack, credits: pack.credits + pack.bonusCredits }));
  const isBest = rivals.every((pack) => pack.currency !== best.currency || isCheaper(best, pack));
  return isBest ? formatUnitPrice(best.amountCents, best.currency, best.credits) : null;
}

type Amount = { amountCents: number; currency: string; credits: number };

/** Whether it is less per credit. Amounts in other currencies cannot be compared. */
function isCheaper(one: Amount, other: Amount): boolean {
  return one.currency === other.currency && one.amountCents * other.credits < other.amountCents * one.credits;
}

/** How much of a meter a month's credits buy when they are spent on nothing else: "4,000,000 tokens". */
export function enoughFor({ creditsPerMonth }: OfferedPlan, { unit, credits, perUnits }: OfferedRate): string {
  const units = credits > 0 ? Math.floor((creditsPerMonth * perUnits) / credits) : 0;
  return `${numberFormat({}).format(units)} ${units === 1 ? unit : plural(unit)}`;
}
