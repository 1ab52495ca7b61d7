-- CreateTable
CREATE TABLE "ledger_closing" (
    "account_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "entries" BIGINT NOT NULL,
    "first_seq" BIGINT NOT NULL,
    "last_seq" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "debt" BIGINT NOT NULL,
    "debt_entries" BIGINT NOT NULL,
    "lots" JSONB NOT NULL,

    CONSTRAINT "ledger_closing_pkey" PRIMARY KEY ("account_id","month")
);

-- CreateTable
CREATE TABLE "ledger_archive" (
    "month" DATE NOT NULL,
    "entries" BIGINT NOT NULL,
    "accounts" BIGINT NOT NULL,
    "file" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "ledger_archive_pkey" PRIMARY KEY ("month")
);

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

-- Entries are never changed: a balance is corrected by another entry. Only ledger_archive_spends and ledger_restore_spends move spends to
-- the archive and back, and keep what they come to in ledger_closing.
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('refill.archiving', true) = 'on' AND (TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'ledger_closing') THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused.', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Append an entry that corrects the balance instead.';
END;
$$;

-- The number of an account's first entry made at p_moment or later, or the one that its next entry gets. Entries are numbered
-- in the order in which they are made, without gaps but for archived ones, so this takes as many looks as the last number has binary
-- digits, and a read of some days takes their entries and not the account's whole history. Clocks of different machines differ: a caller asks
-- for moments a day further apart (lib/ledger/a-day-apart.ts) and compares the times of what it gets.
CREATE OR REPLACE FUNCTION ledger_seq_at(p_account uuid, p_moment timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint := 1;
  high bigint;
  middle bigint;
BEGIN
  SELECT seq + 1 INTO high FROM credit_account WHERE id = p_account;
  WHILE low < high LOOP
    middle := (low + high) / 2;
    IF (
      SELECT created_at < p_moment FROM ledger_entry
      WHERE account_id = p_account AND seq >= middle ORDER BY seq LIMIT 1
    ) THEN
      low := middle + 1;
    ELSE
      high := middle;
    END IF;
  END LOOP;
  RETURN low;
END;
$$;

-- Gives back a USAGE entry, named by p_seq or by p_of_key; p_amount null is all that is left of it. Outcomes: reversed,
-- replayed, unknown_account, unknown_entry, not_a_spend, too_late, exceeds_spend (reversible says what is left),
-- idempotency_key_reused, balance_out_of_range.
CREATE OR REPLACE FUNCTION ledger_reverse(
  p_account uuid,
  p_seq bigint,
  p_of_key text,
  p_amount bigint,
  p_key text,
  p_hash bytea,
  -- Spends from before then are no longer given back.
  p_spent_since timestamptz,
  p_return_ends timestamptz,
  p_return_priority integer,
  p_description text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_reverse_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_reverse_result;
  first_answer ledger_entry;
  spend ledger_entry;
  before bigint;
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.entry := first_answer;
    RETURN result;
  ELSIF FOUND OR ledger_is_key_of_hold(acc, p_key) THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  IF p_seq IS NOT NULL THEN
    SELECT * INTO spend FROM ledger_entry WHERE account_id = p_account AND seq = p_seq;
  ELSE
    SELECT * INTO spend FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_of_key;
  END IF;
  before := ledger_given_back(p_account, spend.seq);
  result.reversible := -spend.amount - before;
  result.outcome := CASE
    -- A number in between without an entry: it was a spend, and is archived.
    WHEN spend.seq IS NULL AND p_seq BETWEEN 1 AND acc.seq THEN 'too_late'
    WHEN spend.seq IS NULL THEN 'unknown_entry'
    WHEN spend.type <> 'USAGE' THEN 'not_a_spend'
    WHEN spend.created_at < p_spent_since THEN 'too_late'
    WHEN result.reversible = 0 OR p_amount > result.reversible THEN 'exceeds_spend'
    WHEN NOT ledger_has_room(acc, coalesce(p_amount, result.reversible)) THEN 'balance_out_of_range'
    ELSE 'reversed'
  END;
  IF result.outcome <> 'reversed' THEN
    RETURN result;
  END IF;

  result.entry := ledger_give_back(
    acc, spend, coalesce(p_amount, result.reversible), before, 'REVERSAL', NULL, p_key, p_hash, p_return_ends,
    p_return_priority, p_description, p_metadata, p_actor, p_now
  );
  acc := ledger_freed(p_account, p_now);
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  result.reversible := result.reversible - (result.entry).amount;
  RETURN result;
END;
$$;

CREATE TRIGGER ledger_closing_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_closing
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
