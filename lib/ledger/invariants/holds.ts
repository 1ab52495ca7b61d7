import type { Sql } from "@/lib/db";
import type { Violation } from "@/lib/ledger/verify";

/** Each hold against what it pins and against the entries that captured it. */
export function brokenHolds(sql: Sql, accountId: string | null): Promise<Violation[]> {
  return sql<Violation>`
    WITH hold AS (
      SELECT
        *,
        (SELECT coalesce(sum((part ->> 'amount')::bigint), 0) FROM jsonb_array_elements(allocations) AS part) AS pinned
      FROM credit_hold
      WHERE ${accountId}::uuid IS NULL OR account_id = ${accountId}::uuid
    ), capture AS (
      SELECT account_id, hold_id AS id, -sum(amount) AS taken
      FROM ledger_entry
      WHERE hold_id IS NOT NULL AND (${accountId}::uuid IS NULL OR account_id = ${accountId}::uuid)
      GROUP BY 1, 2
    )
    SELECT account_id AS "accountId", invariant, sentence
    FROM hold
    FULL JOIN capture USING (account_id, id)
    CROSS JOIN LATERAL (
      VALUES
        ('hold_is_known', CASE WHEN hold.amount IS NULL THEN
          format('Entries captured hold %s, but there is no such hold.', id) END),
        ('hold_is_pinned', CASE WHEN pinned <> amount THEN
          format('Hold %s is of %s credits, but pins %s.', id, amount, pinned) END),
        ('hold_is_captured', CASE WHEN captured <> coalesce(taken, 0) OR (captured > 0) <> (status = 'CAPTURED') THEN
          format('Hold %s is %s with %s captured, but the entries took %s.', id, status, captured, coalesce(taken, 0)) END)
    ) AS checked (invariant, sentence)
    WHERE sentence IS NOT NULL
    ORDER BY account_id, id`;
}
