import type { Sql } from "@/lib/db";

/**
 * What an account spent, minus what was reversed, between each of these ascending moments and the next: one sum fewer
 * than there are moments. Never below 0.
 */
export async function spentBetween(sql: Sql, accountId: string, moments: readonly Date[]): Promise<bigint[]> {
  const sums = moments.slice(1).map(() => 0n);
  const rows = await sql<{ stretch: number; spent: string }>`
    SELECT width_bucket(created_at, ${moments}::timestamptz[]) AS stretch, greatest(0, -sum(amount))::text AS spent
    FROM ledger_entry
    WHERE account_id = ${accountId}::uuid
      AND type IN ('USAGE', 'REVERSAL')
      AND created_at >= ${moments[0] ?? null}::timestamptz
      AND created_at < ${moments.at(-1) ?? null}::timestamptz
    GROUP BY 1`;
  for (const { stretch, spent } of rows) sums[stretch - 1] = BigInt(spent);
  return sums;
}

export type MeterUsage = {
  /** Null for spends by amount. */
  meter: string | null;
  spent: bigint;
};

/** The same between two moments, by meter, largest first. */
export async function spentByMeter(
  sql: Sql,
  accountId: string,
  from: Date | null,
  until: Date | null,
): Promise<MeterUsage[]> {
  // A sum of bigints is numeric: it has no bound.
  const rows = await sql<{ meter: string | null; spent: string }>`
    SELECT meter, greatest(0, -sum(amount))::text AS spent
    FROM ledger_entry
    WHERE account_id = ${accountId}::uuid
      AND type IN ('USAGE', 'REVERSAL')
      AND created_at >= ${from}::timestamptz
      AND created_at < ${until}::timestamptz
    GROUP BY meter
    ORDER BY greatest(0, -sum(amount)) DESC, meter`;
  return rows.map(({ meter, spent }) => ({ meter, spent: BigInt(spent) }));
}

export type StretchUsage = { stretch: number } & MeterUsage;

/**
 * The same between each of these ascending moments and the next, by meter, in one read. `stretch` counts from 0. Reversals
 * of earlier spends may make a part negative.
 */
export async function spentByStretchAndMeter(
  sql: Sql,
  accountId: string,
  moments: readonly Date[],
): Promise<StretchUsage[]> {
  const rows = await sql<{ stretch: number; meter: string | null; spent: string }>`
    SELECT width_bucket(created_at, ${moments}::timestamptz[]) - 1 AS stretch, meter, (-sum(amount))::text AS spent
    FROM ledger_entry
    WHERE account_id = ${accountId}::uuid
      AND type IN ('USAGE', 'REVERSAL')
      AND created_at >= ${moments[0] ?? null}::timestamptz
      AND created_at < ${moments.at(-1) ?? null}::timestamptz
    GROUP BY 1, 2`;
  return rows.map(({ spent, ...row }) => ({ ...row, spent: BigInt(spent) }));
}

/** The same for all time. */
export async function spentEver(sql: Sql, accountId: string): Promise<bigint> {
  const [row] = await sql<{ spent: string }>`
    SELECT greatest(0, coalesce(-sum(amount), 0))::text AS spent
    FROM ledger_entry
    WHERE account_id = ${accountId}::uuid AND type IN ('USAGE', 'REVERSAL')`;
  return BigInt(row?.spent ?? 0);
}
