import type { Sql } from "@/lib/db";
import { type LotRow, toLot } from "@/lib/ledger/rows";
import type { Lot } from "@/lib/ledger/types";

/**
 * Keeps the lots of a disputed payment from being spent, from expiring and from resetting; empty ones too, for what may
 * be given back to them. Holds keep what they pin. Returns the lots that were not frozen before. Throws for an unknown
 * account.
 */
export async function freezeLots(sql: Sql, accountId: string, paymentId: string, now: Date): Promise<Lot[]> {
  const rows = await sql<LotRow>`
    SELECT * FROM ledger_freeze(${accountId}::uuid, ${paymentId}::uuid, ${now}::timestamptz) ORDER BY grant_seq`;
  return rows.map(toLot);
}

/**
 * Ends the freeze: what is past its time expires at once, and the rest pays debt first. Returns the lots that were
 * frozen, as they are then. Throws for an unknown account.
 */
export async function unfreezeLots(sql: Sql, accountId: string, paymentId: string, now: Date): Promise<Lot[]> {
  const rows = await sql<LotRow>`
    SELECT * FROM ledger_unfreeze(${accountId}::uuid, ${paymentId}::uuid, ${now}::timestamptz) ORDER BY grant_seq`;
  return rows.map(toLot);
}
