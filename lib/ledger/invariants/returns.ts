import type { Sql } from "@/lib/db";
import type { Violation } from "@/lib/ledger/verify";

/** What gives back, against what had been taken: a reversal gives back usage, a reinstatement a claw-back, never more. */
export function brokenReturns(sql: Sql, accountId: string | null): Promise<Violation[]> {
  return sql<Violation>`
    SELECT
      account_id AS "accountId",
      'return_is_of_an_entry' AS invariant,
      format('Entries gave back %s of entry %s, which took %s.', given, seq, coalesce(-undone.amount, 0)) AS sentence
    FROM (
      SELECT account_id, undoes_seq AS seq, sum(amount) AS given, min(type::text) AS type, count(DISTINCT type) AS types
      FROM ledger_entry
      WHERE (undoes_seq IS NOT NULL OR type IN ('REVERSAL', 'REINSTATEMENT'))
        AND (${accountId}::uuid IS NULL OR account_id = ${accountId}::uuid)
      GROUP BY 1, 2
    ) AS back
    LEFT JOIN ledger_entry AS undone USING (account_id, seq)
    WHERE undone.amount IS NULL OR given > -undone.amount OR types > 1
      OR (back.type, undone.type) NOT IN (('REVERSAL', 'USAGE'), ('REINSTATEMENT', 'CLAWBACK'))
    ORDER BY account_id, seq`;
}
