import type { Sql } from "@/lib/db";

/**
 * What an account spent, minus what was reversed, between each of these ascending moments and the next: one sum fewer
 * than there are moments. Never below 0.
 */
export async function spentBetween(
  sql: Sql,
  accountId: string,
  moments: readonly Date[],
  filter: SpendFilter = {},
): Promise<bigint[]> {
  const sums = moments.slice(1).map(() => 0n);
  for (const { stretch, spent } of await spentByStretchAndMeter(sql, accountId, moments, filter)) {
    sums[stretch] = (sums[stretch] ?? 0n) + spent;
  }
  return sums.map((spent) => (spent > 0n ? spent : 0n));
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
  filter: SpendFilter = {},
): Promise<StretchUsage[]> {
  const rows = await sql<{ stretch: number; meter: string | null; spent: string }>`
    SELECT stretch, meter, spent::text
    FROM ledger_spent(
      ${accountId}::uuid, ${moments}::timestamptz[], ${filter.meter ?? null}::text, ${labelsOf(filter)}::text::jsonb
    )`;
  return rows.map((row) => ({ ...row, spent: BigInt(row.spent) }));
}

/** What was spent between two moments by meter, largest first. Never below 0. */
export async function spentByMeter(
  sql: Sql,
  accountId: string,
  { from, until, filter }: { from: Date; until: Date; filter?: SpendFilter },
): Promise<MeterUsage[]> {
  return totalsByMeter(await spentByStretchAndMeter(sql, accountId, [from, until], filter));
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

/** What spends can be grouped by, beside their meter. */
export const DIMENSIONS = ["subject", "model", "project", "run", "tags"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * Spends of a meter (of a spend over several, this meter's share) that name all of these values. `tags` is one tag, which can be
 * among others. An empty filter means every spend.
 */
export type SpendFilter = Partial<Record<"meter" | Dimension, string>>;

/** The values of a filter as spends have them in their details; null for none. */
export function labelsOf({ meter: _, tags, ...labels }: SpendFilter): string | null {
  const named = Object.entries({ ...labels, tags: tags === undefined ? undefined : [tags] });
  const given = named.filter(([, value]) => value !== undefined);
  return given.length === 0 ? null : JSON.stringify(Object.fromEntries(given));
}

export type DimensionUsage = {
  /** Null for spends that do not name it. */
  value: string | null;
  spent: bigint;
};

/**
 * What was spent between two moments by a dimension, largest first. Never below 0. A spend with several tags counts for each, so
 * that these can come to more than was spent.
 */
export async function spentByDimension(
  sql: Sql,
  {
    accountId,
    dimension,
    from,
    until,
    filter = {},
  }: {
    accountId: string;
    dimension: Dimension;
    from: Date;
    until: Date;
    filter?: SpendFilter;
  },
): Promise<DimensionUsage[]> {
  const rows = await sql<{ value: string | null; spent: string }>`
    SELECT value, greatest(spent, 0)::text AS spent
    FROM ledger_spent_by(
      ${accountId}::uuid, ${dimension}::text, ${from}::timestamptz, ${until}::timestamptz,
      ${filter.meter ?? null}::text, ${labelsOf(filter)}::text::jsonb
    )`;
  return rows
    .map(({ value, spent }) => ({ value, spent: BigInt(spent) }))
    .sort((a, b) => compare(b.spent, a.spent) || compare(a.value ?? "\uffff", b.value ?? "\uffff"));
}

const LATEST = 500;

/** The dimensions that any of the account's last 500 spends names, in the order of DIMENSIONS. */
export async function namedDimensions(sql: Sql, accountId: string): Promise<Dimension[]> {
  const rows = await sql<{ name: string }>`
    SELECT DISTINCT jsonb_object_keys(details) AS name
    FROM (
      SELECT metadata -> '$refill' AS details
      FROM ledger_entry
      WHERE account_id = ${accountId}::uuid AND type = 'USAGE'
      ORDER BY seq DESC
      LIMIT ${LATEST}
    ) AS latest
    WHERE jsonb_typeof(details) = 'object'`;
  return DIMENSIONS.filter((dimension) => rows.some(({ name }) => name === dimension));
}

/** What an account ever spent, minus what was reversed. */
export async function spentEver(sql: Sql, accountId: string): Promise<bigint> {
  const [row] = await sql<{ spent: string }>`
    SELECT greatest(0, coalesce(-sum(amount), 0))::text AS spent
    FROM (
      SELECT amount FROM ledger_entry WHERE account_id = ${accountId}::uuid AND type IN ('USAGE', 'REVERSAL')
      UNION ALL
      SELECT amount FROM ledger_closing WHERE account_id = ${accountId}::uuid
    ) AS every`;
  return BigInt(row?.spent ?? 0);
}
