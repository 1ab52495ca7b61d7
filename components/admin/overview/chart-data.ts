import type { Route } from "next";
import { numberFormat } from "@/lib/format/formats";
import { compactMoney } from "@/lib/format/money";

/** What a chart draws, each with a colour of the palette. */
export type ChartLine = { key: string; name: string; color: string };

/** A value as a number, as it is written, as it is exported, and the rows behind it. */
export type ChartValue = { size: number; text: string; exact: string; href?: Route };

/** A point: a day or month, and the value of each line. */
export type ChartPoint = { name: string; values: Record<string, ChartValue> };

export type ChartProps = {
  kind: "line" | "bars";
  /** Of amounts in minor units; left out for credits. */
  currency?: string;
  lines: readonly ChartLine[];
  points: readonly ChartPoint[];
};

/** A size beside a chart's axis: $1.2K of minor units, 1.2K of credits. */
export function tickText(size: number, currency?: string): string {
  if (currency) return compactMoney(size, currency);
  return numberFormat({ notation: "compact", maximumFractionDigits: 1 }).format(size);
}

/** The table of a chart as the address of a CSV file (RFC 4180): names have no quotes or commas. */
export function chartCsv({ lines, points }: Omit<ChartProps, "kind">): string {
  const rows = [
    ["when", ...lines.map(({ name }) => name)],
    ...points.map(({ name, values }) => [name, ...lines.map(({ key }) => values[key]?.exact ?? "")]),
  ];
  return `data:text/csv;charset=utf-8,${encodeURIComponent(rows.map((row) => `${row.join(",")}\r\n`).join(""))}`;
}
