import { creditsText, formatCredits } from "@/components/ui/credits";
import type { LeftBecause, VersionTerms } from "@/lib/billing/plans/version-moves/types";
import { limitPromises } from "@/lib/catalog/promises";
import type { FeatureView } from "@/lib/catalog/types";
import { formatMoney } from "@/lib/format/money";

/** $20.00 a month. */
export function priceText({ amountCents, currency, interval }: VersionTerms): string {
  return `${formatMoney(amountCents, currency)} a ${interval === "YEAR" ? "year" : "month"}`;
}

/** What changes for a subscriber between two versions, a line each. */
export function termChanges(from: VersionTerms, to: VersionTerms, features: readonly FeatureView[]): string[] {
  const limits = (terms: VersionTerms) => limitPromises(terms, features).join(", ") || "no limits";
  const pairs = [
    [priceText(from), priceText(to)],
    [`${creditsText(from.creditsPerMonth)} a month`, `${creditsText(to.creditsPerMonth)} a month`],
    [limits(from), limits(to)],
  ] as const;
  return pairs.filter(([was, is]) => was !== is).map(([was, is]) => `${was} → ${is}`);
}

const LEFT: Record<LeftBecause, string> = {
  not_sold: "their billing interval or currency is not sold in this version",
  ending: "their plan ends",
  changing: "another change is scheduled",
  trial: "they are in a trial or free time",
  unpaid: "their payment is overdue",
  gone: "they changed or ended their plan",
  refused: "Stripe refused the change",
};

/** 3 stay: their plan ends. */
export function leftText({ because, subscribers }: { because: LeftBecause; subscribers: number }): string {
  return `${formatCredits(subscribers)} ${subscribers === 1 ? "stays" : "stay"}: ${LEFT[because]}.`;
}
