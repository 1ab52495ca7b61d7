-- accepted: ledger_scope: only the verification called it, and the app is stopped for account_ids
-- accepted: ledger_row_versions: only the verification called it, and the app is stopped for account_ids
DROP FUNCTION ledger_balances(p_now timestamp with time zone);
DROP FUNCTION ledger_row_versions(p_account credit_account, p_version xid);
DROP FUNCTION ledger_scope(p_accounts uuid[], p_since_mark boolean);

-- Accounts, and what the verification takes for granted of each: since_mark its checkpoint, else nothing at all.
CREATE VIEW ledger_scope AS
  SELECT
    account.id AS account_id,
    since_mark,
    CASE WHEN since_mark THEN coalesce(mark.seq, 0) ELSE 0 END AS seq,
    CASE WHEN since_mark THEN coalesce(mark.balance, 0) ELSE 0 END AS balance,
    CASE WHEN since_mark THEN coalesce(mark.debt, 0) ELSE 0 END AS debt,
    CASE WHEN since_mark THEN coalesce(mark.lots, '{}') ELSE '{}' END AS lots,
    CASE WHEN since_mark THEN coalesce(mark.holds, '{}') ELSE '{}' END AS holds
  FROM credit_account AS account
  LEFT JOIN ledger_checkpoint AS mark ON mark.account_id = account.id
  CROSS JOIN (VALUES (true), (false)) AS starts (since_mark);

-- What an account spent less what was reversed, by meter, between each of these ascending moments and the next; these stretches are
-- counted from 0. A reversal counts when it was made, for the meter of its spend.
--
-- Finds the entries by their numbers (ledger_seq_at), not by their times: an index of times would cost every debit. Clocks of
-- different machines differ by less than a day. A sum of bigints is numeric: it has no bound.
CREATE OR REPLACE FUNCTION ledger_spent(p_account uuid, p_moments timestamptz[])
RETURNS TABLE (stretch integer, meter text, spent numeric)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  stretches integer := cardinality(p_moments) - 1;
  first_seq bigint := ledger_seq_at(p_account, p_moments[1] - interval '1 day');
  end_seq bigint := ledger_seq_at(p_account, p_moments[stretches + 1] + interval '1 day');
BEGIN
  RETURN QUERY
  SELECT part.nth, part.meter, -sum(part.amount)
  FROM (
    SELECT
      width_bucket(entry.created_at, p_moments) - 1 AS nth,
      entry.amount,
      CASE entry.type
        WHEN 'USAGE' THEN entry.meter
        ELSE (SELECT undone.meter FROM ledger_entry AS undone WHERE undone.account_id = p_account AND undone.seq = entry.undoes_seq)
      END AS meter
    FROM ledger_entry AS entry
    WHERE entry.account_id = p_account AND entry.seq >= first_seq AND entry.seq < end_seq
      AND entry.type IN ('USAGE', 'REVERSAL')
  ) AS part
  WHERE part.nth >= 0 AND part.nth < stretches
  GROUP BY part.nth, part.meter;
END;
$$;

-- The spends of an account with the most credits between two moments, largest first, then newest first, each with what of it has
-- been reversed since.
CREATE OR REPLACE FUNCTION ledger_largest_spends(p_account uuid, p_from timestamptz, p_until timestamptz, p_limit integer)
RETURNS TABLE (seq bigint, at timestamptz, description text, meter text, quantity numeric, spent bigint, reversed numeric)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  first_seq bigint := ledger_seq_at(p_account, p_from - interval '1 day');
  end_seq bigint := ledger_seq_at(p_account, p_until + interval '1 day');
BEGIN
  RETURN QUERY
  SELECT
    spend.seq, spend.created_at, spend.description, spend.meter, spend.quantity, -spend.amount, coalesce(reversal.amount, 0)
  FROM (
    SELECT *
    FROM ledger_entry AS entry
    WHERE entry.account_id = p_account AND entry.seq >= first_seq AND entry.seq < end_seq
      AND entry.type = 'USAGE' AND entry.created_at >= p_from AND entry.created_at < p_until
    ORDER BY entry.amount, entry.seq DESC
    LIMIT p_limit
  ) AS spend
  LEFT JOIN LATERAL (
    SELECT sum(undoing.amount) AS amount
    FROM ledger_entry AS undoing
    WHERE undoing.account_id = p_account AND undoing.undoes_seq = spend.seq AND undoing.type = 'REVERSAL'
  ) AS reversal ON true
  ORDER BY spend.amount, spend.seq DESC;
END;
$$;
