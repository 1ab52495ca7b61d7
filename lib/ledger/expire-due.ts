import type { Sql } from "@/lib/db";

/**
 * Lets what is due happen, each at its time: closes holds and appends the EXPIRY entries, one per lot, and what then
 * pays debt. Returns how many entries were appended. Every verb that writes does this by itself. Throws for an unknown
 * account.
 */
export async function expireDue(sql: Sql, accountId: string, now: Date): Promise<number> {
  const [row] = await sql<{ appended: number }>`
    SELECT ledger_expire(${accountId}::uuid, ${now}::timestamptz) AS appended`;
  return row?.appended ?? 0;
}

/**
 * For the sweep: closes holds and expires lots that are due in at most `limit` accounts that nobody touches, and returns how many accounts
 * that were; below `limit`, no more are due. Accounts that are locked just now are left alone: whoever holds them
 * expires them.
 */
export async function expireIdle(sql: Sql, limit: number, now: Date): Promise<number> {
  const [row] = await sql<{ touched: number }>`
    SELECT ledger_expire_idle(${limit}::integer, ${now}::timestamptz) AS touched`;
  return row?.touched ?? 0;
}
