import type { Sql } from "@/lib/db";
import { checkpointsUpTo, type Scope } from "@/lib/ledger/invariants/scope";
import type { Violation } from "@/lib/ledger/invariants/violation";

/** Returned credits against what was taken: a reversal returns usage, a reinstatement a clawback, never more. */
export function brokenReturns(sql: Sql, { accountIds, from }: Scope): Promise<Violation[]> {
  return sql<Violation>`
    SELECT
      account_id AS "accountId",
      'return_is_of_an_entry' AS invariant,
      format('Entries gave back %s of entry %s, which took %s.', given, seq, coalesce(-undone.amount, 0)) AS sentence
    FROM (
      SELECT entry.account_id, undoes_seq AS seq, min(type::text) AS type, count(DISTINCT type) AS types, sum(entry.amount) + (
        SELECT coalesce(sum(amount), 0)
        FROM ledger_entry AS earlier
        WHERE earlier.account_id = entry.account_id AND earlier.undoes_seq = entry.undoes_seq AND earlier.seq <= mark.seq
      ) AS given
      FROM credit_account AS account
      LEFT JOIN ledger_checkpoint AS mark ON mark.account_id = account.id AND mark.seq <= ${checkpointsUpTo(from)}::bigint
      JOIN ledger_entry AS entry ON entry.account_id = account.id AND entry.seq > coalesce(mark.seq, 0)
      WHERE (${accountIds}::uuid[] IS NULL OR account.id = ANY (${accountIds}::uuid[]))
        AND (undoes_seq IS NOT NULL OR type IN ('REVERSAL', 'REINSTATEMENT'))
      GROUP BY entry.account_id, undoes_seq, mark.seq
    ) AS back
    LEFT JOIN ledger_entry AS undone USING (account_id, seq)
    WHERE (
        undone.amount IS NULL OR given > -undone.amount OR types > 1
        OR (back.type, undone.type) NOT IN (('REVERSAL', 'USAGE'), ('REINSTATEMENT', 'CLAWBACK'))
      )
      -- A spend that was archived later.
      AND NOT (undone.amount IS NULL AND back.type = 'REVERSAL' AND types = 1 AND EXISTS (
        SELECT FROM ledger_closing AS archived
        WHERE archived.account_id = back.account_id AND back.seq BETWEEN first_seq AND last_seq
      ))
    ORDER BY account_id, seq`;
}
