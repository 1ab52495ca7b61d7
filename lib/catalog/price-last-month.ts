import { addDays, dayOf, dayStart } from "@/lib/analytics/calendar";
import type { Rate } from "@/lib/catalog/types";
import type { Sql } from "@/lib/db";
import { type PricedSpends, priceSpends } from "@/lib/ledger/price-spends";

export type PricedMonth = PricedSpends & {
  /** The month, as 2026-10. */
  month: string;
};

/** What the spends of the last calendar month took by a meter, and what they would have taken at another rate. */
export async function priceLastMonth(
  sql: Sql,
  { meter, rate, timeZone }: { meter: string; rate: Rate; timeZone: string },
  now: Date,
): Promise<PricedMonth> {
  const firstOfThis = `${dayOf(now, timeZone).slice(0, 8)}01`;
  const month = addDays(firstOfThis, -1).slice(0, 7);
  const [from, until] = [dayStart(`${month}-01`, timeZone), dayStart(firstOfThis, timeZone)];
  if (!from || !until) throw new Error(`${month} is not a month.`);
  return { month, ...(await priceSpends(sql, { meter, from, until }, rate)) };
}
