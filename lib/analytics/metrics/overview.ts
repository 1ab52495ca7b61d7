import { type Credits, creditsOver } from "@/lib/analytics/metrics/credits";
import { findCurrency } from "@/lib/analytics/metrics/currencies";
import { type Mrr, mrrOver, payingCustomers } from "@/lib/analytics/metrics/mrr";
import { type Periods, periodsOf, type Range } from "@/lib/analytics/metrics/periods";
import { type Revenue, revenueOver } from "@/lib/analytics/metrics/revenue";
import { readSnapshots, type Snapshots } from "@/lib/analytics/metrics/snapshots";
import type { Sql } from "@/lib/db";

export type Overview = {
  periods: Periods;
  /** The currency of MRR and revenue, and all that are in use. */
  currency: string;
  currencies: string[];
  mrr: Mrr;
  revenue: Revenue;
  credits: Credits;
  /** Customers who pay for a plan at the end of the range, in whatever currency: credits are of all of them. */
  payingCustomers: number;
  /** Null before the first rollup. */
  snapshots: Snapshots | null;
};

/** Everything the overview shows, from the read models: it costs the same however much has happened. */
export async function readOverview(sql: Sql, wish: { range: Range; currency?: string | undefined }): Promise<Overview> {
  const periods = periodsOf(wish.range);
  const { currency, currencies } = await findCurrency(sql, wish.currency);
  const [mrr, revenue, credits, customers, snapshots] = await Promise.all([
    mrrOver(sql, periods, currency),
    revenueOver(sql, periods, currency),
    creditsOver(sql, periods),
    payingCustomers(sql, periods.to),
    readSnapshots(sql),
  ]);
  return { periods, currency, currencies, mrr, revenue, credits, payingCustomers: customers, snapshots };
}
