import type { Sql } from "@/lib/db";
import { checkpointsUpTo, GREATEST_SEQ, type Scope } from "@/lib/ledger/invariants/scope";
import type { Violation } from "@/lib/ledger/invariants/violation";

/**
 * Each hold against what it pins and the entries that captured it. From a checkpoint, only holds that are open or were open
 * then, and those captured by a new entry; an index ensures that no hold is captured twice. A hold whose entry is archived is not compared
 * with it.
 */
export async function brokenHolds(sql: Sql, scope: Scope): Promise<Violation[]> {
  return [...(await capturesOfNoHold(sql, scope)), ...(await brokenKnownHolds(sql, scope))];
}

function brokenKnownHolds(sql: Sql, { accountIds, from }: Scope): Promise<Violation[]> {
  const sinceMark = from === "checkpoint";
  return sql<Violation>`
    SELECT account.id AS "accountId", invariant, sentence
    FROM credit_account AS account
    LEFT JOIN ledger_checkpoint AS mark ON mark.account_id = account.id AND mark.seq <= ${checkpointsUpTo(from)}::bigint
    CROSS JOIN LATERAL (
      SELECT array_agg(hold_id) AS holds
      FROM ledger_entry
      WHERE account_id = account.id AND hold_id IS NOT NULL
        -- From the start all holds are looked at, whether captured or not.
        AND seq > coalesce(mark.seq, ${sinceMark ? 0n : GREATEST_SEQ}::bigint)
    ) AS captured
    JOIN credit_hold AS hold ON hold.account_id = account.id
      AND (NOT ${sinceMark}::boolean OR hold.status = 'OPEN' OR hold.id = ANY (mark.holds || captured.holds))
    CROSS JOIN LATERAL (
      SELECT -sum(amount) AS taken
      FROM ledger_entry
      WHERE account_id = hold.account_id AND hold_id = hold.id AND seq > coalesce(mark.seq, 0)
    ) AS capture
    CROSS JOIN LATERAL (
      SELECT coalesce(sum((part ->> 'amount')::bigint), 0) AS amount FROM jsonb_array_elements(hold.allocations) AS part
    ) AS pinned
    CROSS JOIN unnest(ARRAY[
      ROW ('hold_is_pinned'::text, CASE WHEN pinned.amount <> hold.amount THEN
        format('Hold %s is of %s credits, but pins %s.', hold.id, hold.amount, pinned.amount) END),
      ROW ('hold_is_captured'::text, CASE WHEN (hold.captured <> coalesce(taken, 0) OR (hold.captured > 0) <> (status = 'CAPTURED'))
        -- Its entry may be archived.
        AND NOT (taken IS NULL AND status = 'CAPTURED' AND EXISTS (
          SELECT FROM ledger_closing AS archived
          WHERE archived.account_id = hold.account_id AND hold.closed_at < (month + interval '1 month') AT TIME ZONE 'UTC'
        )) THEN
        format('Hold %s is %s with %s captured, but the entries took %s.', hold.id, status, hold.captured, coalesce(taken, 0)) END)
    ]) AS checked (invariant text, sentence text)
    WHERE (${accountIds}::uuid[] IS NULL OR account.id = ANY (${accountIds}::uuid[])) AND sentence IS NOT NULL
    ORDER BY account.id, hold.id`;
}

function capturesOfNoHold(sql: Sql, { accountIds, from }: Scope): Promise<Violation[]> {
  return sql<Violation>`
    SELECT
      account.id AS "accountId",
      'hold_is_known' AS invariant,
      format('Entries captured hold %s, but there is no such hold.', entry.hold_id) AS sentence
    FROM credit_account AS account
    LEFT JOIN ledger_checkpoint AS mark ON mark.account_id = account.id AND mark.seq <= ${checkpointsUpTo(from)}::bigint
    JOIN ledger_entry AS entry ON entry.account_id = account.id AND entry.seq > coalesce(mark.seq, 0)
    LEFT JOIN credit_hold AS hold ON hold.account_id = entry.account_id AND hold.id = entry.hold_id
    WHERE (${accountIds}::uuid[] IS NULL OR account.id = ANY (${accountIds}::uuid[]))
      AND entry.hold_id IS NOT NULL AND hold.id IS NULL
    GROUP BY account.id, entry.hold_id
    ORDER BY account.id, entry.hold_id`;
}
