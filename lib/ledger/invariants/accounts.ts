import type { Sql } from "@/lib/db";
import { checkpointsUpTo, type Scope } from "@/lib/ledger/invariants/scope";
import type { Violation } from "@/lib/ledger/invariants/violation";

/**
 * The account row against its entries, with what archived spends came to, and against its lots and holds. Debt exists beside credits only while those are held or frozen:
 * whatever frees credits pays it first, including credits that are not active yet.
 */
export function brokenAccounts(sql: Sql, { accountIds, from }: Scope, now: Date): Promise<Violation[]> {
  const sinceMark = from === "checkpoint";
  return sql<Violation>`
    SELECT account.id AS "accountId", invariant, sentence
    FROM credit_account AS account
    LEFT JOIN ledger_checkpoint AS mark ON mark.account_id = account.id AND mark.seq <= ${checkpointsUpTo(from)}::bigint
    CROSS JOIN LATERAL (
      SELECT
        count(*) AS count,
        coalesce(max(seq), mark.seq, 0) AS last_seq,
        coalesce(mark.balance, 0) + coalesce(sum(amount), 0) AS amount
      FROM ledger_entry
      WHERE account_id = account.id AND seq > coalesce(mark.seq, 0)
    ) AS entries
    CROSS JOIN LATERAL (
      SELECT
        coalesce(sum(entries), 0) AS count, max(last_seq) AS last_seq, coalesce(sum(amount), 0) AS amount,
        coalesce(sum(debt), 0) AS debt
      FROM ledger_closing
      WHERE account_id = account.id AND last_seq > coalesce(mark.seq, 0)
    ) AS archived
    CROSS JOIN LATERAL (
      SELECT greatest(entries.last_seq, archived.last_seq) AS last_seq, entries.amount + archived.amount AS amount
    ) AS every
    CROSS JOIN LATERAL (
      SELECT coalesce(mark.debt, 0) - coalesce(sum((part ->> 'debt')::bigint), 0) AS debt
      FROM ledger_entry, jsonb_array_elements(allocations) AS part
      WHERE account_id = account.id AND seq > coalesce(mark.seq, 0)
    ) AS allocated
    CROSS JOIN LATERAL (
      SELECT
        coalesce(sum(remaining), 0) AS remaining,
        coalesce(sum(held), 0) AS held,
        coalesce(sum(remaining - held) FILTER (
          WHERE frozen_at IS NULL AND (expires_at > ${now}::timestamptz OR expires_at IS NULL)
        ), 0) AS idle,
        min(expires_at) FILTER (WHERE frozen_at IS NULL AND remaining > held) AS next_expiry_at
      FROM credit_lot
      WHERE account_id = account.id AND (closed_at IS NULL OR NOT ${sinceMark}::boolean)
    ) AS lots
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount - captured), 0) AS held, min(expires_at) AS next_expiry_at
      FROM credit_hold
      WHERE account_id = account.id AND status = 'OPEN'
    ) AS holds
    CROSS JOIN unnest(ARRAY[
      ROW ('seq_is_last_entry'::text, CASE WHEN account.seq <> every.last_seq THEN
          format('The account counts %s entries, but the last one is %s.', account.seq, every.last_seq) END),
      -- Between two archived spends the gaps are not looked at one by one.
      ROW ('seq_is_gapless'::text, CASE WHEN archived.count > 0 AND every.last_seq - coalesce(mark.seq, 0) <> entries.count + archived.count THEN
          format('The last entry is %s, but there are %s and %s archived ones.',
            every.last_seq, entries.count, archived.count) END),
      ROW ('balance_is_entries'::text, CASE WHEN account.balance <> every.amount THEN
          format('The balance is %s, but the entries add up to %s.', account.balance, every.amount) END),
      ROW ('balance_is_lots_less_debt'::text, CASE WHEN account.balance <> lots.remaining - account.debt THEN
          format('The balance is %s, but the lots hold %s and the debt is %s.', account.balance, lots.remaining, account.debt) END),
      ROW ('debt_is_entries'::text, CASE WHEN account.debt <> allocated.debt - archived.debt THEN
          format('The debt is %s, but the entries left %s.', account.debt, allocated.debt - archived.debt) END),
      ROW ('debt_is_paid_first'::text, CASE WHEN account.debt > 0 AND lots.idle > 0 THEN
          format('There is a debt of %s beside %s free credits.', account.debt, lots.idle) END),
      ROW ('held_is_lots'::text, CASE WHEN account.held <> lots.held THEN
          format('The account holds %s, but its lots hold %s.', account.held, lots.held) END),
      ROW ('held_is_holds'::text, CASE WHEN account.held <> holds.held THEN
          format('The account holds %s, but its open holds are %s.', account.held, holds.held) END),
      -- Too early only costs a look; too late, or none, and something would outlive its time.
      ROW ('expiry_is_not_missed'::text, CASE WHEN coalesce(account.next_expiry_at, 'infinity') > lots.next_expiry_at THEN
          format('A lot expires at %s, but the next expiry is set to %s.',
            lots.next_expiry_at, coalesce(account.next_expiry_at::text, 'never')) END),
      ROW ('expiry_is_not_missed'::text, CASE WHEN coalesce(account.next_expiry_at, 'infinity') > holds.next_expiry_at THEN
          format('A hold ends at %s, but the next expiry is set to %s.',
            holds.next_expiry_at, coalesce(account.next_expiry_at::text, 'never')) END)
    ]) AS checked (invariant text, sentence text)
    WHERE (${accountIds}::uuid[] IS NULL OR account.id = ANY (${accountIds}::uuid[]))
      AND sentence IS NOT NULL
    ORDER BY account.id`;
}
