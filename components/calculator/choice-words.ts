import type { PlanChoice, PricedPack } from "@/components/calculator/best-plans";
import { formatCredits } from "@/components/ui/credits";
import { formatPrice } from "@/lib/format/money";

/** "Pro", or "Pro with 3 packs a year". */
export function choiceName({ plan, packs }: PlanChoice): string {
  const count = packCount(packs);
  if (!plan) return `${packsText(count)} a year`;
  return count > 0n ? `${plan.offered.name} with ${packsText(count)} a year` : plan.offered.name;
}

/** "3 × 500 credits", for each kind of pack. */
export function packNames(packs: PlanChoice["packs"]): string[] {
  return packs.map(({ pack, count }) => `${formatCredits(count)} × ${packName(pack)}`);
}

/** What a pack brings, with its bonus: "2,750 credits". */
export function packName({ credits }: Pick<PricedPack, "credits">): string {
  return `${formatCredits(credits)} credits`;
}

/** A twelfth of what a year costs. */
export function monthText({ yearCents }: Pick<PlanChoice, "yearCents">, currency: string): string {
  return formatPrice(Math.round(Number(yearCents) / 12), currency);
}

/** An amount of a calculation, whose sums are bigints. */
export function moneyOf(cents: bigint, currency: string): string {
  return formatPrice(Number(cents), currency);
}

const packCount = (packs: PlanChoice["packs"]): bigint => packs.reduce((sum, { count }) => sum + count, 0n);

const packsText = (count: bigint): string => `${formatCredits(count)} ${count === 1n ? "pack" : "packs"}`;
