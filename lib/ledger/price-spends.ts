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
 * another rate. What was reversed since does not count, and of a spend that was reversed in part, its quantity counts in
 * proportion. Each is rounded by itself, in whole numbers, as priceQuantity does. Reads every entry, so it is for an
 * admin's question and not for a page.
 */
export async function priceSpends(
  sql: Sql,
  { meter, from, until }: { meter: string; from: Date; until: Date },
  rate: Rate,
): Promise<PricedSpends> {
  const [row] = await sql<{ spends: bigint; quantity: { toString(): string }; charged: string; at_rate: string }>`
    WITH reversed AS (
      SELECT account_id, undoes_seq AS seq, sum(amount) AS amount
      FROM ledger_entry
      WHERE type = 'REVERSAL' AND created_at >= ${from}::timestamptz
      GROUP BY account_id, undoes_seq
    ), kept AS (
      SELECT -spend.amount - coalesce(reversed.amount, 0) AS charged,
        CASE WHEN reversed.amount IS NULL THEN spend.quantity
          ELSE round(spend.quantity * (-spend.amount - reversed.amount) / -spend.amount, 6) END AS quantity
      FROM ledger_entry AS spend
      LEFT JOIN reversed USING (account_id, seq)
      WHERE spend.type = 'USAGE' AND spend.meter = ${meter} AND spend.quantity IS NOT NULL
        AND spend.created_at >= ${from}::timestamptz AND spend.created_at < ${until}::timestamptz
    ), spend AS (
      SELECT quantity, charged,
        quantity * 1000000 * ${rate.credits}::bigint AS dividend,
        ${rate.perUnits}::bigint * 1000000::numeric AS divisor
      FROM kept WHERE charged > 0
    )
    SELECT
      count(*) AS spends,
      coalesce(sum(quantity), 0)::text AS quantity,
      coalesce(sum(charged), 0)::text AS charged,
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
