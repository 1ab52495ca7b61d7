import type { Sql } from "@/lib/db";
import type { EntrySource } from "@/lib/ledger/entry-sources";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry } from "@/lib/ledger/types";

/** The account's latest entries, newest first, with the lots behind them, in one read. */
export async function recentEntries(
  sql: Sql,
  accountId: string,
  limit: number,
): Promise<{ entries: Entry[]; sources: Map<string, EntrySource> }> {
  const rows = await sql<EntryRow & { sources: EntrySource[] | null }>`
    SELECT entry.*, (
      SELECT json_agg(json_build_object('id', lot.id, 'kind', lot.kind, 'description', lot.description))
      FROM jsonb_array_elements(entry.allocations) AS part
      JOIN credit_lot AS lot ON lot.id = (part ->> 'lot')::uuid AND lot.account_id = entry.account_id
    ) AS sources
    FROM ledger_entry AS entry
    WHERE account_id = ${accountId}::uuid
    ORDER BY seq DESC
    LIMIT ${limit}::integer`;
  const sources = rows.flatMap(({ sources }) => sources ?? []);
  return { entries: rows.map(toEntry), sources: new Map(sources.map((source) => [source.id, source])) };
}
