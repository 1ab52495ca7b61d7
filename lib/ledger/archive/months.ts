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
  // Accounts are older than their entries.
  const [{ first } = { first: null }] = await sql<{ first: Date | null }>`
    SELECT min(created_at) AS first FROM credit_account`;
  const months: Month[] = [];
  if (!first) return months;
  for (let day = firstDay(monthOf(first)); monthOf(day) < before; day = addMonths(day, 1)) {
    if (await hasSpends(sql, monthOf(day))) months.push(monthOf(day));
  }
  return months;
}

const monthOf = (at: Date): Month => at.toISOString().slice(0, 7);

/** The index on time leads to few blocks of the table. */
async function hasSpends(sql: Sql, month: Month): Promise<boolean> {
  const { from, until } = boundsOf(month);
  const found = await sql`
    SELECT 1 AS found
    FROM ledger_entry
    WHERE type = 'USAGE' AND created_at >= ${from}::timestamptz AND created_at < ${until}::timestamptz
    LIMIT 1`;
  return found.length > 0;
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
