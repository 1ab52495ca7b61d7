/** What a chart draws, each with a colour of the palette. */
export type ChartLine = { key: string; name: string; color: string };

/** A point: a day or month, and the value of each line as a number and as it is written. */
export type ChartPoint = { name: string; values: Record<string, { size: number; text: string }> };

export type ChartProps = {
  kind: "line" | "bars";
  lines: readonly ChartLine[];
  points: readonly ChartPoint[];
};
