import { hot, type Sql } from "@/lib/db";

/** Whether an account was deleted, or is about to be, so that nothing is granted to it. */
export async function isDeletedUser(sql: Sql, userId: string): Promise<boolean> {
  const rows = await hot(sql)`SELECT id FROM "user" WHERE id = ${userId}::uuid AND deleted_at IS NOT NULL`;
  return rows.length > 0;
}

/** The inbox sentence for events of such an account. An admin refunds payments that still arrive. */
export const OF_DELETED_ACCOUNT = "The account was deleted, so nothing is granted. Refund later payments in Stripe.";
