import type { Sql } from "@/lib/db";

/** What had been paid for the credits of an entry, in minor units; negative for what left. Free credits cost nothing. */
export type EntryCost = { accountId: string; seq: bigint; currency: string; cents: bigint };

/**
 * What these entries changed of the cost basis of what remains, by currency, reckoned like the read model: of each lot what
 * remained is worth a part of its price, rounded to the cent, before the entry and after it.
 */
export async function costOfEntries(
  sql: Sql,
  entries: readonly { accountId: string; seq: bigint }[],
): Promise<EntryCost[]> {
  return sql<EntryCost>`
    WITH part AS (
      SELECT
        entry.account_id,
        entry.seq,
        lot.id AS lot_id,
        lot.currency,
        lot.amount_cents::numeric AS paid,
        lot.amount AS whole,
        lot.remaining,
        -- Nothing happens to a lot after it closed; entries of the same moment are close by.
        CASE WHEN lot.closed_at <= entry.created_at THEN entry.seq + 1000 ELSE 9223372036854775807 END AS last,
        sum((part ->> 'amount')::bigint) AS amount
      FROM unnest(${entries.map(({ accountId }) => accountId)}::uuid[], ${entries.map(({ seq }) => seq)}::bigint[])
        AS asked (account_id, seq)
      JOIN ledger_entry AS entry ON entry.account_id = asked.account_id AND entry.seq = asked.seq
      CROSS JOIN jsonb_array_elements(entry.allocations) AS parts (part)
      JOIN credit_lot AS lot ON lot.account_id = entry.account_id AND lot.id = (part ->> 'lot')::uuid
      WHERE lot.amount_cents > 0
      GROUP BY entry.account_id, entry.seq, entry.created_at, lot.account_id, lot.id
    ), valued AS (
      SELECT part.*, part.remaining - coalesce(later.amount, 0) AS remained
      FROM part
      CROSS JOIN LATERAL (
        SELECT sum((later ->> 'amount')::bigint) AS amount
        FROM ledger_entry AS entry
        CROSS JOIN jsonb_array_elements(entry.allocations) AS parts (later)
        WHERE entry.account_id = part.account_id
          AND entry.seq > part.seq
          AND entry.seq <= part.last
          AND (later ->> 'lot')::uuid = part.lot_id
      ) AS later
    )
    SELECT
      account_id::text AS "accountId",
      seq,
      currency,
      sum(round(paid * remained / whole) - round(paid * (remained - amount) / whole))::bigint AS cents
    FROM valued
    GROUP BY account_id, seq, currency`;
}
