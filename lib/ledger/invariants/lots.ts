import type { Sql } from "@/lib/db";
import type { Scope } from "@/lib/ledger/invariants/scope";
import type { Violation } from "@/lib/ledger/invariants/violation";

/**
 * Each lot against what entries added and took, and the holds that pin it. From a checkpoint, only lots that are open or
 * were open then, and those moved by new entries; what remained of a lot at the checkpoint stands for all earlier
 * entries.
 */
export function brokenLots(sql: Sql, { accountIds, from }: Scope): Promise<Violation[]> {
  const sinceMark = from === "checkpoint";
  return sql<Violation>`
    WITH mark AS (
      SELECT * FROM ledger_scope
      WHERE (${accountIds}::uuid[] IS NULL OR account_id = ANY (${accountIds}::uuid[])) AND since_mark = ${sinceMark}::boolean
    ), allocated AS (
      SELECT account_id, id, sum(amount) AS amount
      FROM (
        SELECT account_id, (part ->> 'lot')::uuid AS id, (part ->> 'amount')::bigint AS amount
        FROM mark
        JOIN ledger_entry AS entry USING (account_id)
        CROSS JOIN jsonb_array_elements(allocations) AS part
        WHERE entry.seq > mark.seq AND part ? 'lot'
        UNION ALL
        SELECT account_id, key::uuid, value::bigint FROM mark, jsonb_each_text(lots)
        UNION ALL
        SELECT mark.account_id, key::uuid, (value ->> 0)::bigint
        FROM mark
        JOIN ledger_closing AS archived ON archived.account_id = mark.account_id AND archived.last_seq > mark.seq
        CROSS JOIN jsonb_each(archived.lots)
      ) AS parts
      GROUP BY 1, 2
    ), pinned AS (
      SELECT account_id, (part ->> 'lot')::uuid AS id, sum((part ->> 'amount')::bigint) AS amount
      FROM mark
      JOIN credit_hold USING (account_id)
      CROSS JOIN jsonb_array_elements(allocations) AS part
      WHERE status = 'OPEN'
      GROUP BY 1, 2
    ), known AS (
      SELECT lot.* FROM mark JOIN credit_lot AS lot USING (account_id)
      WHERE closed_at IS NULL OR NOT ${sinceMark}::boolean
      UNION ALL
      SELECT lot.* FROM allocated JOIN credit_lot AS lot USING (account_id, id)
      WHERE closed_at IS NOT NULL AND ${sinceMark}::boolean
    )
    SELECT account_id AS "accountId", invariant, sentence
    FROM known AS lot
    FULL JOIN allocated USING (account_id, id)
    FULL JOIN pinned USING (account_id, id)
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(coalesce(part ->> 'amount', part ->> 'debt')::bigint), 0) AS amount
      FROM ledger_entry AS entry, jsonb_array_elements(entry.allocations) AS part
      WHERE entry.account_id = lot.account_id AND entry.seq = grant_seq
        -- What a grant paid of a debt counts towards its lot's amount, but has never been in the lot.
        AND (part ->> 'lot' = id::text OR part ? 'debt' AND type IN ('GRANT', 'ADJUSTMENT'))
    ) AS brought
    CROSS JOIN LATERAL (
      VALUES
        ('lot_is_known', CASE WHEN lot.amount IS NULL THEN
          format('Lot %s is allocated or pinned, but there is no such lot.', id) END),
        ('lot_is_in_range', CASE WHEN NOT (0 <= held AND held <= remaining AND remaining <= lot.amount) THEN
          format('Lot %s holds %s of %s credits, %s of them pinned.', id, remaining, lot.amount, held) END),
        ('lot_is_closed_when_empty', CASE WHEN (closed_at IS NULL) <> (remaining > 0) THEN
          format('Lot %s has %s left and is %s.', id, remaining, CASE WHEN closed_at IS NULL THEN 'open' ELSE 'closed' END) END),
        ('lot_is_allocations', CASE WHEN remaining <> coalesce(allocated.amount, 0) THEN
          format('Lot %s has %s left, but the entries left it %s.', id, remaining, coalesce(allocated.amount, 0)) END),
        ('lot_is_granted', CASE WHEN lot.amount <> brought.amount THEN
          format('Lot %s is of %s credits, but entry %s brought %s.', id, lot.amount, grant_seq, brought.amount) END),
        ('lot_held_is_holds', CASE WHEN held <> coalesce(pinned.amount, 0) THEN
          format('Lot %s has %s credits pinned, but its open holds pin %s.', id, held, coalesce(pinned.amount, 0)) END)
    ) AS checked (invariant, sentence)
    WHERE sentence IS NOT NULL
    ORDER BY account_id, id`;
}
