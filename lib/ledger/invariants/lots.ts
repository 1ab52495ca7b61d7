import type { Sql } from "@/lib/db";
import { checkpointsUpTo, type Scope } from "@/lib/ledger/invariants/scope";
import type { Violation } from "@/lib/ledger/invariants/violation";

/**
 * Each lot against what entries added and took, and the holds that pin it. From a checkpoint, only lots that are open or
 * were open then, and those moved by new entries; what remained of a lot at the checkpoint stands for all earlier
 * entries.
 */
export function brokenLots(sql: Sql, { accountIds, from }: Scope): Promise<Violation[]> {
  const sinceMark = from === "checkpoint";
  return sql<Violation>`
    SELECT account.id AS "accountId", invariant, sentence
    FROM credit_account AS account
    LEFT JOIN ledger_checkpoint AS mark ON mark.account_id = account.id AND mark.seq <= ${checkpointsUpTo(from)}::bigint
    -- Objects of amounts by lot, as a checkpoint has one.
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_object_agg(id, amount), '{}') AS lots
      FROM (
        SELECT part ->> 'lot' AS id, sum((part ->> 'amount')::bigint) AS amount
        FROM ledger_entry, jsonb_array_elements(allocations) AS part
        WHERE account_id = account.id AND seq > coalesce(mark.seq, 0) AND part ? 'lot'
        GROUP BY 1
      ) AS moved
    ) AS moved
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_object_agg(id, amount), '{}') AS lots
      FROM (
        SELECT key AS id, sum((value ->> 0)::bigint) AS amount
        FROM ledger_closing, jsonb_each(lots)
        WHERE account_id = account.id AND last_seq > coalesce(mark.seq, 0)
        GROUP BY 1
      ) AS archived
    ) AS archived
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_object_agg(id, amount), '{}') AS lots
      FROM (
        SELECT part ->> 'lot' AS id, sum((part ->> 'amount')::bigint) AS amount
        FROM credit_hold, jsonb_array_elements(allocations) AS part
        WHERE account_id = account.id AND status = 'OPEN'
        GROUP BY 1
      ) AS pinned
    ) AS pinned
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_object_agg(id, 0), '{}') AS lots
      FROM credit_lot
      WHERE account_id = account.id AND (closed_at IS NULL OR NOT ${sinceMark}::boolean)
    ) AS known
    CROSS JOIN jsonb_object_keys(
      known.lots || moved.lots || archived.lots || pinned.lots || coalesce(mark.lots, '{}')
    ) AS mention (id)
    CROSS JOIN LATERAL (
      SELECT
        coalesce((moved.lots ->> mention.id)::bigint, 0) + coalesce((archived.lots ->> mention.id)::bigint, 0)
        + coalesce((mark.lots ->> mention.id)::bigint, 0) AS allocated,
        coalesce((pinned.lots ->> mention.id)::bigint, 0) AS pinned
    ) AS expected
    LEFT JOIN credit_lot AS lot ON lot.account_id = account.id AND lot.id = mention.id::uuid
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(coalesce(part ->> 'amount', part ->> 'debt')::bigint), 0) AS amount
      FROM ledger_entry AS entry, jsonb_array_elements(entry.allocations) AS part
      WHERE entry.account_id = lot.account_id AND entry.seq = lot.grant_seq
        -- What a grant paid of a debt counts towards its lot's amount, but has never been in the lot.
        AND (part ->> 'lot' = mention.id OR part ? 'debt' AND type IN ('GRANT', 'ADJUSTMENT'))
    ) AS brought
    CROSS JOIN unnest(ARRAY[
      ROW ('lot_is_known'::text, CASE WHEN lot.amount IS NULL THEN
          format('Lot %s is allocated or pinned, but there is no such lot.', mention.id) END),
      ROW ('lot_is_in_range'::text, CASE WHEN NOT (0 <= lot.held AND lot.held <= lot.remaining AND lot.remaining <= lot.amount) THEN
          format('Lot %s holds %s of %s credits, %s of them pinned.', mention.id, lot.remaining, lot.amount, lot.held) END),
      ROW ('lot_is_closed_when_empty'::text, CASE WHEN (lot.closed_at IS NULL) <> (lot.remaining > 0) THEN
          format('Lot %s has %s left and is %s.', mention.id, lot.remaining, CASE WHEN lot.closed_at IS NULL THEN 'open' ELSE 'closed' END) END),
      ROW ('lot_is_allocations'::text, CASE WHEN lot.remaining <> expected.allocated THEN
          format('Lot %s has %s left, but the entries left it %s.', mention.id, lot.remaining, expected.allocated) END),
      ROW ('lot_is_granted'::text, CASE WHEN lot.amount <> brought.amount THEN
          format('Lot %s is of %s credits, but entry %s brought %s.', mention.id, lot.amount, lot.grant_seq, brought.amount) END),
      ROW ('lot_held_is_holds'::text, CASE WHEN lot.held <> expected.pinned THEN
          format('Lot %s has %s credits pinned, but its open holds pin %s.', mention.id, lot.held, expected.pinned) END)
    ]) AS checked (invariant text, sentence text)
    WHERE (${accountIds}::uuid[] IS NULL OR account.id = ANY (${accountIds}::uuid[])) AND sentence IS NOT NULL
    ORDER BY account.id, mention.id`;
}
