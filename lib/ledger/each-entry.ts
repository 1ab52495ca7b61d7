import type { Sql } from "@/lib/db";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry, EntryType } from "@/lib/ledger/types";
import { DAY_MS, MINUTE_MS } from "@/lib/time";

type EntryFilter = {
  /** Of this account only. */
  accountId?: string;
  type?: EntryType;
  /** At or after this time. */
  from?: Date;
  /** Before this time. */
  to?: Date;
};

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/**
 * The entries that match, page after page; no connection is held between pages. Of one account, or of all time, by account and
 * number; of a stretch of time, by time.
 */
export function eachEntry(sql: Sql, filter: EntryFilter, limit = 1_000): AsyncGenerator<Entry[]> {
  const { from, to, accountId } = filter;
  return from && to && !accountId ? byTime(sql, { ...filter, from, to }, limit) : byAccount(sql, filter, limit);
}

/** Each page goes on in the primary key where the last one ended. */
async function* byAccount(sql: Sql, filter: EntryFilter, limit: number): AsyncGenerator<Entry[]> {
  let [account, seq] = [filter.accountId ?? BEFORE_ALL, 0n];
  for (;;) {
    const rows = await sql<EntryRow>`
      SELECT * FROM ledger_entry
      WHERE (account_id, seq) > (${account}::uuid, ${seq}::bigint)
        AND (${filter.accountId ?? null}::uuid IS NULL OR account_id = ${filter.accountId ?? null}::uuid)
        AND (${filter.type ?? null}::entry_type IS NULL OR type = ${filter.type ?? null}::entry_type)
        AND (${filter.from ?? null}::timestamptz IS NULL OR created_at >= ${filter.from ?? null}::timestamptz)
        AND (${filter.to ?? null}::timestamptz IS NULL OR created_at < ${filter.to ?? null}::timestamptz)
      ORDER BY account_id, seq
      LIMIT ${limit}::integer`;
    if (rows.length > 0) yield rows.map(toEntry);
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    [account, seq] = [last.account_id, last.seq];
  }
}

/**
 * The index on time only tells in which blocks of the table a time may be. So a page looks into a short stretch, which is made
 * longer while there is little in it and shorter when there is more than a page.
 */
async function* byTime(
  sql: Sql,
  { type = null, from, to }: { type?: EntryType | null; from: Date; to: Date },
  limit: number,
): AsyncGenerator<Entry[]> {
  let [at, account, seq] = [from, BEFORE_ALL, 0n];
  for (let span = SHORTEST_MS; at < to; ) {
    const until = new Date(Math.min(at.getTime() + span, to.getTime()));
    const rows = await sql<EntryRow>`
      SELECT * FROM ledger_entry
      WHERE created_at >= ${at}::timestamptz
        AND created_at < ${until}::timestamptz
        AND (created_at, account_id, seq) > (${at}::timestamptz, ${account}::uuid, ${seq}::bigint)
        AND (${type}::entry_type IS NULL OR type = ${type}::entry_type)
      ORDER BY created_at, account_id, seq
      LIMIT ${limit}::integer`;
    if (rows.length > 0) yield rows.map(toEntry);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    [at, account, seq] = last ? [last.created_at, last.account_id, last.seq] : [until, BEFORE_ALL, 0n];
    span = last ? Math.max(span / 2, SHORTEST_MS) : Math.min(span * 2, LONGEST_MS);
  }
}

const SHORTEST_MS = MINUTE_MS;
const LONGEST_MS = 32 * DAY_MS;
