import type { Sql } from "@/lib/db";

/** Whose spends are added up together. */
export type SpendGrouping = "account" | "model";

/** What spends of all accounts came to between two moments. */
export type SpendGroup = {
  /** The account's id, or the model; null for spends that name no model. */
  key: string | null;
  /** Less what was reversed. */
  credits: bigint;
  /** What was paid for these credits, in minor units: of each lot, its share. Free credits and debt have none. */
  revenue: { currency: string; cents: bigint }[];
  /** What meters counted, whether or not it was reversed; `meter` is null for spends by amount. */
  used: { meter: string | null; rateVersion: number | null; quantity: string | null }[];
};

type Stretch = { from: Date; until: Date };

/**
 * The accounts or models that spent the most between two moments, most first, at most `limit`. Reads every entry of these days, so it
 * is for reports of some days; no part of it needs more rows in one place than there are accounts or models.
 */
export async function spendGroups(
  sql: Sql,
  by: SpendGrouping,
  { limit, ...stretch }: Stretch & { limit: number },
): Promise<SpendGroup[]> {
  const groups = await largestGroups(sql, by, { ...stretch, limit });
  if (groups.length === 0) return [];
  const keys = groups.map(({ key }) => key ?? "");
  const [revenue, used] = await Promise.all([
    revenueOf(sql, by, { ...stretch, keys }),
    usedBy(sql, by, { ...stretch, keys }),
  ]);
  return groups.map((group) => ({
    ...group,
    credits: BigInt(group.credits),
    revenue: revenue
      .filter(({ key }) => key === group.key)
      .map(({ currency, cents }) => ({ currency, cents: BigInt(cents) })),
    used: used.filter(({ key }) => key === group.key).map(({ key: _, ...one }) => one),
  }));
}

function largestGroups(sql: Sql, by: SpendGrouping, { from, until, limit }: Stretch & { limit: number }) {
  return sql<{ key: string | null; credits: string }>`
    SELECT
      CASE ${by}::text WHEN 'account' THEN entry.account_id::text
        ELSE coalesce(undone.metadata, entry.metadata) -> '$refill' ->> 'model'
      END AS key,
      (-sum(entry.amount))::text AS credits
    FROM ledger_entry AS entry
    LEFT JOIN ledger_entry AS undone ON undone.account_id = entry.account_id AND undone.seq = entry.undoes_seq
    WHERE entry.created_at >= ${from}::timestamptz AND entry.created_at < ${until}::timestamptz
      AND entry.type IN ('USAGE', 'REVERSAL')
    GROUP BY 1
    ORDER BY sum(entry.amount), 1
    LIMIT ${limit}::integer`;
}

type Wanted = Stretch & { keys: readonly string[] };

function revenueOf(sql: Sql, by: SpendGrouping, { from, until, keys }: Wanted) {
  return sql<{ key: string | null; currency: string; cents: string }>`
    WITH part AS (
      SELECT
        entry.account_id,
        CASE ${by}::text WHEN 'account' THEN entry.account_id::text
          ELSE coalesce(undone.metadata, entry.metadata) -> '$refill' ->> 'model'
        END AS key,
        (part ->> 'lot')::uuid AS lot_id,
        (part ->> 'amount')::numeric AS amount
      FROM ledger_entry AS entry
      LEFT JOIN ledger_entry AS undone ON undone.account_id = entry.account_id AND undone.seq = entry.undoes_seq
      CROSS JOIN jsonb_array_elements(entry.allocations) AS parts (part)
      WHERE entry.created_at >= ${from}::timestamptz AND entry.created_at < ${until}::timestamptz
        AND entry.type IN ('USAGE', 'REVERSAL')
    )
    SELECT part.key, lot.currency, round(sum(-part.amount * lot.amount_cents / lot.amount))::text AS cents
    FROM part
    JOIN credit_lot AS lot ON lot.account_id = part.account_id AND lot.id = part.lot_id
    WHERE lot.amount_cents > 0 AND lot.currency IS NOT NULL AND coalesce(part.key, '') = ANY (${[...keys]}::text[])
    GROUP BY 1, 2
    ORDER BY 1, 2`;
}

function usedBy(sql: Sql, by: SpendGrouping, { from, until, keys }: Wanted) {
  return sql<{ key: string | null; meter: string | null; rateVersion: number | null; quantity: string | null }>`
    WITH part AS (
      SELECT
        CASE ${by}::text WHEN 'account' THEN entry.account_id::text ELSE entry.metadata -> '$refill' ->> 'model' END AS key,
        item
      FROM ledger_entry AS entry
      CROSS JOIN jsonb_array_elements(
        CASE jsonb_typeof(entry.metadata -> '$refill' -> 'items')
          WHEN 'array' THEN entry.metadata -> '$refill' -> 'items'
          ELSE jsonb_build_array(
            jsonb_build_object('meter', entry.meter, 'rateVersion', entry.rate_version, 'quantity', entry.quantity::text)
          )
        END
      ) AS items (item)
      WHERE entry.created_at >= ${from}::timestamptz AND entry.created_at < ${until}::timestamptz AND entry.type = 'USAGE'
    )
    SELECT
      part.key,
      part.item ->> 'meter' AS meter,
      (part.item ->> 'rateVersion')::integer AS "rateVersion",
      sum((part.item ->> 'quantity')::numeric)::text AS quantity
    FROM part
    WHERE coalesce(part.key, '') = ANY (${[...keys]}::text[])
    GROUP BY 1, 2, 3
    ORDER BY 1, 2, 3`;
}
