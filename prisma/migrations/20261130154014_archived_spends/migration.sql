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

-- Removes spends of one month that are in an archive's file, and keeps what they came to in ledger_closing. Once per account
-- and month; nothing happens when it is done already. Raises if one of them is not a spend of that month, or is not there.
CREATE OR REPLACE FUNCTION ledger_archive_spends(p_account uuid, p_month date, p_seqs bigint[]) RETURNS void
LANGUAGE plpgsql
-- The trigger against changes of entries lets these through.
SET ledger.archiving = 'on'
AS $$
DECLARE
  closing ledger_closing;
  found_entries bigint;
BEGIN
  PERFORM FROM ledger_closing WHERE account_id = p_account AND month = p_month;
  IF FOUND THEN
    RETURN;
  END IF;
  SELECT count(*), min(seq), max(seq), sum(amount)
  INTO closing.entries, closing.first_seq, closing.last_seq, closing.amount
  FROM ledger_entry
  WHERE account_id = p_account AND seq = ANY (p_seqs) AND type = 'USAGE'
    AND created_at >= p_month::timestamp AT TIME ZONE 'UTC'
    AND created_at < (p_month + interval '1 month') AT TIME ZONE 'UTC';
  IF closing.entries <> cardinality(p_seqs) THEN
    RAISE EXCEPTION 'Account % has % of the % spends to archive.', p_account, closing.entries, cardinality(p_seqs)
      USING ERRCODE = 'data_exception';
  END IF;
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
  INSERT INTO ledger_closing (
    account_id, month, entries, first_seq, last_seq, amount, debt, debt_entries, lots
  )
  VALUES (
    p_account, p_month, closing.entries, closing.first_seq, closing.last_seq, closing.amount, closing.debt,
    closing.debt_entries, closing.lots
  );
  DELETE FROM ledger_entry WHERE account_id = p_account AND seq = ANY (p_seqs);
  GET DIAGNOSTICS found_entries = ROW_COUNT;
  IF found_entries <> closing.entries THEN
    RAISE EXCEPTION 'Spends of account % changed meanwhile.', p_account USING ERRCODE = 'serialization_failure';
  END IF;
END;
$$;

-- Puts archived spends of one account and month back, as they are in the archive's file, and removes their closing. Nothing
-- happens when there is no closing. Raises if they are not the spends that the closing is of.
CREATE OR REPLACE FUNCTION ledger_restore_spends(p_account uuid, p_month date, p_entries jsonb) RETURNS void
LANGUAGE plpgsql
SET ledger.archiving = 'on'
AS $$
DECLARE
  closing ledger_closing;
  restored record;
BEGIN
  SELECT * INTO closing FROM ledger_closing WHERE account_id = p_account AND month = p_month FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO ledger_entry
  SELECT * FROM jsonb_populate_recordset(NULL::ledger_entry, p_entries) AS entry
  WHERE entry.account_id = p_account AND entry.type = 'USAGE';
  SELECT count(*) AS entries, min(seq) AS first_seq, max(seq) AS last_seq, sum(amount) AS amount INTO restored
  FROM ledger_entry
  WHERE account_id = p_account AND type = 'USAGE' AND seq BETWEEN closing.first_seq AND closing.last_seq
    AND created_at >= p_month::timestamp AT TIME ZONE 'UTC'
    AND created_at < (p_month + interval '1 month') AT TIME ZONE 'UTC';
  IF (restored.entries, restored.first_seq, restored.last_seq, restored.amount)
    IS DISTINCT FROM (closing.entries, closing.first_seq, closing.last_seq, closing.amount) THEN
    RAISE EXCEPTION 'These are not the archived spends of account %.', p_account USING ERRCODE = 'data_exception';
  END IF;
  DELETE FROM ledger_closing WHERE account_id = p_account AND month = p_month;
END;
$$;

-- Entries are never changed: a balance is corrected by another entry. Only ledger_archive_spends and ledger_restore_spends, which
-- keep their sums, move spends to the archive and back.
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('ledger.archiving', true) = 'on' THEN
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
