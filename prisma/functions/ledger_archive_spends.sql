-- What these spends of an account come to, of those that are there and of the month.
CREATE OR REPLACE FUNCTION ledger_closing_of(p_account uuid, p_month date, p_seqs bigint[]) RETURNS ledger_closing
LANGUAGE plpgsql STABLE AS $$
DECLARE
  closing ledger_closing;
BEGIN
  SELECT count(*), min(seq), max(seq), coalesce(sum(amount), 0)
  INTO closing.entries, closing.first_seq, closing.last_seq, closing.amount
  FROM ledger_entry
  WHERE account_id = p_account AND seq = ANY (p_seqs) AND type = 'USAGE'
    AND created_at >= p_month::timestamp AT TIME ZONE 'UTC'
    AND created_at < (p_month + interval '1 month') AT TIME ZONE 'UTC';
  SELECT coalesce(jsonb_object_agg(lot, jsonb_build_array(credits, entries)), '{}') INTO closing.lots
  FROM (
    SELECT part ->> 'lot' AS lot, sum((part ->> 'amount')::bigint) AS credits, count(*) AS entries
    FROM ledger_entry, jsonb_array_elements(allocations) AS part
    WHERE account_id = p_account AND seq = ANY (p_seqs) AND part ? 'lot'
    GROUP BY 1
  ) AS burned;
  SELECT coalesce(sum((part ->> 'debt')::bigint), 0), count(*) INTO closing.debt, closing.debt_entries
  FROM ledger_entry, jsonb_array_elements(allocations) AS part
  WHERE account_id = p_account AND seq = ANY (p_seqs) AND part ? 'debt';
  closing.account_id := p_account;
  closing.month := p_month;
  RETURN closing;
END;
$$;

-- The sums of two closings by lot: { lot: [credits, entries] }, those of the second one times p_sign.
CREATE OR REPLACE FUNCTION ledger_closed_lots(p_one jsonb, p_other jsonb, p_sign integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(lot, jsonb_build_array(credits, entries)), '{}')
  FROM (
    SELECT key AS lot, sum((value ->> 0)::bigint * sign) AS credits, sum((value ->> 1)::bigint * sign) AS entries
    FROM (
      SELECT key, value, 1 AS sign FROM jsonb_each(p_one)
      UNION ALL
      SELECT key, value, p_sign FROM jsonb_each(p_other)
    ) AS part
    GROUP BY key
    HAVING (sum((value ->> 0)::bigint * sign), sum((value ->> 1)::bigint * sign)) <> (0, 0)
  ) AS summed;
$$;

-- Removes spends of one month that are in an archive's file, and adds their sums to the account's closing of the month. Those that
-- are gone already are left out. Returns how many were removed.
CREATE OR REPLACE FUNCTION ledger_archive_spends(p_account uuid, p_month date, p_seqs bigint[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  moved ledger_closing := ledger_closing_of(p_account, p_month, p_seqs);
  removed bigint;
BEGIN
  IF moved.entries = 0 THEN
    RETURN 0;
  END IF;
  -- The trigger against changes of entries lets these through. A function's own SET would need a superuser.
  PERFORM set_config('refill.archiving', 'on', true);
  DELETE FROM ledger_entry WHERE account_id = p_account AND seq = ANY (p_seqs);
  GET DIAGNOSTICS removed = ROW_COUNT;
  IF removed <> moved.entries THEN
    RAISE EXCEPTION 'Account %: not all of these are spends of the month.', p_account USING ERRCODE = 'data_exception';
  END IF;
  INSERT INTO ledger_closing (account_id, month, entries, first_seq, last_seq, amount, debt, debt_entries, lots)
  VALUES (
    p_account, p_month, moved.entries, moved.first_seq, moved.last_seq, moved.amount, moved.debt, moved.debt_entries,
    moved.lots
  )
  ON CONFLICT (account_id, month) DO UPDATE SET
    entries = ledger_closing.entries + excluded.entries,
    first_seq = least(ledger_closing.first_seq, excluded.first_seq),
    last_seq = greatest(ledger_closing.last_seq, excluded.last_seq),
    amount = ledger_closing.amount + excluded.amount,
    debt = ledger_closing.debt + excluded.debt,
    debt_entries = ledger_closing.debt_entries + excluded.debt_entries,
    lots = ledger_closed_lots(ledger_closing.lots, excluded.lots, 1);
  PERFORM set_config('refill.archiving', 'off', true);
  RETURN removed;
END;
$$;

-- Puts archived spends of one account and month back, as they are in the archive's file, and takes them off its closing. Those that
-- are there already are left out. Returns how many were restored. Raises if the closing is not of them.
CREATE OR REPLACE FUNCTION ledger_restore_spends(p_account uuid, p_month date, p_entries jsonb) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  missing bigint[];
  moved ledger_closing;
  rest ledger_closing;
BEGIN
  SELECT array_agg(entry.seq) INTO missing
  FROM jsonb_populate_recordset(NULL::ledger_entry, p_entries) AS entry
  WHERE entry.account_id = p_account AND entry.type = 'USAGE'
    AND (SELECT true FROM ledger_entry WHERE account_id = p_account AND seq = entry.seq) IS NULL;
  IF missing IS NULL THEN
    RETURN 0;
  END IF;
  INSERT INTO ledger_entry
  SELECT * FROM jsonb_populate_recordset(NULL::ledger_entry, p_entries) AS entry
  WHERE entry.account_id = p_account AND entry.seq = ANY (missing);
  moved := ledger_closing_of(p_account, p_month, missing);
  PERFORM set_config('refill.archiving', 'on', true);
  UPDATE ledger_closing SET
    entries = entries - moved.entries, amount = amount - moved.amount, debt = debt - moved.debt,
    debt_entries = debt_entries - moved.debt_entries, lots = ledger_closed_lots(lots, moved.lots, -1)
  WHERE account_id = p_account AND month = p_month
  RETURNING * INTO rest;
  IF rest.entries IS NULL OR moved.entries <> cardinality(missing) OR rest.entries < 0
    OR moved.first_seq < rest.first_seq OR moved.last_seq > rest.last_seq
    OR rest.entries = 0 AND (rest.amount, rest.debt, rest.debt_entries, rest.lots) <> (0, 0, 0, '{}'::jsonb) THEN
    RAISE EXCEPTION 'These are not the archived spends of account %.', p_account USING ERRCODE = 'data_exception';
  END IF;
  DELETE FROM ledger_closing WHERE account_id = p_account AND month = p_month AND entries = 0;
  PERFORM set_config('refill.archiving', 'off', true);
  RETURN moved.entries;
END;
$$;
