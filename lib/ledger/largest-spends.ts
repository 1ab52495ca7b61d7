import type { Sql } from "@/lib/db";
import { withoutTrailingZeros } from "@/lib/ledger/rows";
import { labelsOf, type SpendFilter } from "@/lib/ledger/spent";

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

/**
 * The spends of an account with the most credits between two moments, largest first, then newest first. A filter by meter finds the
 * spends that the meter has a part of, whole.
 */
export async function largestSpends(
  sql: Sql,
  accountId: string,
  { from, until, limit, filter = {} }: { from: Date; until: Date; limit: number; filter?: SpendFilter },
): Promise<LargeSpend[]> {
  const rows = await sql<Omit<LargeSpend, "reversed"> & { reversed: string }>`
    SELECT seq, at, description, meter, quantity::text, spent, reversed::text
    FROM ledger_largest_spends(
      ${accountId}::uuid, ${from}::timestamptz, ${until}::timestamptz, ${limit}::integer,
      ${filter.meter ?? null}::text, ${labelsOf(filter)}::text::jsonb
    )`;
  return rows.map((row) => ({
    ...row,
    quantity: row.quantity === null ? null : withoutTrailingZeros(row.quantity),
    reversed: BigInt(row.reversed),
  }));
}
