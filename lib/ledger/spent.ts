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

/** Usage of a meter in one of several stretches of time, counted from 0. */
export type StretchUsage = MeterUsage & { stretch: number };

/**
 * The same by meter. A reversal counts when it was made, for the meter of the spend that it reverses, so that a meter's
 * sum can be below 0.
 */
export async function spentByStretchAndMeter(
  sql: Sql,
  accountId: string,
  moments: readonly Date[],
): Promise<StretchUsage[]> {
  // A sum of bigints is numeric: it has no bound.
  const rows = await sql<{ stretch: number; meter: string | null; spent: string }>`
    SELECT width_bucket(entry.created_at, ${moments}::timestamptz[]) - 1 AS stretch, of.meter, (-sum(entry.amount))::text AS spent
    FROM ledger_entry AS entry
    CROSS JOIN LATERAL (
      SELECT CASE entry.type
        WHEN 'USAGE' THEN entry.meter
        ELSE (SELECT meter FROM ledger_entry WHERE account_id = ${accountId}::uuid AND seq = entry.undoes_seq)
      END AS meter
    ) AS of
    WHERE entry.account_id = ${accountId}::uuid
      AND entry.type IN ('USAGE', 'REVERSAL')
      AND entry.created_at >= ${moments[0] ?? null}::timestamptz
      AND entry.created_at < ${moments.at(-1) ?? null}::timestamptz
    GROUP BY 1, 2`;
  return rows.map((row) => ({ ...row, spent: BigInt(row.spent) }));
}

/** What was spent between two moments by meter, largest first. Never below 0. */
export async function spentByMeter(sql: Sql, accountId: string, from: Date, until: Date): Promise<MeterUsage[]> {
  return totalsByMeter(await spentByStretchAndMeter(sql, accountId, [from, until]));
}

/** The sums of stretches by meter, largest first. Never below 0. */
export function totalsByMeter(stretches: readonly StretchUsage[]): MeterUsage[] {
  const totals = new Map<string | null, bigint>();
  for (const { meter, spent } of stretches) totals.set(meter, (totals.get(meter) ?? 0n) + spent);
  return [...totals]
    .map(([meter, spent]) => ({ meter, spent: spent > 0n ? spent : 0n }))
    .sort((a, b) => compare(b.spent, a.spent) || compare(nameOf(a), nameOf(b)));
}

// Spends by amount after the meters.
const nameOf = ({ meter }: MeterUsage): string => meter ?? "\uffff";

function compare<Value extends bigint | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What an account ever spent, minus what was reversed. */
export async function spentEver(sql: Sql, accountId: string): Promise<bigint> {
  const [row] = await sql<{ spent: string }>`
    SELECT greatest(0, coalesce(-sum(amount), 0))::text AS spent
    FROM ledger_entry
    WHERE account_id = ${accountId}::uuid AND type IN ('USAGE', 'REVERSAL')`;
  return BigInt(row?.spent ?? 0);
}
