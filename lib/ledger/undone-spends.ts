import type { Sql } from "@/lib/db";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry } from "@/lib/ledger/types";

/** The spends of an account that some entries reverse, by number, without those that are archived. */
export async function undoneSpends(
  sql: Sql,
  accountId: string,
  entries: readonly Entry[],
): Promise<ReadonlyMap<bigint, Entry>> {
  const seqs = entries.flatMap(({ type, undoesSeq }) => (type === "REVERSAL" && undoesSeq !== null ? [undoesSeq] : []));
  if (seqs.length === 0) return new Map();
  const rows = await sql<EntryRow>`
    SELECT * FROM ledger_entry WHERE account_id = ${accountId}::uuid AND seq = ANY (${seqs}::bigint[])`;
  return new Map(rows.map((row) => [row.seq, toEntry(row)]));
}
