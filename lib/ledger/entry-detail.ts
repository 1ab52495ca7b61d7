import type { Sql } from "@/lib/db";
import { getHold } from "@/lib/ledger/holds";
import { getEntry } from "@/lib/ledger/queries";
import { type EntryRow, type LotRow, toEntry, toLot } from "@/lib/ledger/rows";
import type { Entry, Hold, Lot } from "@/lib/ledger/types";

/** Everything the ledger knows about one entry. */
export type EntryDetail = {
  entry: Entry;
  /** The lots that it took from or added to, oldest first. */
  lots: Lot[];
  /** The hold that it captured. */
  hold: Hold | null;
  /** The entries that reverse it, or reinstate what it took, oldest first. */
  undoneBy: Entry[];
};

/** One entry with its lots, its hold and what undid it; null when the account has no such entry. */
export async function entryDetail(sql: Sql, accountId: string, seq: bigint, now: Date): Promise<EntryDetail | null> {
  const entry = await getEntry(sql, accountId, seq);
  if (!entry) return null;
  const ids = entry.allocations.flatMap((one) => ("lot" in one ? [one.lot] : []));
  const [lots, hold, undoneBy] = await Promise.all([
    sql<LotRow>`
      SELECT * FROM credit_lot
      WHERE account_id = ${accountId}::uuid AND id = ANY (${ids}::uuid[]) ORDER BY grant_seq`,
    entry.holdId ? getHold(sql, accountId, entry.holdId, now) : null,
    sql<EntryRow>`
      SELECT * FROM ledger_entry
      WHERE account_id = ${accountId}::uuid AND undoes_seq = ${seq}::bigint ORDER BY seq`,
  ]);
  return { entry, lots: lots.map(toLot), hold, undoneBy: undoneBy.map(toEntry) };
}
