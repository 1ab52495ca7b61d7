import type { Sql } from "@/lib/db";

/**
 * The credits that refunds and disputes took back of these payments, minus what was reinstated, by payment. Payments of
 * which nothing was taken are left out.
 */
export async function takenForPayments(
  sql: Sql,
  accountId: string,
  paymentIds: readonly string[],
): Promise<Map<string, bigint>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await sql<{ payment_id: string; taken: bigint }>`
    SELECT lot.payment_id::text, -sum(entry.amount)::bigint AS taken
    FROM ledger_entry AS entry
    JOIN credit_lot AS lot ON lot.account_id = entry.account_id AND lot.id = entry.cause_lot_id
    WHERE entry.account_id = ${accountId}::uuid
      AND entry.type IN ('CLAWBACK', 'REINSTATEMENT') AND entry.type <> 'USAGE'
      AND lot.payment_id = ANY (${[...paymentIds]}::uuid[])
    GROUP BY 1
    HAVING sum(entry.amount) <> 0`;
  return new Map(rows.map(({ payment_id, taken }) => [payment_id, taken]));
}
