import { rangeText } from "@/components/admin/overview/overview-query";
import { formatCredits } from "@/components/ui/credits";
import type { Periods } from "@/lib/analytics/metrics/periods";
import type { Covers } from "@/lib/analytics/rows/numbers";
import { dateFormat } from "@/lib/format/formats";
import { formatMoney } from "@/lib/format/money";

/** Money from bigint minor units, with a minus sign. */
export const money = (cents: bigint, currency: string): string =>
  formatMoney(Number(cents), currency).replace("-", "−");

/** Money in each of its currencies; empty when there is none. */
export const moneyList = (some: readonly { cents: bigint; currency: string }[]): string =>
  some.map(({ cents, currency }) => money(cents, currency)).join(", ");

/** Credits, with a minus sign. */
export const credits = (amount: bigint): string => formatCredits(amount).replace("-", "−");

/** 33.3%, or a dash when there was nothing to compare with. */
export const percent = (share: number | null): string => (share === null ? "–" : `${(share * 100).toFixed(1)}%`);

/** Which time a number is of: the range only where it decides; an end that is still to come is now. */
export function coveredText(covers: Covers, { range, to }: Pick<Periods, "range" | "to">, now: Date): string {
  if (covers === "range") return `${rangeText(range)}, days in ${range.timeZone}.`;
  if (covers === "end" && to <= now)
    return `At the end of ${rangeText({ ...range, first: range.last })}, in ${range.timeZone}.`;
  return covers === "cohort" ? "" : "As it is now.";
}

/** "24 Nov" of a day, "Nov 2026" of a month. */
export function stretchText(name: string): string {
  const isMonth = name.length === 7;
  const shape = isMonth
    ? ({ month: "short", year: "numeric" } as const)
    : ({ day: "numeric", month: "short" } as const);
  return dateFormat({ ...shape, timeZone: "UTC" }).format(new Date(isMonth ? `${name}-01` : name));
}
