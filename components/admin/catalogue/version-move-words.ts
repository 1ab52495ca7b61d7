import { creditsText, formatCredits } from "@/components/ui/credits";
import type { VersionMoveProgress } from "@/lib/billing/plans/version-moves/list-version-moves";
import type { VersionMovePreview } from "@/lib/billing/plans/version-moves/preview-version-move";
import type { LeftBecause, VersionTerms } from "@/lib/billing/plans/version-moves/types";
import { limitPromises } from "@/lib/catalog/promises";
import type { FeatureView } from "@/lib/catalog/types";
import { formatMoney } from "@/lib/format/money";

/** $20.00 a month. */
export function priceText({ amountCents, currency, interval }: VersionTerms): string {
  return `${formatMoney(amountCents, currency)} a ${interval === "YEAR" ? "year" : "month"}`;
}

/** monthly. */
export function intervalText({ interval }: VersionTerms): string {
  return interval === "YEAR" ? "yearly" : "monthly";
}

/** What changes for a subscriber between two versions, a line each: what stays is left out. */
export function termChanges(from: VersionTerms, to: VersionTerms, features: readonly FeatureView[]): string[] {
  const keys = [...new Set([...Object.keys(from.limits), ...Object.keys(to.limits)])];
  const pairs = [
    [priceText(from), priceText(to)],
    [`${creditsText(from.creditsPerMonth)} a month`, `${creditsText(to.creditsPerMonth)} a month`],
    ...keys.map((key) => [promiseOf(from, key, features), promiseOf(to, key, features)]),
  ] as const;
  return pairs.filter(([was, is]) => was !== is).map(([was = "", is = ""]) => changeText(was, is));
}

/** What a version promises of one feature; empty when it does not include it. */
function promiseOf({ limits, limitsPerUnit }: VersionTerms, key: string, features: readonly FeatureView[]): string {
  const limit = limits[key];
  return limit === undefined ? "" : limitPromises({ limits: { [key]: limit }, limitsPerUnit }, features).join(", ");
}

function changeText(was: string, is: string): string {
  if (was === "") return `+ ${is}`;
  return is === "" ? `− ${was}` : `${was} → ${is}`;
}

type Move = Pick<VersionMoveProgress, "canceledAt" | "pending" | "scheduled">;

/** How many of the moves that were not canceled wait to be scheduled, and how many are. */
export function underWay(moves: readonly Move[]): { pending: number; scheduled: number } {
  const live = moves.filter(({ canceledAt }) => canceledAt === null);
  return {
    pending: live.reduce((sum, { pending }) => sum + pending, 0),
    scheduled: live.reduce((sum, { scheduled }) => sum + scheduled, 0),
  };
}

/** Those left alone, without those whose other change is the move itself. */
export function leftByOthers(left: VersionMovePreview["left"], scheduled: number): VersionMovePreview["left"] {
  return left
    .map((one) => (one.because === "changing" ? { ...one, subscribers: one.subscribers - scheduled } : one))
    .filter(({ subscribers }) => subscribers > 0);
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
