import type { Sql } from "@/lib/db";
import type { Entry, LotKind } from "@/lib/ledger/types";

/** A lot that an entry debited or credited. */
export type EntrySource = { id: string; kind: LotKind; description: string };

/** The lots behind some entries of an account, by id, including empty ones. */
export async function entrySources(sql: Sql, accountId: string, entries: Entry[]): Promise<Map<string, EntrySource>> {
  const ids = [...new Set(entries.flatMap((entry) => entry.allocations.flatMap((a) => ("lot" in a ? [a.lot] : []))))];
  if (ids.length === 0) return new Map();
  const rows = await sql<EntrySource>`
    SELECT id::text, kind::text, description
    FROM credit_lot
    WHERE account_id = ${accountId}::uuid AND id = ANY (${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}
