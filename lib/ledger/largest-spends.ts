import type { Sql } from "@/lib/db";
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
  const rows = await sql<Omit<LargeSpend, "reversed"> & { reversed: string }>`
    SELECT seq, at, description, meter, quantity::text, spent, reversed::text
    FROM ledger_largest_spends(
      ${accountId}::uuid, ${from}::timestamptz, ${until}::timestamptz, ${limit}::integer
    )`;
  return rows.map((row) => ({
    ...row,
    quantity: row.quantity === null ? null : withoutTrailingZeros(row.quantity),
    reversed: BigInt(row.reversed),
  }));
}
