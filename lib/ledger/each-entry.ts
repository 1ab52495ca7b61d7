import type { Sql } from "@/lib/db";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry, EntryType } from "@/lib/ledger/types";

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
 * The entries that match, page after page, by account and number. Each page goes on in the primary key where the last one
 * ended, and no connection is held between pages.
 */
export async function* eachEntry(sql: Sql, filter: EntryFilter, limit = 1_000): AsyncGenerator<Entry[]> {
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
