import type { Sql } from "@/lib/db";
import { type Owner, withOwners } from "@/lib/ledger/owners";
import type { EntryType } from "@/lib/ledger/types";

/** Where a list of all accounts' entries goes on: the newest first. */
export type EntryPlace = { at: Date; accountId: string; seq: bigint };

export type OwnedEntry = Owner & PlacedEntry;

type PlacedEntry = EntryPlace & {
  type: EntryType;
  /** Signed: what the balance changed by. */
  amount: bigint;
  description: string;
};

/** The newest quarters of an hour that have rolled-up entries of these types, from one time until before another. */
export async function quartersWithEntries(
  sql: Sql,
  { types, from, to }: { types: readonly EntryType[]; from: Date; to: Date },
  newest: Date | null,
  count: number,
): Promise<Date[]> {
  const rows = await sql<{ at: Date }>`
    SELECT DISTINCT at
    FROM metric_credit
    WHERE type = ANY (${types}::entry_type[])
      AND at >= ${from}::timestamptz
      AND at < ${to}::timestamptz
      AND (${newest}::timestamptz IS NULL OR at <= ${newest}::timestamptz)
    ORDER BY at DESC
    LIMIT ${count}::integer`;
  return rows.map(({ at }) => at);
}

/** The newest entries of these types in a quarter of an hour, of all accounts, that are older than a place and in `metric_credit`. */
export async function entriesInQuarter(
  sql: Sql,
  quarter: Date,
  { types, before, limit }: { types: readonly EntryType[]; before: EntryPlace | null; limit: number },
): Promise<OwnedEntry[]> {
  const entries = await sql<PlacedEntry>`
    SELECT
      entry.created_at AS at,
      entry.account_id::text AS "accountId",
      entry.seq,
      entry.type::text,
      entry.amount,
      entry.description
    FROM ledger_entry AS entry
    JOIN metric_account AS mark ON mark.account_id = entry.account_id AND entry.seq <= mark.seq
    WHERE entry.created_at >= ${quarter}::timestamptz
      AND entry.created_at < ${quarter}::timestamptz + interval '15 minutes'
      AND entry.type = ANY (${types}::entry_type[])
      AND (
        ${before?.at ?? null}::timestamptz IS NULL
        OR (entry.created_at, entry.account_id, entry.seq)
          < (${before?.at ?? null}::timestamptz, ${before?.accountId ?? null}::uuid, ${before?.seq ?? null}::bigint)
      )
    ORDER BY entry.created_at DESC, entry.account_id DESC, entry.seq DESC
    LIMIT ${limit}::integer`;
  return withOwners(sql, entries);
}
