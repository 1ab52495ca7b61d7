import type { Sql } from "@/lib/db";
import { addMonths } from "@/lib/time";

/** A month in UTC, as "2025-03". */
export type Month = string;

/** The first day of a month, as the database has it. */
export const firstDay = (month: Month): Date => new Date(`${month}-01`);

/** The moments at which a month begins and ends. */
export function boundsOf(month: Month): { from: Date; until: Date } {
  return { from: firstDay(month), until: addMonths(firstDay(month), 1) };
}

/** The months before `before` of which spends are in the ledger, oldest first. */
export async function spendMonths(sql: Sql, before: Month): Promise<Month[]> {
  // Accounts are older than their entries. For a month, the index on time leads to few blocks of the table.
  const rows = await sql<{ month: Month }>`
    SELECT to_char(month, 'YYYY-MM') AS month
    FROM generate_series(
      (SELECT date_trunc('month', min(created_at) AT TIME ZONE 'UTC') FROM credit_account),
      ${`${before}-01`}::date::timestamp - interval '1 month',
      interval '1 month'
    ) AS month
    WHERE EXISTS (
      SELECT FROM ledger_entry
      WHERE type = 'USAGE'
        AND created_at >= month AT TIME ZONE 'UTC'
        AND created_at < (month + interval '1 month') AT TIME ZONE 'UTC'
    )
    ORDER BY month`;
  return rows.map(({ month }) => month);
}

/**
 * An account with a spend of the month that was not verified yet, or is not in the metrics; null if there is none. Both rest on the
 * entries, and go on from their own marks afterwards.
 */
export async function accountNotReady(sql: Sql, month: Month): Promise<string | null> {
  const { from, until } = boundsOf(month);
  const [row] = await sql<{ id: string }>`
    SELECT entry.account_id::text AS id
    FROM ledger_entry AS entry
    LEFT JOIN ledger_checkpoint AS verified ON verified.account_id = entry.account_id
    LEFT JOIN metric_account AS counted ON counted.account_id = entry.account_id
    WHERE entry.type = 'USAGE'
      AND entry.created_at >= ${from}::timestamptz AND entry.created_at < ${until}::timestamptz
      AND (entry.seq > coalesce(verified.seq, 0) OR entry.seq > coalesce(counted.seq, 0))
    LIMIT 1`;
  return row?.id ?? null;
}

/** How many spends of a month are in the ledger, and how many are in closings. */
export async function countSpends(sql: Sql, month: Month): Promise<{ present: bigint; closed: bigint }> {
  const { from, until } = boundsOf(month);
  const [row] = await sql<{ present: bigint; closed: bigint }>`
    SELECT
      (
        SELECT count(*) FROM ledger_entry
        WHERE type = 'USAGE' AND created_at >= ${from}::timestamptz AND created_at < ${until}::timestamptz
      ) AS present,
      (SELECT coalesce(sum(entries), 0)::bigint FROM ledger_closing WHERE month = ${`${month}-01`}::date) AS closed`;
  return { present: row?.present ?? 0n, closed: row?.closed ?? 0n };
}
