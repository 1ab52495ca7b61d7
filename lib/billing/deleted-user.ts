import type { Sql } from "@/lib/db";

/** Whether an account was deleted, or is about to be: nothing is granted to it any more. */
export async function isDeletedUser(sql: Sql, userId: string): Promise<boolean> {
  const rows = await sql`SELECT id FROM "user" WHERE id = ${userId}::uuid AND deleted_at IS NOT NULL`;
  return rows.length > 0;
}

/** What the inbox says of the events of such an account. A payment that arrives all the same is refunded by a person. */
export const OF_DELETED_ACCOUNT = "The account was deleted, so nothing is granted. Refund later payments in Stripe.";
