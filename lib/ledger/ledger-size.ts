import type { Sql } from "@/lib/db";

/** The number of accounts and of their entries; for a single account 1, or 0 when it does not exist. */
export async function ledgerSize(sql: Sql, account: string | "all"): Promise<{ accounts: bigint; entries: bigint }> {
  const only = account === "all" ? null : account;
  const [row] = await sql<{ accounts: bigint; entries: bigint }>`
    SELECT count(*) AS accounts, coalesce(sum(seq), 0)::bigint AS entries
    FROM credit_account
    WHERE ${only}::uuid IS NULL OR id = ${only}::uuid`;
  return row ?? { accounts: 0n, entries: 0n };
}
