import type { Sql } from "@/lib/db";
import { withoutTrailingZeros } from "@/lib/ledger/rows";

export type OwnKeyUsage = {
  meter: string;
  /** Decimal text. */
  quantity: string;
  /** How many calls counted it. */
  uses: bigint;
};

/** What an account used with own keys between two moments, by meter, in the order of their keys. */
export async function ownKeyUsage(
  sql: Sql,
  userId: string,
  { from, until }: { from: Date; until: Date },
): Promise<OwnKeyUsage[]> {
  const rows = await sql<OwnKeyUsage>`
    SELECT item ->> 'meter' AS meter, sum((item ->> 'quantity')::numeric)::text AS quantity, count(*) AS uses
    FROM own_key_use, jsonb_array_elements(items) AS item
    WHERE user_id = ${userId}::uuid AND used_at >= ${from}::timestamptz AND used_at < ${until}::timestamptz
    GROUP BY 1
    ORDER BY 1`;
  return rows.map((row) => ({ ...row, quantity: withoutTrailingZeros(row.quantity) }));
}

/** Forgets what an account used, when the person is deleted. */
export async function forgetOwnKeyUses(sql: Sql, userId: string): Promise<void> {
  await sql`DELETE FROM own_key_use WHERE user_id = ${userId}::uuid`;
}
