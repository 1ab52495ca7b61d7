import type { Sql } from "@/lib/db";
import { announceChanged } from "@/lib/ledger/announce-balances";

/**
 * Applies everything that is due, each at its own time: closes expired holds and appends EXPIRY entries, one per lot, and
 * debt payments from freed credits. Returns the number of appended entries. Every writing verb does this itself. Throws
 * for an unknown account.
 */
export async function expireDue(sql: Sql, accountId: string, now: Date): Promise<number> {
  const [row] = await sql<{ appended: number | null }>`
    SELECT ledger_expire(${accountId}::uuid, ${now}::timestamptz) AS appended`;
  const appended = row?.appended ?? null;
  if (appended === null) return 0;
  await announceChanged(sql, [accountId]);
  return appended;
}

/**
 * For the sweep: closes holds and expires lots in at most `limit` idle accounts, and returns the number of accounts; when
 * it is below `limit`, no more are due. Locked accounts are skipped, because the verb that holds the lock expires them
 * itself.
 */
export async function expireIdle(sql: Sql, limit: number, now: Date): Promise<number> {
  const settled = await sql<{ id: string }>`
    SELECT id::text FROM ledger_settle_idle(${limit}::integer, ${now}::timestamptz) AS id`;
  await announceChanged(
    sql,
    settled.map(({ id }) => id),
  );
  return settled.length;
}
