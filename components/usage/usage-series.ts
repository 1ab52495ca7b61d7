import type { Bar } from "@/components/usage/stacked-bars";
import { dayText } from "@/components/usage/usage-point";
import { daysText, words } from "@/components/usage/words";
import type { Stretch, StretchUnit, UsageReport } from "@/lib/analytics/usage-report";
import { dateFormat } from "@/lib/format/formats";

/** A meter in the chart and its table, or the rest of them. */
export type Series = {
  key: string;
  /** Null for spends by amount, and for the rest. */
  meter: string | null;
  name: string;
  color: string;
  spent: bigint;
  of: (stretch: Stretch) => bigint;
};

const COLORS = ["var(--accent)", "var(--pack)", "var(--promo)", "var(--referral)", "var(--other)"];
const REST_COLOR = "var(--held)";

/** The meters with the most credits, each in a color of its own, and what all others spent together. */
export function seriesOf({ meters }: Pick<UsageReport, "meters">, nameOf: (meter: string) => string): Series[] {
  const isRest = meters.length > COLORS.length + 1;
  const own = isRest ? meters.slice(0, COLORS.length) : meters;
  const rest = meters.slice(own.length);
  const series = own.map(
    ({ meter, spent }, index): Series => ({
      key: meter ?? "",
      meter,
      name: meter === null ? words.noMeter : nameOf(meter),
      color: COLORS[index] ?? REST_COLOR,
      spent,
      of: ({ byMeter }) => byMeter.get(meter) ?? 0n,
    }),
  );
  if (!isRest) return series;
  return [
    ...series,
    {
      key: "*",
      meter: null,
      name: words.otherMeters,
      color: REST_COLOR,
      spent: rest.reduce((sum, { spent }) => sum + spent, 0n),
      of: ({ byMeter }) => rest.reduce((sum, { meter }) => sum + (byMeter.get(meter) ?? 0n), 0n),
    },
  ];
}

/** The chart's bars, one for each stretch. */
export function barsOf({ stretches, unit }: UsageReport, series: readonly Series[], timeZone: string): Bar[] {
  return stretches.map((stretch) => ({
    key: stretch.from.toISOString(),
    name: stretchName(stretch, unit, timeZone),
    parts: series.map(({ name, color, of }) => ({ name, color, credits: Number(of(stretch)) })),
    total: Number(stretch.spent),
  }));
}

/** "24 Nov", "23 – 29 Nov 2026" or "09:00". */
export function stretchName({ from, first, last }: Stretch, unit: StretchUnit, timeZone: string): string {
  if (unit === "day") return dayText(first);
  if (unit === "week") return daysText(first, last);
  return dateFormat({ hour: "2-digit", minute: "2-digit", timeZone }).format(from);
}

/** The next number that is easy to read on an axis: 1, 2 or 5 with zeros. */
export function axisTop(most: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  return [1, 2, 5, 10].map((step) => step * decade).find((top) => top >= most) ?? most;
}
