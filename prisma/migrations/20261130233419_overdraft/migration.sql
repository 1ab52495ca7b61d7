-- accepted: ledger_capture_hold: the app is stopped for account_ids, which comes before, and nothing else calls it
-- accepted: ledger_capture_many: the app is stopped for account_ids, which comes before, and nothing else calls it
-- accepted: ledger_spend_many: the app is stopped for account_ids, which comes before, and nothing else calls it
-- accepted: ledger_spend_one_by_one: the app is stopped for account_ids, which comes before, and nothing else calls it
-- AlterTable
ALTER TABLE "plan_version" ADD COLUMN     "overdraft_credits" BIGINT NOT NULL DEFAULT 0;

DROP FUNCTION ledger_capture_hold(p_account uuid, p_hold uuid, p_amount bigint, p_limit integer, p_key text, p_hash bytea, p_description text, p_meter text, p_quantity numeric, p_rate_version integer, p_metadata jsonb, p_actor text, p_now timestamp with time zone);
DROP FUNCTION ledger_capture_many(p_wait boolean, p_accounts uuid[], p_plain boolean[], p_earliest timestamp with time zone, p_latest timestamp with time zone, p_nos integer[], p_holds uuid[], p_amounts bigint[], p_capture_limit integer, p_keys text[], p_hashes text[], p_descriptions text[], p_meters text[], p_quantities numeric[], p_rate_versions integer[], p_metadata text[], p_actors text[], p_nows timestamp with time zone[]);
DROP FUNCTION ledger_spend_many(p_wait boolean, p_accounts uuid[], p_totals bigint[], p_counts integer[], p_plain boolean[], p_earliest timestamp with time zone, p_latest timestamp with time zone, p_nos integer[], p_turns integer[], p_runs bigint[], p_holds uuid[], p_amounts bigint[], p_capture_limit integer, p_keys text[], p_hashes text[], p_descriptions text[], p_meters text[], p_quantities numeric[], p_rate_versions integer[], p_metadata text[], p_actors text[], p_nows timestamp with time zone[]);
DROP FUNCTION ledger_spend_one_by_one(p_items ledger_spend_item[], p_capture_limit integer);

-- Takes p_amount (null: what is held) from the pins, in the order they were placed, and any excess as a debit would;
-- closes the hold and frees the rest. What neither the pins nor what is available cover may become debt, as long as all debt
-- stays within p_overdraft. Outcomes: captured, replayed, unknown_account, unknown_hold, hold_not_open, exceeds_capture_limit,
-- insufficient_credits (available then is the most that could be captured), idempotency_key_reused.
CREATE OR REPLACE FUNCTION ledger_capture_hold(
  p_account uuid,
  p_hold uuid,
  p_amount bigint,
  -- A capture takes at most this many times what is held.
  p_limit integer,
  -- The debt that running work may leave; null for none.
  p_overdraft bigint,
  p_key text,
  p_hash bytea,
  p_description text,
  p_meter text,
  p_quantity numeric,
  p_rate_version integer,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_capture_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_capture_result;
  first_answer ledger_entry;
  held credit_hold;
  asked bigint;
  excess bigint;
  allowance bigint;
  owed bigint;
  taken jsonb;
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  SELECT * INTO held FROM credit_hold WHERE account_id = p_account AND id = p_hold;
  result.hold := held;

  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.entry := first_answer;
    RETURN result;
  ELSIF FOUND OR p_key IS DISTINCT FROM held.idempotency_key AND ledger_is_key_of_hold(acc, p_key) THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  asked := coalesce(p_amount, held.amount);
  excess := asked - held.amount;
  allowance := greatest(coalesce(p_overdraft, 0) - acc.debt, 0);
  result.outcome := CASE
    WHEN held.id IS NULL THEN 'unknown_hold'
    WHEN held.status <> 'OPEN' THEN 'hold_not_open'
    WHEN asked > held.amount::numeric * p_limit THEN 'exceeds_capture_limit'
    WHEN excess > result.available + allowance THEN 'insufficient_credits'
    ELSE 'captured'
  END;
  IF result.outcome <> 'captured' THEN
    result.available := result.available + CASE WHEN result.outcome = 'insufficient_credits' THEN held.amount + allowance ELSE 0 END;
    RETURN result;
  END IF;

  PERFORM ledger_close_hold(acc, held, 'CAPTURED', p_now, p_now);
  UPDATE credit_hold SET captured = asked WHERE account_id = p_account AND id = p_hold RETURNING * INTO held;

  SELECT jsonb_agg(jsonb_build_object('lot', lot, 'amount', -amount) ORDER BY turn) INTO taken
  FROM (
    SELECT
      part ->> 'lot' AS lot,
      turn,
      least((part ->> 'amount')::bigint, asked - (sum((part ->> 'amount')::bigint) OVER (ORDER BY turn) - (part ->> 'amount')::bigint))::bigint AS amount
    FROM jsonb_array_elements(held.allocations) WITH ORDINALITY AS pin (part, turn)
  ) AS pinned
  WHERE amount > 0;
  UPDATE credit_lot AS lot
  SET remaining = remaining + (part ->> 'amount')::bigint,
      closed_at = CASE WHEN remaining + (part ->> 'amount')::bigint = 0 THEN p_now END
  FROM jsonb_array_elements(taken) AS part
  WHERE lot.account_id = p_account AND lot.id = (part ->> 'lot')::uuid;

  IF excess > 0 THEN
    SELECT jsonb_agg(jsonb_build_object('lot', lot, 'amount', amount) ORDER BY turn) INTO taken
    FROM (
      SELECT part ->> 'lot' AS lot, min(turn) AS turn, sum((part ->> 'amount')::bigint)::bigint AS amount
      FROM jsonb_array_elements(taken || ledger_take(p_account, excess, NULL, NULL, p_now))
        WITH ORDINALITY AS parts (part, turn)
      GROUP BY 1
    ) AS merged;
  END IF;
  owed := asked + ledger_sum(taken);
  IF owed > 0 THEN
    taken := taken || jsonb_build_object('debt', -owed);
  END IF;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, hold_id, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'USAGE', -asked, acc.balance, acc.balance - asked, p_key, p_hash, taken,
    coalesce(nullif(p_description, ''), held.description), p_meter, p_quantity, p_rate_version, coalesce(p_metadata, held.metadata),
    p_actor, p_hold, p_now
  )
  RETURNING * INTO first_answer;
  result.entry := first_answer;
  UPDATE credit_account SET balance = balance - asked, debt = debt + owed, seq = seq + 1 WHERE id = p_account RETURNING * INTO acc;

  PERFORM ledger_end_over_cap(acc, held, p_now);
  acc := ledger_freed(p_account, p_now);
  result.hold := held;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;

-- Captures many holds in one statement, with the same results as ledger_capture_hold one by one; those of one account in their
-- order. In the usual case, when each hold of an account is open, pins one lot and covers its capture, and nothing has to
-- expire, be replayed or be paid, all such accounts are done in a few statements; the others capture by capture.
-- lib/ledger/hold-batch.test.ts holds these equal.
CREATE OR REPLACE FUNCTION ledger_capture_many(
  p_wait boolean,
  -- Accounts, each once and sorted, and whether their captures may go the usual way (no idempotency key and no hold twice).
  p_accounts uuid[],
  p_plain boolean[],
  -- The times of the first and of the last capture.
  p_earliest timestamptz,
  p_latest timestamptz,
  -- Captures: the number of their account. Those that no capture has are null as a whole.
  p_nos integer[],
  p_holds uuid[],
  -- Null for all that is held.
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
-- As in ledger_spend_many: look-ups of few rows by key, and no waiting for ever.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
SET plan_cache_mode = force_generic_plan
SET lock_timeout = '5s'
AS $$
DECLARE
  locked CONSTANT uuid[] := ledger_lock_many(p_wait, p_accounts);
  -- By number of account.
  usual boolean[];
  keyed boolean[];
  balances bigint[];
  availables bigint[];
  seqs bigint[];
  unusual integer[];
  -- By capture: its lot, what it takes and what was held, and of its account up to and with it how many there are, what they
  -- take and what they free.
  lots uuid[];
  amounts bigint[];
  pins bigint[];
  turns integer[];
  runs bigint[];
  freed bigint[];
  nth_account integer;
BEGIN
  SELECT
    array_agg(acc.id IS NOT NULL AND open.starting IS NOT TRUE ORDER BY no),
    array_agg(acc.keyed_holds ORDER BY no),
    array_agg(acc.balance ORDER BY no),
    array_agg(coalesce(open.available, 0) ORDER BY no),
    array_agg(acc.seq ORDER BY no)
  INTO usual, keyed, balances, availables, seqs
  FROM (
    SELECT generate_subscripts(p_accounts, 1) AS no, unnest(p_accounts) AS id, unnest(p_plain) AS plain
  ) AS asked
  LEFT JOIN credit_account AS acc
    ON acc.id = asked.id AND acc.id = ANY (locked) AND plain AND acc.debt = 0
    AND (acc.next_expiry_at IS NULL OR acc.next_expiry_at > p_latest)
  LEFT JOIN LATERAL (
    SELECT sum(remaining - held)::bigint AS available, bool_or(effective_at > p_earliest) AS starting
    FROM credit_lot
    WHERE account_id = acc.id AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
      AND effective_at <= p_latest
  ) AS open ON acc.id IS NOT NULL;

  -- A hold with a longer `ends`, or whose lot is past its time, frozen or not there yet, frees credits that are not available.
  SELECT
    array_agg(lot ORDER BY nth),
    array_agg(amount ORDER BY nth),
    array_agg(pinned ORDER BY nth),
    array_agg(turn ORDER BY nth),
    array_agg(run ORDER BY nth),
    array_agg(freed_with ORDER BY nth),
    coalesce(array_agg(DISTINCT no) FILTER (WHERE NOT covered), '{}')
  INTO lots, amounts, pins, turns, runs, freed, unusual
  FROM (
    SELECT
      nth, no, lot.id AS lot, asked.amount, hold.amount AS pinned,
      (row_number() OVER of_account)::integer AS turn,
      (sum(asked.amount) OVER of_account)::bigint AS run,
      (sum(hold.amount - asked.amount) OVER of_account)::bigint AS freed_with,
      coalesce(
        hold.status = 'OPEN' AND asked.amount <= hold.amount
        AND jsonb_array_length(hold.allocations) = 1 AND NOT hold.allocations -> 0 ? 'ends'
        AND lot.frozen_at IS NULL AND lot.effective_at <= p_earliest
        AND (lot.expires_at IS NULL OR lot.expires_at > p_latest)
        -- As values and not as EXISTS, which may be planned to read all keys there are.
        AND (
          key IS NULL
          OR (SELECT true FROM ledger_entry WHERE account_id = hold.account_id AND idempotency_key = key) IS NULL
          AND (
            NOT keyed[no] OR key = hold.idempotency_key
            OR (SELECT true FROM credit_hold AS other WHERE other.account_id = hold.account_id AND other.idempotency_key = key) IS NULL
          )
        ),
        false
      ) AS covered
    FROM (
      SELECT
        generate_subscripts(p_nos, 1) AS nth, unnest(p_nos) AS no, unnest(p_holds) AS hold, unnest(p_amounts) AS wanted,
        unnest(p_keys) AS key
    ) AS item
    LEFT JOIN credit_hold AS hold ON usual[no] AND hold.account_id = p_accounts[no] AND hold.id = item.hold
    LEFT JOIN credit_lot AS lot
      ON lot.account_id = hold.account_id AND lot.id = (hold.allocations -> 0 ->> 'lot')::uuid
    CROSS JOIN LATERAL (SELECT coalesce(wanted, hold.amount) AS amount) AS asked
    WINDOW of_account AS (PARTITION BY no ORDER BY nth)
  ) AS capture;
  FOREACH nth_account IN ARRAY unusual LOOP
    usual[nth_account] := false;
  END LOOP;

  UPDATE credit_hold AS hold
  SET status = 'CAPTURED', captured = amount_taken, closed_at = at
  FROM (
    SELECT unnest(p_nos) AS no, unnest(p_holds) AS id, unnest(amounts) AS amount_taken, unnest(p_nows) AS at
  ) AS capture
  WHERE usual[no] AND hold.account_id = p_accounts[no] AND hold.id = capture.id;

  UPDATE credit_lot AS lot
  SET held = held - pinned,
      remaining = remaining - taken,
      closed_at = CASE WHEN remaining = taken THEN p_latest END
  FROM (
    SELECT no, lot_id, sum(part)::bigint AS taken, sum(pin)::bigint AS pinned
    FROM (
      SELECT unnest(p_nos) AS no, unnest(lots) AS lot_id, unnest(amounts) AS part, unnest(pins) AS pin
    ) AS capture
    WHERE usual[no]
    GROUP BY no, lot_id
  ) AS of_lot
  WHERE lot.account_id = p_accounts[no] AND lot.id = lot_id;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, hold_id, created_at
  )
  SELECT
    hold.account_id, seqs[no] + turn, 'USAGE', -taken, balances[no] - run + taken, balances[no] - run, key,
    decode(hash, 'hex'), jsonb_build_array(jsonb_build_object('lot', lot, 'amount', -taken)),
    coalesce(nullif(capture.description, ''), hold.description), meter, quantity, rate_version,
    coalesce(capture.metadata::jsonb, hold.metadata), capture.actor, hold.id, at
  FROM (
    SELECT
      unnest(p_nos) AS no, unnest(p_holds) AS hold, unnest(lots) AS lot, unnest(amounts) AS taken, unnest(turns) AS turn,
      unnest(runs) AS run, unnest(p_keys) AS key, unnest(p_hashes) AS hash, unnest(p_descriptions) AS description,
      unnest(p_meters) AS meter, unnest(p_quantities) AS quantity, unnest(p_rate_versions) AS rate_version,
      unnest(p_metadata) AS metadata, unnest(p_actors) AS actor, unnest(p_nows) AS at
  ) AS capture
  JOIN credit_hold AS hold ON hold.account_id = p_accounts[no] AND hold.id = capture.hold
  WHERE usual[no];

  -- What is freed may have to expire sooner than all else. next_expiry_at may be too early now, when the hold was the first to
  -- end: that costs one needless look.
  UPDATE credit_account AS acc
  SET balance = balance - taken,
      held = held - pinned,
      seq = seq + entries,
      next_expiry_at = least(next_expiry_at, soonest),
      updated_at = p_latest
  FROM (
    SELECT
      no, sum(part)::bigint AS taken, sum(pin)::bigint AS pinned, count(*) AS entries, min(lot.expires_at) AS soonest
    FROM (
      SELECT unnest(p_nos) AS no, unnest(lots) AS lot_id, unnest(amounts) AS part, unnest(pins) AS pin
    ) AS capture
    JOIN credit_lot AS lot ON lot.account_id = p_accounts[no] AND lot.id = lot_id
    WHERE usual[no]
    GROUP BY no
  ) AS captured
  WHERE acc.id = p_accounts[no];

  RETURN QUERY
  SELECT
    nth, no, 'captured', balances[no] - run, availables[no] + free, NULL::bigint, NULL::uuid, NULL::bigint,
    NULL::hold_status, entry
  FROM (
    SELECT
      generate_subscripts(p_nos, 1) AS nth, unnest(p_nos) AS no, unnest(turns) AS turn, unnest(runs) AS run,
      unnest(freed) AS free
  ) AS capture
  JOIN ledger_entry AS entry ON entry.account_id = p_accounts[no] AND entry.seq = seqs[no] + turn
  WHERE usual[no];

  IF true = ALL (usual) THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT nth, no, 'busy', NULL::bigint, NULL::bigint, NULL::bigint, NULL::uuid, NULL::bigint, NULL::hold_status, NULL::ledger_entry
  FROM (SELECT generate_subscripts(p_nos, 1) AS nth, unnest(p_nos) AS no) AS capture
  WHERE NOT p_wait AND p_accounts[no] <> ALL (locked);
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
      WHERE NOT usual[no] AND (p_wait OR p_accounts[no] = ANY (locked))
      ORDER BY nth
    ),
    p_capture_limit, p_overdrafts
  );
END;
$$;

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
    array_agg(debt = 0 AND (next_expiry_at IS NULL OR next_expiry_at > p_latest)), array_agg(keyed_holds)
  INTO locked, rows, balances, seqs, ready, keyed
  FROM (
    SELECT ctid, id, balance, seq, debt, next_expiry_at, keyed_holds
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

-- The items of ledger_spend_many that cannot go together, each by itself and in the order given. p_overdrafts has a place for each
-- spend of the batch, by the number of the item; null when none may leave debt.
CREATE OR REPLACE FUNCTION ledger_spend_one_by_one(p_items ledger_spend_item[], p_capture_limit integer, p_overdrafts bigint[])
RETURNS SETOF ledger_spend_result
LANGUAGE plpgsql AS $$
DECLARE
  spend ledger_spend_item;
  debited ledger_debit_result;
  captured ledger_capture_result;
  result ledger_spend_result;
BEGIN
  FOREACH spend IN ARRAY p_items LOOP
    result := NULL;
    result.item := spend.nth;
    result.account := spend.no;
    IF spend.hold IS NULL THEN
      debited := ledger_debit(
        true, spend.account, spend.amount, spend.key, spend.hash, spend.description, spend.meter, spend.quantity,
        spend.rate_version, spend.metadata, spend.actor, spend.at
      );
      result.outcome := debited.outcome;
      result.balance := debited.balance;
      result.available := debited.available;
      result.entry := debited.entry;
    ELSE
      captured := ledger_capture_hold(
        spend.account, spend.hold, spend.amount, p_capture_limit, p_overdrafts[spend.nth], spend.key, spend.hash, spend.description, spend.meter,
        spend.quantity, spend.rate_version, spend.metadata, spend.actor, spend.at
      );
      result.outcome := captured.outcome;
      result.balance := captured.balance;
      result.available := captured.available;
      result.hold_amount := (captured.hold).amount;
      result.hold_status := (captured.hold).status;
      result.entry := captured.entry;
    END IF;
    RETURN NEXT result;
  END LOOP;
END;
$$;
