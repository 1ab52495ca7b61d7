-- Debits and captures of many accounts. Each item comes to what it would by itself, those of one account in their
-- order. In the usual case, when the first lot in burn order covers all the debits of an account and nothing has to
-- expire, be replayed or be paid first, all such accounts are done in three statements; the others item by item.
--
-- The usual case stands inline and on arrays: as functions that hand on rows it took the server an eighth longer for 8
-- spends (docs/decisions/0052-the-fast-path-stays-inline.md). Its burn order and what it takes for spendable are those of
-- ledger_burn_order; lib/ledger/spend-batch.test.ts, "debits in a batch burn the first lot in the burn order",
-- holds that.
CREATE OR REPLACE FUNCTION ledger_spend_many(
  p_wait boolean,
  -- Accounts, each once and sorted: what its items take in all, how many they are, and whether they may go the usual way
  -- (debits alone, no idempotency key twice).
  p_accounts uuid[],
  p_totals bigint[],
  p_counts integer[],
  p_plain boolean[],
  -- The times of the first and of the last spend.
  p_earliest timestamptz,
  p_latest timestamptz,
  -- Items: the number of their account, their place among its items and what those take up to and with this one.
  p_nos integer[],
  p_turns integer[],
  p_runs bigint[],
  -- Those that no item has are null as a whole. A hold is null for a debit.
  p_holds uuid[],
  -- Null for a capture of all that is held.
  p_amounts bigint[],
  p_capture_limit integer,
  -- The debt that a capture may leave.
  p_overdrafts bigint[],
  p_keys text[],
  p_hashes text[],
  p_descriptions text[],
  p_meters text[],
  p_quantities numeric[],
  p_rate_versions integer[],
  p_metadata text[],
  p_actors text[],
  p_nows timestamptz[]
) RETURNS SETOF ledger_spend_result
LANGUAGE plpgsql
-- All joins below are look-ups of few rows by key. The planner, which keeps its plan from when the tables were small,
-- must not read whole tables for them. And a transaction that keeps an account for long must not keep its spenders
-- waiting for ever.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
SET plan_cache_mode = force_generic_plan
SET lock_timeout = '5s'
AS $$
DECLARE
  none CONSTANT tid := '(0,0)';
  locked uuid[];
  replayed integer[];
  -- By number of account, without nulls, so that reading one is quick; `none` in lots says that its items go one by one.
  -- Nobody else changes rows of an account that is locked, so that until the end they are where they were found.
  rows tid[];
  lots tid[];
  lot_ids uuid[];
  balances bigint[];
  availables bigint[];
  seqs bigint[];
  ready boolean[];
  keyed boolean[];
  usual integer;
  written integer;
  result ledger_spend_result;
BEGIN
  -- In one order, so that two batches never wait for each other. The next statement then sees what is committed.
  IF p_wait THEN
    PERFORM FROM credit_account WHERE id = ANY (p_accounts) ORDER BY id FOR UPDATE;
  END IF;
  SELECT
    coalesce(array_agg(id), '{}'), array_agg(ctid), array_agg(balance), array_agg(seq),
    array_agg(debt = 0 AND NOT has_budgets AND (next_expiry_at IS NULL OR next_expiry_at > p_latest)), array_agg(keyed_holds)
  INTO locked, rows, balances, seqs, ready, keyed
  FROM (
    SELECT ctid, id, balance, seq, debt, has_budgets, next_expiry_at, keyed_holds
    FROM credit_account
    WHERE id = ANY (p_accounts)
    ORDER BY id
    FOR UPDATE SKIP LOCKED
  ) AS acc;

  IF locked <> p_accounts THEN
    -- Some are unknown, or another transaction has them: a place for each of those too.
    SELECT
      array_agg(coalesce(rows[place], none) ORDER BY no),
      array_agg(coalesce(balances[place], 0) ORDER BY no),
      array_agg(coalesce(seqs[place], 0) ORDER BY no),
      array_agg(coalesce(ready[place], false) ORDER BY no),
      array_agg(coalesce(keyed[place], false) ORDER BY no)
    INTO rows, balances, seqs, ready, keyed
    FROM (
      SELECT no, array_position(locked, id) AS place FROM unnest(p_accounts) WITH ORDINALITY AS asked (id, no)
    ) AS found;
  END IF;

  SELECT coalesce(array_agg(DISTINCT no), '{}') INTO replayed
  FROM (SELECT unnest(p_nos) AS no, unnest(p_keys) AS key) AS item
  CROSS JOIN LATERAL (
    SELECT FROM ledger_entry WHERE account_id = p_accounts[no] AND idempotency_key = key LIMIT 1
  ) AS first_answer
  WHERE key IS NOT NULL;

  -- Keys of holds are refused; ledger_debit does it. Only accounts that ever placed a hold with a key pay for the look.
  IF true = ANY (keyed) THEN
    SELECT replayed || coalesce(array_agg(DISTINCT no), '{}') INTO replayed
    FROM (SELECT unnest(p_nos) AS no, unnest(p_keys) AS key) AS item
    CROSS JOIN LATERAL (
      SELECT FROM credit_hold WHERE account_id = p_accounts[no] AND idempotency_key = key LIMIT 1
    ) AS hold
    WHERE key IS NOT NULL AND keyed[no];
  END IF;

  SELECT
    array_agg(CASE WHEN covered THEN open.at ELSE none END ORDER BY no),
    array_agg(coalesce(open.lot, '00000000-0000-0000-0000-000000000000') ORDER BY no),
    array_agg(coalesce(open.available, 0) ORDER BY no),
    count(*) FILTER (WHERE covered)
  INTO lots, lot_ids, availables, usual
  FROM (
    SELECT
      generate_subscripts(p_accounts, 1) AS no, unnest(p_accounts) AS id, unnest(p_totals) AS total,
      unnest(p_plain) AS plain, unnest(ready) AS ready
  ) AS asked
  LEFT JOIN LATERAL (
    SELECT
      (array_agg(ctid ORDER BY priority, expires_at, grant_seq))[1] AS at,
      (array_agg(id ORDER BY priority, expires_at, grant_seq))[1] AS lot,
      (array_agg(remaining - held ORDER BY priority, expires_at, grant_seq))[1] AS free,
      sum(remaining - held)::bigint AS available,
      bool_or(effective_at > p_earliest) AS starting
    FROM credit_lot
    WHERE account_id = asked.id AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
      AND effective_at <= p_latest
  ) AS open ON asked.plain AND asked.ready
  CROSS JOIN LATERAL (
    SELECT coalesce(open.free >= asked.total AND NOT open.starting AND no <> ALL (replayed), false) AS covered
  ) AS verdict;

  UPDATE credit_lot AS lot
  SET remaining = remaining - burned.total, closed_at = CASE WHEN remaining = burned.total THEN p_latest END
  FROM (SELECT unnest(lots) AS at, unnest(p_totals) AS total) AS burned
  WHERE burned.at <> none AND lot.ctid = burned.at;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written <> usual THEN
    RAISE EXCEPTION 'A lot of a locked account was changed.' USING ERRCODE = 'serialization_failure';
  END IF;

  -- next_expiry_at may now be too early, when the lot it stood for is used up: that costs one needless look.
  UPDATE credit_account AS acc
  SET balance = balance - burned.total, seq = seq + burned.entries, updated_at = p_latest
  FROM (
    SELECT unnest(rows) AS at, unnest(lots) AS lot, unnest(p_totals) AS total, unnest(p_counts) AS entries
  ) AS burned
  WHERE burned.lot <> none AND acc.ctid = burned.at;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written <> usual THEN
    RAISE EXCEPTION 'A locked account was changed.' USING ERRCODE = 'serialization_failure';
  END IF;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, created_at
  )
  SELECT
    p_accounts[no], seqs[no] + turn, 'USAGE', -amount, balances[no] - run + amount, balances[no] - run, key,
    decode(hash, 'hex'), jsonb_build_array(jsonb_build_object('lot', lot_ids[no], 'amount', -amount)),
    coalesce(description, ''), meter, quantity, rate_version, metadata::jsonb, actor, at
  FROM (
    SELECT
      unnest(p_nos) AS no, unnest(p_turns) AS turn, unnest(p_runs) AS run, unnest(p_amounts) AS amount,
      unnest(p_keys) AS key, unnest(p_hashes) AS hash, unnest(p_descriptions) AS description, unnest(p_meters) AS meter,
      unnest(p_quantities) AS quantity, unnest(p_rate_versions) AS rate_version, unnest(p_metadata) AS metadata,
      unnest(p_actors) AS actor, unnest(p_nows) AS at
  ) AS item
  WHERE lots[no] <> none;

  FOR nth_account IN 1 .. cardinality(lots) LOOP
    result.account := nth_account;
    IF lots[nth_account] <> none THEN
      result.outcome := 'debited';
      result.balance := balances[nth_account];
      result.available := availables[nth_account];
      result.last_seq := seqs[nth_account];
      result.lot := lot_ids[nth_account];
      RETURN NEXT result;
    ELSIF NOT p_wait AND rows[nth_account] = none THEN
      result.outcome := 'busy';
      RETURN NEXT result;
    END IF;
  END LOOP;

  IF usual < cardinality(lots) THEN
    RETURN QUERY SELECT * FROM ledger_spend_one_by_one(
      ARRAY(
        SELECT ROW (
          nth, no, p_accounts[no], hold, amount, key, decode(hash, 'hex'), coalesce(description, ''), meter, quantity,
          rate_version, metadata::jsonb, actor, at
        )::ledger_spend_item
        FROM unnest(
          p_nos, p_holds, p_amounts, p_keys, p_hashes, p_descriptions, p_meters, p_quantities, p_rate_versions,
          p_metadata, p_actors, p_nows
        ) WITH ORDINALITY AS item (
          no, hold, amount, key, hash, description, meter, quantity, rate_version, metadata, actor, at, nth
        )
        WHERE lots[no] = none AND (p_wait OR rows[no] <> none)
        ORDER BY nth
      ),
      p_capture_limit, p_overdrafts
    );
  END IF;
END;
$$;
