import type { Sql } from "@/lib/db";
import type { EntryType } from "@/lib/ledger/types";

/** The spends of an account that are archived: they count in its balance, and are not in its history. */
export type ArchivedSpends = {
  /** The first moment after the last archived month. Months before it may be in the ledger still. */
  before: Date;
  spends: bigint;
  credits: bigint;
};

/** What is archived of an account; null if nothing is. */
export async function archivedSpends(sql: Sql, accountId: string): Promise<ArchivedSpends | null> {
  const [row] = await sql<ArchivedSpends>`
    SELECT
      (max(month) + interval '1 month') AT TIME ZONE 'UTC' AS before,
      sum(entries)::bigint AS spends,
      -sum(amount)::bigint AS credits
    FROM ledger_closing
    WHERE account_id = ${accountId}::uuid
    HAVING count(*) > 0`;
  return row ?? null;
}

/** Whether a page of a history is the last one of a list that archived spends would be in. */
export function isAtEnd(
  { nextCursor }: { nextCursor: string | null },
  { type, from }: { type?: EntryType | undefined; from?: Date | undefined },
): boolean {
  return nextCursor === null && from === undefined && (type === undefined || type === "USAGE");
}
