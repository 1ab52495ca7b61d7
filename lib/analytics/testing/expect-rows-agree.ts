import { expect } from "vitest";
import { readOverview } from "@/lib/analytics/metrics/overview";
import type { Range } from "@/lib/analytics/metrics/periods";
import { FACTS } from "@/lib/analytics/metrics/revenue";
import { eachRow } from "@/lib/analytics/rows/export-rows";
import { NUMBERS, type NumberDefinition, type RowFilter } from "@/lib/analytics/rows/numbers";
import type { Row } from "@/lib/analytics/rows/row";
import type { Total } from "@/lib/analytics/rows/total";
import type { Database } from "@/lib/db";

type Case = { number: NumberDefinition; part: Partial<RowFilter> };

/**
 * Expects that the rows of every number of the overview add up to the number on their page, page after page, to the cent and the
 * credit; right after a rollup, to the overview's.
 */
export async function expectRowsAgree(
  { sql }: Database,
  wish: { range: Range; currency: string; now: Date; rollup?: "fresh" | "old" },
): Promise<void> {
  const overview = await readOverview(sql, wish);
  const { from, to } = overview.periods;
  const blank = { money: {}, balances: { from: null, to: null }, cohort: null };
  for (const { number, part } of casesOf(overview.snapshots, overview.revenue.items)) {
    const filter: RowFilter = { from, to, currency: overview.currency, now: wish.now, ...blank, ...part };
    const rows: Row[] = [];
    for await (const page of eachRow(sql, number, filter, 4)) rows.push(...page);
    const about = `${number.title} ${JSON.stringify(part, (_key, value) => (typeof value === "bigint" ? String(value) : value))}`;
    expect(new Set(rows.map(({ place }) => JSON.stringify(place))).size, about).toBe(rows.length);
    const counted = number.total(overview, filter);
    const total = number.live ? await number.live(sql, filter, counted) : counted;
    if (wish.rollup !== "old") expect(total, about).toEqual(counted);
    expect(total, about).not.toBeNull();
    if (total) expectSum(rows, total, about);
  }
}

function expectSum(rows: readonly Row[], total: Total, about: string): void {
  if (total.count !== undefined) expect(rows.length, about).toBe(total.count);
  if (total.credits !== undefined) {
    expect(
      rows.reduce((sum, { credits }) => sum + (credits ?? 0n), 0n),
      about,
    ).toBe(total.credits);
  }
  if (total.money) expect(byCurrency(rows.flatMap(({ money }) => money)), about).toEqual(byCurrency(total.money));
}

/** Sums without those of zero. */
function byCurrency(money: Row["money"]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const { currency, cents } of money) sums[currency] = (sums[currency] ?? 0n) + cents;
  return Object.fromEntries(Object.entries(sums).filter(([, cents]) => cents !== 0n));
}

type Overview = Awaited<ReturnType<typeof readOverview>>;

function casesOf(snapshots: Overview["snapshots"], items: Overview["revenue"]["items"]): Case[] {
  const { money, balances, cohort, ...plain } = NUMBERS;
  const moneys = [
    {},
    { kind: "SUBSCRIPTION" as const },
    { kind: "PACK" as const, fact: "FEE" as const },
    ...FACTS.map((fact) => ({ fact })),
    ...items.map(({ kind, itemId: item }) => ({ kind, item })),
  ];
  const joined = (snapshots?.cohorts ?? []).filter(({ users }) => users > 0);
  const cohorts = joined.flatMap(({ month, paying }) => [null, ...paying.keys()].map((nth) => ({ month, nth })));
  return [
    ...Object.values(plain).map((number) => ({ number, part: {} })),
    ...moneys.map((part) => ({ number: money, part: { money: part } })),
    ...(snapshots?.balances ?? []).map(({ from, to }) => ({ number: balances, part: { balances: { from, to } } })),
    ...cohorts.map((part) => ({ number: cohort, part: { cohort: part } })),
  ];
}
