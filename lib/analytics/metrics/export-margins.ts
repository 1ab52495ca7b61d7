import { type SpendMargin, spendMargins } from "@/lib/analytics/metrics/spend-margins";
import type { Sql } from "@/lib/db";
import { writeCsv } from "@/lib/format/write-csv";
import { withOwners } from "@/lib/ledger/owners";

const COLUMNS = [
  "per",
  "account",
  "email",
  "external_id",
  "model",
  "credits",
  "currency",
  "revenue",
  "cost",
  "cost_is_complete",
];

type Stretch = { from: Date; until: Date; limit: number };

/** A margin per customer, with who it is. */
export async function customerMargins(sql: Sql, stretch: Stretch) {
  const margins = await spendMargins(sql, "account", stretch);
  return withOwners(
    sql,
    margins.map((margin) => ({ ...margin, accountId: margin.key ?? "" })),
  );
}

/**
 * The margins of the largest customers and models as CSV: a row for each and each of its currencies, with amounts in minor units. A
 * cost that is not known at all is empty.
 */
export function exportMargins(sql: Sql, stretch: Stretch): AsyncGenerator<string> {
  return writeCsv(COLUMNS, rowsOf(sql, stretch));
}

async function* rowsOf(sql: Sql, stretch: Stretch): AsyncGenerator<Record<string, unknown>[]> {
  const customers = await customerMargins(sql, stretch);
  yield customers.flatMap(({ accountId, email, externalId, ...margin }) =>
    linesOf(margin).map((line) => ({ per: "customer", account: accountId, email, external_id: externalId, ...line })),
  );
  const models = await spendMargins(sql, "model", stretch);
  yield models.flatMap((margin) => linesOf(margin).map((line) => ({ per: "model", model: margin.key, ...line })));
}

function linesOf({ credits, revenue, cost, isCostPartial }: Omit<SpendMargin, "key">): Record<string, unknown>[] {
  const currencies = [...new Set([...revenue, ...cost].map(({ currency }) => currency))];
  const centsIn = (amounts: SpendMargin["cost"], currency: string) =>
    amounts.find((amount) => amount.currency === currency)?.cents;
  if (currencies.length === 0) return [{ credits, cost_is_complete: !isCostPartial }];
  return currencies.map((currency, nth) => ({
    // Once, so that the column adds up.
    credits: nth === 0 ? credits : 0n,
    currency,
    revenue: centsIn(revenue, currency) ?? 0n,
    cost: centsIn(cost, currency) ?? (isCostPartial ? null : 0n),
    cost_is_complete: !isCostPartial,
  }));
}
