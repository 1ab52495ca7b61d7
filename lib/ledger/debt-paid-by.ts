import type { Sql } from "@/lib/db";

/** How many of the credits that a payment or a subscription granted paid debt instead of being added. */
export async function debtPaidBy(
  sql: Sql,
  accountId: string,
  by: { paymentId: string } | { subscriptionId: string },
): Promise<bigint> {
  const paymentId = "paymentId" in by ? by.paymentId : null;
  const subscriptionId = "subscriptionId" in by ? by.subscriptionId : null;
  const [row] = await sql<{ paid: bigint }>`
    SELECT coalesce(sum((part ->> 'debt')::bigint), 0)::bigint AS paid
    FROM credit_lot AS lot
    JOIN ledger_entry AS entry ON entry.account_id = lot.account_id AND entry.seq = lot.grant_seq
    CROSS JOIN jsonb_array_elements(entry.allocations) AS part
    WHERE lot.account_id = ${accountId}::uuid
      AND (lot.payment_id = ${paymentId}::uuid OR lot.subscription_id = ${subscriptionId}::uuid)
      AND entry.type = 'GRANT' AND entry.type <> 'USAGE' AND part ? 'debt'`;
  return row?.paid ?? 0n;
}
