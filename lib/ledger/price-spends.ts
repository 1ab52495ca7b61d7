import type { Sql } from "@/lib/db";
import type { Rounding } from "@/lib/generated/prisma/enums";
import { withoutTrailingZeros } from "@/lib/ledger/rows";

type Rate = {
  credits: bigint;
  perUnits: bigint;
  rounding: Rounding;
  minimumCredits: bigint;
};

export type PricedSpends = {
  spends: number;
  /** In the meter's unit, as decimal text. */
  quantity: string;
  /** Credits that they took. */
  charged: bigint;
  /** Credits that they would have taken at the rate. */
  atRate: bigint;
};

/**
 * What all accounts' spends by a meter, from one time until before another, took, and what they would have taken at
 * another rate. Each is rounded by itself, in whole numbers, as priceQuantity does. Reads every entry, so it is for an
 * admin's question and not for a page.
 */
export async function priceSpends(
  sql: Sql,
  { meter, from, until }: { meter: string; from: Date; until: Date },
  rate: Rate,
): Promise<PricedSpends> {
  const [row] = await sql<{ spends: bigint; quantity: { toString(): string }; charged: string; at_rate: string }>`
    WITH spend AS (
      SELECT quantity, amount,
        quantity * 1000000 * ${rate.credits}::bigint AS dividend,
        ${rate.perUnits}::bigint * 1000000::numeric AS divisor
      FROM ledger_entry
      WHERE type = 'USAGE' AND meter = ${meter} AND quantity IS NOT NULL
        AND created_at >= ${from}::timestamptz AND created_at < ${until}::timestamptz
    )
    SELECT
      count(*) AS spends,
      coalesce(sum(quantity), 0)::text AS quantity,
      coalesce(-sum(amount), 0)::text AS charged,
      coalesce(sum(greatest(${rate.minimumCredits}::bigint, CASE ${rate.rounding}
        WHEN 'UP' THEN div(dividend + divisor - 1, divisor)
        WHEN 'NEAREST' THEN div(2 * dividend + divisor, 2 * divisor)
        ELSE div(dividend, divisor)
      END)), 0)::text AS at_rate
    FROM spend`;
  if (!row) throw new Error("A sum has no row.");
  return {
    spends: Number(row.spends),
    quantity: withoutTrailingZeros(row.quantity.toString()),
    charged: BigInt(row.charged),
    atRate: BigInt(row.at_rate),
  };
}
