import type { Sql } from "@/lib/db";

/**
 * The id of the account that an id from outside names. Accounts had ids of their own before they got their users', and entry ids
 * with these were handed out. Any other id is returned as it is, whether or not there is such an account.
 */
export async function currentAccountId(sql: Sql, id: string): Promise<string> {
  const [former] = await sql<{ accountId: string }>`
    SELECT user_id::text AS "accountId" FROM former_account_id WHERE id = ${id}::uuid`;
  return former?.accountId ?? id;
}
