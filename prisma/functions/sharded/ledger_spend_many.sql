-- ledger_spend_many of a divided ledger: all accounts are of one shard, and every statement names them, so that the engine sends it
-- there whole. Rows are found by their keys. lib/ledger/spend-batch.test.ts holds it equal to the debits and captures one by one.
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
-- The engine must know the accounts when it plans.
SET plan_cache_mode = force_custom_plan
SET lock_timeout = '5s'
AS $$
DECLARE
  locked uuid[];
  replayed integer[];
  -- By number of account. Without a lot, its items go one by one.
  found boolean[];
  lots uuid[];
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
    coalesce(array_agg(id), '{}'), array_agg(true), array_agg(balance), array_agg(seq),
    array_agg(debt = 0 AND NOT has_budgets AND (next_expiry_at IS NULL OR next_expiry_at > p_latest)), array_agg(keyed_holds)
  INTO locked, found, balances, seqs, ready, keyed
  FROM (
    SELECT id, balance, seq, debt, has_budgets, next_expiry_at, keyed_holds
    FROM credit_account
    WHERE id = ANY (p_accounts)
    ORDER BY id
    FOR UPDATE SKIP LOCKED
  ) AS acc;

  IF locked <> p_accounts THEN
    -- Some are unknown, or another transaction has them: a place for each of those too.
    SELECT
      array_agg(place IS NOT NULL ORDER BY no),
      array_agg(coalesce(balances[place], 0) ORDER BY no),
      array_agg(coalesce(seqs[place], 0) ORDER BY no),
      array_agg(coalesce(ready[place], false) ORDER BY no),
      array_agg(coalesce(keyed[place], false) ORDER BY no)
    INTO found, balances, seqs, ready, keyed
    FROM (
      SELECT no, array_position(locked, id) AS place FROM unnest(p_accounts) WITH ORDINALITY AS asked (id, no)
    ) AS places;
  END IF;

  SELECT coalesce(array_agg(DISTINCT no), '{}') INTO replayed
  FROM (SELECT unnest(p_nos) AS no, unnest(p_keys) AS key) AS item
  CROSS JOIN LATERAL (
    SELECT FROM ledger_entry
    WHERE account_id = ANY (p_accounts) AND account_id = p_accounts[no] AND idempotency_key = key
    LIMIT 1
  ) AS first_answer
  WHERE key IS NOT NULL;

  -- Keys of holds are refused; ledger_debit does it. Only accounts that ever placed a hold with a key pay for the look.
  IF true = ANY (keyed) THEN
    SELECT replayed || coalesce(array_agg(DISTINCT no), '{}') INTO replayed
    FROM (SELECT unnest(p_nos) AS no, unnest(p_keys) AS key) AS item
    CROSS JOIN LATERAL (
      SELECT FROM credit_hold
      WHERE account_id = ANY (p_accounts) AND account_id = p_accounts[no] AND idempotency_key = key
      LIMIT 1
    ) AS hold
    WHERE key IS NOT NULL AND keyed[no];
  END IF;

  SELECT
    array_agg(CASE WHEN covered THEN open.lot END ORDER BY no),
    array_agg(coalesce(open.available, 0) ORDER BY no),
    count(*) FILTER (WHERE covered)
  INTO lots, availables, usual
  FROM (
    SELECT
      generate_subscripts(p_accounts, 1) AS no, unnest(p_accounts) AS id, unnest(p_totals) AS total,
      unnest(p_plain) AS plain, unnest(ready) AS ready
  ) AS asked
  LEFT JOIN LATERAL (
    SELECT
      (array_agg(id ORDER BY priority, expires_at, grant_seq))[1] AS lot,
      (array_agg(remaining - held ORDER BY priority, expires_at, grant_seq))[1] AS free,
      sum(remaining - held)::bigint AS available,
      bool_or(effective_at > p_earliest) AS starting
    FROM credit_lot
    WHERE account_id = ANY (p_accounts) AND account_id = asked.id AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
      AND effective_at <= p_latest
  ) AS open ON asked.plain AND asked.ready
  CROSS JOIN LATERAL (
    SELECT coalesce(open.free >= asked.total AND NOT open.starting AND no <> ALL (replayed), false) AS covered
  ) AS verdict;

  UPDATE credit_lot AS lot
  SET remaining = remaining - burned.total, closed_at = CASE WHEN remaining = burned.total THEN p_latest END
  FROM (SELECT unnest(p_accounts) AS account, unnest(lots) AS id, unnest(p_totals) AS total) AS burned
  WHERE lot.account_id = ANY (p_accounts) AND lot.account_id = burned.account AND lot.id = burned.id;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written <> usual THEN
    RAISE EXCEPTION 'A lot of a locked account was changed.' USING ERRCODE = 'serialization_failure';
  END IF;

  -- next_expiry_at may now be too early, when the lot it stood for is used up: that costs one needless look.
  UPDATE credit_account AS acc
  SET balance = balance - burned.total, seq = seq + burned.entries, updated_at = p_latest
  FROM (
    SELECT unnest(p_accounts) AS id, unnest(lots) AS lot, unnest(p_totals) AS total, unnest(p_counts) AS entries
  ) AS burned
  WHERE acc.id = ANY (p_accounts) AND acc.id = burned.id AND burned.lot IS NOT NULL;
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
    decode(hash, 'hex'), jsonb_build_array(jsonb_build_object('lot', lots[no], 'amount', -amount)),
    coalesce(description, ''), meter, quantity, rate_version, metadata::jsonb, actor, at
  FROM (
    SELECT
      unnest(p_nos) AS no, unnest(p_turns) AS turn, unnest(p_runs) AS run, unnest(p_amounts) AS amount,
      unnest(p_keys) AS key, unnest(p_hashes) AS hash, unnest(p_descriptions) AS description, unnest(p_meters) AS meter,
      unnest(p_quantities) AS quantity, unnest(p_rate_versions) AS rate_version, unnest(p_metadata) AS metadata,
      unnest(p_actors) AS actor, unnest(p_nows) AS at
  ) AS item
  WHERE lots[no] IS NOT NULL;

  result := NULL;
  FOR nth_account IN 1 .. cardinality(lots) LOOP
    result.account := nth_account;
    IF lots[nth_account] IS NOT NULL THEN
      result.outcome := 'debited';
      result.balance := balances[nth_account];
      result.available := availables[nth_account];
      result.last_seq := seqs[nth_account];
      result.lot := lots[nth_account];
      RETURN NEXT result;
    ELSIF NOT p_wait AND NOT found[nth_account] THEN
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
        WHERE lots[no] IS NULL AND (p_wait OR found[no])
        ORDER BY nth
      ),
      p_capture_limit, p_overdrafts
    );
  END IF;
END;
$$;
