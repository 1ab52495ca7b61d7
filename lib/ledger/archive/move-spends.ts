import type { Sql } from "@/lib/db";
import type { Month } from "@/lib/ledger/archive/months";

/**
 * Removes these spends of an account and month from the ledger, and keeps what they came to. Once per account and month: a
 * repetition does nothing. Throws if they are not all there.
 */
export async function archiveSpends(sql: Sql, accountId: string, month: Month, seqs: readonly bigint[]): Promise<void> {
  await sql`SELECT ledger_archive_spends(${accountId}::uuid, ${`${month}-01`}::date, ${seqs}::bigint[])::text`;
}

/**
 * Puts the archived spends of an account and month back, given as their lines in the archive's file. Does nothing when they are
 * in the ledger. Throws if they are others than those that were removed.
 */
export async function restoreSpends(
  sql: Sql,
  accountId: string,
  month: Month,
  lines: readonly string[],
): Promise<void> {
  const entries = `[${lines.join(",")}]`;
  await sql`SELECT ledger_restore_spends(${accountId}::uuid, ${`${month}-01`}::date, ${entries}::jsonb)::text`;
}
