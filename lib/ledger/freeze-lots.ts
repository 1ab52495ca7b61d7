import type { Sql } from "@/lib/db";
import { announceChanged } from "@/lib/ledger/announce-balances";
import { type LotRow, toLot } from "@/lib/ledger/rows";
import type { Lot } from "@/lib/ledger/types";

/**
 * Freezes the lots of a disputed payment: they are not spent and do not expire. Includes empty lots, because
 * credits may be returned to them. Holds keep what they pin. Returns the lots that were not frozen before. Throws for an
 * unknown account.
 */
export async function freezeLots(sql: Sql, accountId: string, paymentId: string, now: Date): Promise<Lot[]> {
  const rows = await sql<LotRow>`
    SELECT * FROM ledger_freeze(${accountId}::uuid, ${paymentId}::uuid, ${now}::timestamptz) ORDER BY grant_seq`;
  if (rows.length > 0) await announceChanged(sql, [accountId]);
  return rows.map(toLot);
}

/**
 * Unfreezes lots: expired credits expire at once, and the rest pays debt first. Returns the lots that were frozen, in
 * their new state. Throws for an unknown account.
 */
export async function unfreezeLots(sql: Sql, accountId: string, paymentId: string, now: Date): Promise<Lot[]> {
  const rows = await sql<LotRow>`
    SELECT * FROM ledger_unfreeze(${accountId}::uuid, ${paymentId}::uuid, ${now}::timestamptz) ORDER BY grant_seq`;
  if (rows.length > 0) await announceChanged(sql, [accountId]);
  return rows.map(toLot);
}
