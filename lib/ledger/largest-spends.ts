import type { Sql } from "@/lib/db";
import { aDayApart } from "@/lib/ledger/a-day-apart";
import { withoutTrailingZeros } from "@/lib/ledger/rows";

export type LargeSpend = {
  seq: bigint;
  at: Date;
  description: string;
  /** Null for a spend by amount. */
  meter: string | null;
  /** Decimal text, such as "12.5". */
  quantity: string | null;
  spent: bigint;
  /** What of it has been reversed since. */
  reversed: bigint;
};

/** The spends of an account with the most credits between two moments, largest first, then newest first. */
export async function largestSpends(
  sql: Sql,
  accountId: string,
  { from, until, limit }: { from: Date; until: Date; limit: number },
): Promise<LargeSpend[]> {
  const { after, before } = aDayApart(from, until);
  const rows = await sql<Omit<LargeSpend, "reversed"> & { reversed: string }>`
    SELECT
      spend.seq, spend.created_at AS at, spend.description, spend.meter, spend.quantity::text,
      -spend.amount AS spent, coalesce(reversal.amount, 0)::text AS reversed
    FROM (
      SELECT *
      FROM ledger_entry
      WHERE account_id = ${accountId}::uuid
        AND seq >= (SELECT ledger_seq_at(${accountId}::uuid, ${after}::timestamptz))
        AND seq < (SELECT ledger_seq_at(${accountId}::uuid, ${before}::timestamptz))
        AND type = 'USAGE'
        AND created_at >= ${from}::timestamptz
        AND created_at < ${until}::timestamptz
      ORDER BY amount, seq DESC
      LIMIT ${limit}::integer
    ) AS spend
    LEFT JOIN LATERAL (
      SELECT sum(amount) AS amount
      FROM ledger_entry
      WHERE account_id = ${accountId}::uuid AND undoes_seq = spend.seq AND type = 'REVERSAL'
    ) AS reversal ON true
    ORDER BY spend.amount, spend.seq DESC`;
  return rows.map((row) => ({
    ...row,
    quantity: row.quantity === null ? null : withoutTrailingZeros(row.quantity),
    reversed: BigInt(row.reversed),
  }));
}
