import type { Sql } from "@/lib/db";
import type { Scope } from "@/lib/ledger/invariants/scope";
import type { Violation } from "@/lib/ledger/invariants/violation";

/** Returned credits against what was taken: a reversal returns usage, a reinstatement a clawback, never more. */
export function brokenReturns(sql: Sql, { accountIds, from }: Scope): Promise<Violation[]> {
  return sql<Violation>`
    SELECT
      account_id AS "accountId",
      'return_is_of_an_entry' AS invariant,
      format('Entries gave back %s of entry %s, which took %s.', given, seq, coalesce(-undone.amount, 0)) AS sentence
    FROM (
      SELECT account_id, undoes_seq AS seq, min(type::text) AS type, count(DISTINCT type) AS types, sum(entry.amount) + (
        SELECT coalesce(sum(amount), 0)
        FROM ledger_entry AS earlier
        WHERE earlier.account_id = mark.account_id AND earlier.undoes_seq = entry.undoes_seq AND earlier.seq <= mark.seq
      ) AS given
      FROM ledger_scope AS mark
      JOIN ledger_entry AS entry USING (account_id)
      WHERE (${accountIds}::uuid[] IS NULL OR account_id = ANY (${accountIds}::uuid[]))
        AND since_mark = ${from === "checkpoint"}::boolean
        AND entry.seq > mark.seq AND (undoes_seq IS NOT NULL OR type IN ('REVERSAL', 'REINSTATEMENT'))
      GROUP BY mark.account_id, account_id, undoes_seq, mark.seq
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
