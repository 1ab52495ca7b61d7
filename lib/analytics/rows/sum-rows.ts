import type { Total } from "@/lib/analytics/rows/numbers";
import type { Row } from "@/lib/analytics/rows/row";

/** What rows come to, in what a number is measured in: for a number whose rows are all there. */
export function sumRows(rows: readonly Row[], measured: Total): Total {
  const money = new Map<string, bigint>();
  for (const part of rows.flatMap((row) => row.money)) {
    money.set(part.currency, (money.get(part.currency) ?? 0n) + part.cents);
  }
  return {
    ...(measured.money && { money: [...money].map(([currency, cents]) => ({ currency, cents })) }),
    ...(measured.credits !== undefined && { credits: rows.reduce((sum, row) => sum + (row.credits ?? 0n), 0n) }),
    ...(measured.count !== undefined && { count: rows.length }),
  };
}

/** Where rows end that are to add up to a number of the last rollup: what happened since is in neither. */
export function endOfRows(to: Date, asOf: Date | undefined): Date {
  return asOf && asOf < to ? asOf : to;
}
