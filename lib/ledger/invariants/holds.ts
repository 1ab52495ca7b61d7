import type { Sql } from "@/lib/db";
import type { Scope } from "@/lib/ledger/invariants/scope";
import type { Violation } from "@/lib/ledger/invariants/violation";

/**
 * Each hold against what it pins and the entries that captured it. From a checkpoint, only holds that are open or were open
 * then, and those captured by a new entry; an index ensures that no hold is captured twice. A hold whose entry is archived is not compared
 * with it.
 */
export function brokenHolds(sql: Sql, { accountIds, from }: Scope): Promise<Violation[]> {
  const sinceMark = from === "checkpoint";
  return sql<Violation>`
    WITH mark AS (
      SELECT * FROM ledger_scope
      WHERE (${accountIds}::uuid[] IS NULL OR account_id = ANY (${accountIds}::uuid[])) AND since_mark = ${sinceMark}::boolean
    ), capture AS (
      SELECT account_id, hold_id AS id, -sum(entry.amount) AS taken
      FROM mark
      JOIN ledger_entry AS entry USING (account_id)
      WHERE entry.seq > mark.seq AND hold_id IS NOT NULL
      GROUP BY 1, 2
    ), looked_at AS (
      SELECT hold.* FROM mark JOIN credit_hold AS hold USING (account_id)
      WHERE status = 'OPEN' OR NOT ${sinceMark}::boolean
      UNION ALL
      SELECT hold.*
      FROM (
        SELECT account_id, unnest(holds) AS id FROM mark
        UNION
        SELECT account_id, id FROM capture
      ) AS closed
      JOIN credit_hold AS hold USING (account_id, id)
      WHERE status <> 'OPEN' AND ${sinceMark}::boolean
    ), hold AS (
      SELECT
        *,
        (SELECT coalesce(sum((part ->> 'amount')::bigint), 0) FROM jsonb_array_elements(allocations) AS part) AS pinned
      FROM looked_at
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
        ('hold_is_captured', CASE WHEN (captured <> coalesce(taken, 0) OR (captured > 0) <> (status = 'CAPTURED'))
          -- Its entry may be archived.
          AND NOT (taken IS NULL AND status = 'CAPTURED' AND EXISTS (
            SELECT FROM ledger_closing AS archived
            WHERE archived.account_id = hold.account_id AND hold.closed_at < (month + interval '1 month') AT TIME ZONE 'UTC'
          )) THEN
          format('Hold %s is %s with %s captured, but the entries took %s.', id, status, captured, coalesce(taken, 0)) END)
    ) AS checked (invariant, sentence)
    WHERE sentence IS NOT NULL
    ORDER BY account_id, id`;
}
