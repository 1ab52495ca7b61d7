import type { Sql } from "@/lib/db";

/** A range of balances, and how many accounts have one in it. `from` is included, `to` is not; null has no bound. */
export type BalanceRange = { from: bigint | null; to: bigint | null; accounts: bigint };

/** Debt, nothing, and then by the order of magnitude. */
const BOUNDS = [0n, 1n, 100n, 1_000n, 10_000n, 100_000n, 1_000_000n];

/** How many accounts have how many credits, by the settled balance. */
export async function balanceDistribution(sql: Sql): Promise<BalanceRange[]> {
  const rows = await sql<{ nth: number; accounts: bigint }>`
    SELECT width_bucket(balance, ${BOUNDS}::bigint[]) AS nth, count(*) AS accounts FROM credit_account GROUP BY 1`;
  return [null, ...BOUNDS].map((from, nth) => ({
    from,
    to: BOUNDS[nth] ?? null,
    accounts: rows.find((row) => row.nth === nth)?.accounts ?? 0n,
  }));
}
