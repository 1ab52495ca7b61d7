import type { Sql } from "@/lib/db";
import type { Month } from "@/lib/ledger/archive/months";

/** A spend with all its columns as one line of JSON, numbers in full precision. */
export type SpendLine = { accountId: string; seq: bigint; line: string };

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/** The spends of a month, by account and number, in pages. No connection is held between pages. */
export async function* spendsOfMonth(sql: Sql, month: Month, limit = 5_000): AsyncGenerator<SpendLine[]> {
  let [account, seq] = [BEFORE_ALL, 0n];
  for (;;) {
    const rows = await sql<SpendLine>`
      SELECT account_id::text AS "accountId", seq, to_jsonb(entry)::text AS line
      FROM ledger_entry AS entry
      WHERE (account_id, seq) > (${account}::uuid, ${seq}::bigint)
        AND type = 'USAGE'
        AND created_at >= ${`${month}-01`}::date::timestamp AT TIME ZONE 'UTC'
        AND created_at < (${`${month}-01`}::date + interval '1 month') AT TIME ZONE 'UTC'
      ORDER BY account_id, seq
      LIMIT ${limit}::integer`;
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    [account, seq] = [last.accountId, last.seq];
  }
}
