import type { Sql } from "@/lib/db";
import { checkpointsUpTo, type Scope } from "@/lib/ledger/invariants/scope";
import type { Violation } from "@/lib/ledger/invariants/violation";

/** Each entry on its own and against the previous one. */
export function brokenEntries(sql: Sql, { accountIds, from }: Scope): Promise<Violation[]> {
  return sql<Violation>`
    WITH entry AS (
      SELECT
        entry.account_id,
        entry.seq,
        amount,
        balance_before,
        balance_after,
        lag(entry.seq, 1, coalesce(mark.seq, 0)) OVER in_order AS seq_before,
        lag(entry.balance_after, 1, coalesce(mark.balance, 0)) OVER in_order AS balance_left,
        archived.last_seq AS archived_seq,
        (
          SELECT coalesce(sum(coalesce(part ->> 'amount', part ->> 'debt')::bigint), 0)
          FROM jsonb_array_elements(allocations) AS part
        ) AS allocated
      FROM credit_account AS account
      LEFT JOIN ledger_checkpoint AS mark ON mark.account_id = account.id AND mark.seq <= ${checkpointsUpTo(from)}::bigint
      CROSS JOIN LATERAL (
        SELECT coalesce(max(last_seq), 0) AS last_seq
        FROM ledger_closing
        WHERE account_id = account.id AND last_seq > coalesce(mark.seq, 0)
      ) AS archived
      JOIN ledger_entry AS entry ON entry.account_id = account.id AND entry.seq > coalesce(mark.seq, 0)
      WHERE (${accountIds}::uuid[] IS NULL OR account.id = ANY (${accountIds}::uuid[]))
      WINDOW in_order AS (PARTITION BY entry.account_id ORDER BY entry.seq)
    )
    SELECT account_id AS "accountId", invariant, sentence
    FROM entry
    -- Up to the last archived spend, others may be missing before an entry: the account's check counts them.
    CROSS JOIN unnest(ARRAY[
      ROW ('seq_is_gapless'::text, CASE WHEN seq <> seq_before + 1 AND seq_before >= archived_seq THEN
        format('Entry %s follows entry %s.', seq, seq_before) END),
      ROW ('balance_is_chained'::text, CASE WHEN balance_before <> balance_left AND (seq = seq_before + 1 OR seq_before >= archived_seq) THEN
        format('Entry %s begins with a balance of %s, but the one before it left %s.', seq, balance_before, balance_left) END),
      ROW ('entry_adds_up'::text, CASE WHEN balance_after <> balance_before + amount THEN
        format('Entry %s moves %s by %s and says %s.', seq, balance_before, amount, balance_after) END),
      ROW ('allocations_add_up'::text, CASE WHEN allocated <> amount THEN
        format('Entry %s moves %s, but its allocations add up to %s.', seq, amount, allocated) END)
    ]) AS checked (invariant text, sentence text)
    -- Nearly all are sound: these need not come so far as to have sentences made.
    WHERE (seq <> seq_before + 1 OR balance_before <> balance_left OR balance_after <> balance_before + amount OR allocated <> amount)
      AND sentence IS NOT NULL
    ORDER BY account_id, seq`;
}

/** There is no foreign key from entries to their account, because every debit would pay for it. */
export function entriesWithoutAccount(sql: Sql, accountId: string | null): Promise<Violation[]> {
  return sql<Violation>`
    SELECT
      account_id AS "accountId",
      'entry_has_account' AS invariant,
      format('There are %s entries, but there is no such account.', count(*)) AS sentence
    FROM ledger_entry AS entry
    WHERE (${accountId}::uuid IS NULL OR account_id = ${accountId}::uuid)
      AND NOT EXISTS (SELECT FROM credit_account WHERE id = entry.account_id)
    GROUP BY account_id`;
}

/** The same for accounts that were verified before, without reading the entries. */
export function checkpointsWithoutAccount(sql: Sql): Promise<Violation[]> {
  return sql<Violation>`
    SELECT
      account_id AS "accountId",
      'entry_has_account' AS invariant,
      format('There were %s entries, but there is no such account any more.', seq) AS sentence
    FROM ledger_checkpoint AS mark
    WHERE NOT EXISTS (SELECT FROM credit_account WHERE id = mark.account_id)`;
}
