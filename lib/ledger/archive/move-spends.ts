import type { Sql } from "@/lib/db";
import type { Month } from "@/lib/ledger/archive/months";

/**
 * Removes these spends of an account and month from the ledger, and adds their sums to its closing. Those that are gone already
 * are left out. Throws if one is not a spend of the month.
 */
export async function archiveSpends(sql: Sql, accountId: string, month: Month, seqs: readonly bigint[]): Promise<void> {
  await sql`SELECT ledger_archive_spends(${accountId}::uuid, ${`${month}-01`}::date, ${seqs}::bigint[])`;
}

/**
 * Puts archived spends of an account and month back, given as their lines in the archive's file, and takes them off its closing.
 * Those that are in the ledger are left out. Throws if the closing is not of them.
 */
export async function restoreSpends(
  sql: Sql,
  accountId: string,
  month: Month,
  lines: readonly string[],
): Promise<void> {
  const entries = `[${lines.join(",")}]`;
  await sql`SELECT ledger_restore_spends(${accountId}::uuid, ${`${month}-01`}::date, ${entries}::jsonb)`;
}
