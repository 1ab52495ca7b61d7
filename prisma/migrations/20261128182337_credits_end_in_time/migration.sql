-- Nothing that somebody does by themselves makes credits outlive the lot they came in, or roll over beyond their plan's
-- cap: neither a hold over a refill nor a spend that is given back later. And an idempotency key belongs to one request of
-- an account, whether that was a spend or a hold; only a capture may have its hold's, as both are one job.

ALTER TABLE credit_account ADD COLUMN keyed_holds boolean NOT NULL DEFAULT false;

UPDATE credit_account AS account SET keyed_holds = true
WHERE EXISTS (SELECT FROM credit_hold WHERE account_id = account.id AND idempotency_key IS NOT NULL);

ALTER TABLE credit_lot ADD COLUMN rolled_over_at timestamptz(3);

-- Who placed a hold is now who decided on it. Before, an app that placed one for somebody wrote their name, and they
-- could have ended it. Nobody can tell those apart from holds that people placed themselves; all of them end within a day.
UPDATE credit_hold SET actor = 'system' WHERE status = 'OPEN' AND actor LIKE 'user:%';

-- ---------------------------------------------------------------- one request per key

CREATE FUNCTION ledger_is_key_of_hold(p_locked credit_account, p_key text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_locked.keyed_holds
    AND EXISTS (SELECT FROM credit_hold WHERE account_id = p_locked.id AND idempotency_key = p_key);
$$;

CREATE OR REPLACE FUNCTION ledger_debit(
  p_wait boolean,
  p_account uuid,
  p_amount bigint,
  p_key text,
  p_hash bytea,
  p_description text,
  p_meter text,
  p_quantity numeric,
  p_rate_version integer,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_debit_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account;
  first_answer ledger_entry;
  result ledger_debit_result;
  lot record;
  taken bigint;
  burned jsonb := '[]';
  burned_total bigint := 0;
BEGIN
  IF NOT p_wait THEN
    PERFORM FROM credit_account WHERE id = p_account FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
      result.outcome := 'busy';
      RETURN result;
    END IF;
  END IF;
  acc := ledger_lock(p_account, p_now);
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;

  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  IF p_key IS NOT NULL THEN
    SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
    IF FOUND AND first_answer.request_hash = p_hash THEN
      result.outcome := 'replayed';
      result.entry := first_answer;
      RETURN result;
    ELSIF FOUND THEN
      result.outcome := 'idempotency_key_reused';
      RETURN result;
    ELSIF acc.keyed_holds THEN
      PERFORM FROM credit_hold WHERE account_id = p_account AND idempotency_key = p_key;
      IF FOUND THEN
        result.outcome := 'idempotency_key_reused';
        RETURN result;
      END IF;
    END IF;
  END IF;

  IF p_amount > result.available THEN
    result.outcome := 'insufficient_credits';
    RETURN result;
  END IF;

  FOR lot IN
    SELECT id, remaining - held AS free
    FROM credit_lot
    WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
      AND effective_at <= p_now AND (expires_at > p_now OR expires_at IS NULL)
    ORDER BY priority, expires_at, grant_seq
  LOOP
    taken := least(lot.free, p_amount - burned_total);
    UPDATE credit_lot
    SET remaining = remaining - taken, closed_at = CASE WHEN remaining = taken THEN p_now END
    WHERE account_id = p_account AND id = lot.id;
    burned := burned || jsonb_build_object('lot', lot.id, 'amount', -taken);
    burned_total := burned_total + taken;
    EXIT WHEN burned_total = p_amount;
  END LOOP;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'USAGE', -p_amount, acc.balance, acc.balance - p_amount, p_key, p_hash, burned,
    p_description, p_meter, p_quantity, p_rate_version, p_metadata, p_actor, p_now
  )
  RETURNING * INTO first_answer;

  -- next_expiry_at may now be too early, when the lot it stood for is used up: that costs one needless look.
  UPDATE credit_account
  SET balance = balance - p_amount, seq = seq + 1, updated_at = p_now
  WHERE id = p_account;

  result.outcome := 'debited';
  result.balance := result.balance - p_amount;
  result.available := result.available - p_amount;
  result.entry := first_answer;
  RETURN result;
END;
$$;

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
-- must not read whole tables for them. And whoever has an account for long must not keep its spenders waiting for ever.
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
  spend record;
  debited ledger_debit_result;
  captured ledger_capture_result;
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
    -- Some are unknown, or somebody else has them: a place for each of those too.
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

  IF usual = cardinality(lots) THEN
    RETURN;
  END IF;
  FOR spend IN
    SELECT *
    FROM unnest(
      p_nos, p_holds, p_amounts, p_keys, p_hashes, p_descriptions, p_meters, p_quantities, p_rate_versions, p_metadata,
      p_actors, p_nows
    ) WITH ORDINALITY AS item (
      no, hold, amount, key, hash, description, meter, quantity, rate_version, metadata, actor, at, nth
    )
    WHERE lots[no] = none AND (p_wait OR rows[no] <> none)
    ORDER BY nth
  LOOP
    result := NULL;
    result.item := spend.nth;
    result.account := spend.no;
    IF spend.hold IS NULL THEN
      debited := ledger_debit(
        true, p_accounts[spend.no], spend.amount, spend.key, decode(spend.hash, 'hex'),
        coalesce(spend.description, ''), spend.meter, spend.quantity, spend.rate_version, spend.metadata::jsonb,
        spend.actor, spend.at
      );
      result.outcome := debited.outcome;
      result.balance := debited.balance;
      result.available := debited.available;
      result.entry := debited.entry;
    ELSE
      captured := ledger_capture_hold(
        p_accounts[spend.no], spend.hold, spend.amount, p_capture_limit, spend.key, decode(spend.hash, 'hex'),
        coalesce(spend.description, ''), spend.meter, spend.quantity, spend.rate_version, spend.metadata::jsonb,
        spend.actor, spend.at
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

CREATE OR REPLACE FUNCTION ledger_place_hold(
  p_account uuid,
  p_amount bigint,
  p_expires_at timestamptz,
  p_key text,
  p_hash bytea,
  p_description text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_hold_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_hold_result;
  first_answer credit_hold;
  lot record;
  pinned bigint;
  pinned_total bigint := 0;
  allocations jsonb := '[]';
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  SELECT * INTO first_answer FROM credit_hold WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.hold := first_answer;
    RETURN result;
  ELSIF FOUND OR EXISTS (SELECT FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key) THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  IF p_amount > result.available THEN
    result.outcome := 'insufficient_credits';
    RETURN result;
  END IF;

  FOR lot IN
    SELECT id, remaining - held AS free
    FROM credit_lot
    WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
      AND effective_at <= p_now AND (expires_at > p_now OR expires_at IS NULL)
    ORDER BY priority, expires_at, grant_seq
  LOOP
    pinned := least(lot.free, p_amount - pinned_total);
    UPDATE credit_lot SET held = held + pinned WHERE account_id = p_account AND id = lot.id;
    allocations := allocations || jsonb_build_object('lot', lot.id, 'amount', pinned);
    pinned_total := pinned_total + pinned;
    EXIT WHEN pinned_total = p_amount;
  END LOOP;

  INSERT INTO credit_hold (
    account_id, id, amount, expires_at, idempotency_key, request_hash, allocations, description, metadata, actor,
    created_at
  )
  VALUES (
    p_account, ledger_uuid7(p_now), p_amount, p_expires_at, p_key, p_hash, allocations, p_description, p_metadata,
    p_actor, p_now
  )
  RETURNING * INTO first_answer;
  UPDATE credit_account
  SET held = held + p_amount,
      next_expiry_at = least(next_expiry_at, p_expires_at),
      keyed_holds = keyed_holds OR p_key IS NOT NULL,
      updated_at = p_now
  WHERE id = p_account;

  result.outcome := 'placed';
  result.hold := first_answer;
  result.available := result.available - p_amount;
  RETURN result;
END;
$$;

CREATE OR REPLACE FUNCTION ledger_adjust(
  p_account uuid,
  p_amount bigint,
  p_may_owe boolean,
  p_priority integer,
  p_expires_at timestamptz,
  p_key text,
  p_hash bytea,
  p_reason text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_debit_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_debit_result;
  first_answer ledger_entry;
  lot_id uuid := ledger_uuid7(p_now);
  to_debt bigint := 0;
  allocations jsonb := '[]';
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

  IF p_amount < 0 AND -p_amount > result.available AND NOT p_may_owe THEN
    result.outcome := 'insufficient_credits';
    RETURN result;
  END IF;

  IF p_amount > 0 THEN
    to_debt := least(acc.debt, p_amount);
    INSERT INTO credit_lot (
      account_id, id, kind, amount, remaining, priority, effective_at, expires_at, source_key, description, grant_seq,
      closed_at, created_at
    )
    VALUES (
      p_account, lot_id, 'ADJUSTMENT', p_amount, p_amount - to_debt, p_priority, p_now, p_expires_at,
      format('adjustment:%s', acc.seq + 1), p_reason, acc.seq + 1, CASE WHEN to_debt = p_amount THEN p_now END, p_now
    );
    IF to_debt > 0 THEN
      allocations := jsonb_build_array(jsonb_build_object('debt', to_debt));
    END IF;
    IF p_amount > to_debt THEN
      allocations := allocations || jsonb_build_object('lot', lot_id, 'amount', p_amount - to_debt);
    END IF;
  ELSE
    allocations := ledger_take(p_account, -p_amount, NULL, NULL, p_now);
    to_debt := p_amount - ledger_sum(allocations);
    IF to_debt < 0 THEN
      allocations := allocations || jsonb_build_object('debt', to_debt);
    END IF;
  END IF;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, metadata, actor, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'ADJUSTMENT', p_amount, acc.balance, acc.balance + p_amount, p_key, p_hash, allocations,
    p_reason, p_metadata, p_actor, p_now
  )
  RETURNING * INTO first_answer;
  result.entry := first_answer;
  UPDATE credit_account
  SET balance = balance + p_amount,
      debt = debt - to_debt,
      seq = seq + 1,
      next_expiry_at = CASE WHEN p_amount > to_debt THEN least(next_expiry_at, p_expires_at) ELSE next_expiry_at END,
      updated_at = p_now
  WHERE id = p_account
  RETURNING * INTO acc;
  result.outcome := 'adjusted';
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;

-- ---------------------------------------------------------------- what a refill ends of a hold

-- A pin may say that so much of it `ends` as soon as it is free: a refill found it beyond what rolls over. A capture
-- takes that first. To be called once the hold is closed, and what it captured is taken.
CREATE FUNCTION ledger_end_over_cap(p_locked credit_account, p_closed credit_hold, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  ended jsonb;
BEGIN
  IF NOT p_closed.allocations @? '$[*].ends' THEN
    RETURN acc;
  END IF;
  SELECT jsonb_agg(jsonb_build_object('lot', lot, 'amount', -amount) ORDER BY turn) INTO ended
  FROM (
    SELECT lot, turn, ends - least(greatest(p_closed.captured - (total - pinned), 0), pinned) AS amount
    FROM (
      SELECT
        part ->> 'lot' AS lot,
        turn,
        (part ->> 'amount')::bigint AS pinned,
        coalesce((part ->> 'ends')::bigint, 0) AS ends,
        (sum((part ->> 'amount')::bigint) OVER (ORDER BY turn))::bigint AS total
      FROM jsonb_array_elements(p_closed.allocations) WITH ORDINALITY AS pins (part, turn)
    ) AS pin
  ) AS freed
  WHERE amount > 0;
  IF ended IS NULL THEN
    RETURN acc;
  END IF;
  UPDATE credit_lot AS lot
  SET remaining = remaining + (part ->> 'amount')::bigint,
      closed_at = CASE WHEN remaining + (part ->> 'amount')::bigint = 0 THEN p_now END
  FROM jsonb_array_elements(ended) AS part
  WHERE lot.account_id = acc.id AND lot.id = (part ->> 'lot')::uuid;
  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, allocations, description, created_at
  )
  VALUES (
    acc.id, acc.seq + 1, 'RESET', ledger_sum(ended), acc.balance, acc.balance + ledger_sum(ended), ended,
    'Held over a refill, beyond what rolls over', p_now
  );
  UPDATE credit_account SET balance = balance + ledger_sum(ended), seq = seq + 1, updated_at = p_now
  WHERE id = acc.id
  RETURNING * INTO acc;
  RETURN acc;
END;
$$;

CREATE OR REPLACE FUNCTION ledger_settle(p_locked credit_account, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  due_at timestamptz;
  hold credit_hold;
BEGIN
  IF acc.next_expiry_at IS NULL OR acc.next_expiry_at > p_now THEN
    RETURN acc;
  END IF;
  FOR due_at IN
    SELECT DISTINCT expires_at FROM credit_hold
    WHERE account_id = acc.id AND status = 'OPEN' AND expires_at <= p_now
    ORDER BY expires_at
  LOOP
    FOR hold IN
      SELECT * FROM credit_hold WHERE account_id = acc.id AND status = 'OPEN' AND expires_at = due_at ORDER BY id
    LOOP
      acc := ledger_close_hold(acc, hold, 'EXPIRED', due_at, p_now);
      acc := ledger_end_over_cap(acc, hold, p_now);
    END LOOP;
    acc := ledger_expire_lots(acc, due_at, p_now);
    acc := ledger_pay_debt(acc, due_at, p_now);
  END LOOP;
  acc := ledger_expire_lots(acc, p_now, p_now);
  UPDATE credit_account SET next_expiry_at = ledger_next_expiry(id), updated_at = p_now
  WHERE id = acc.id
  RETURNING * INTO acc;
  RETURN acc;
END;
$$;

CREATE OR REPLACE FUNCTION ledger_release_hold(p_account uuid, p_hold uuid, p_now timestamptz) RETURNS ledger_hold_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_hold_result;
  held credit_hold;
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  SELECT * INTO held FROM credit_hold WHERE account_id = p_account AND id = p_hold;
  result.outcome := CASE
    WHEN held.id IS NULL THEN 'unknown_hold'
    WHEN held.status = 'RELEASED' THEN 'replayed'
    WHEN held.status <> 'OPEN' THEN 'hold_not_open'
    ELSE 'released'
  END;
  IF result.outcome = 'released' THEN
    acc := ledger_close_hold(acc, held, 'RELEASED', p_now, p_now);
    PERFORM ledger_end_over_cap(acc, held, p_now);
    acc := ledger_freed(p_account, p_now);
    SELECT * INTO held FROM credit_hold WHERE account_id = p_account AND id = p_hold;
  END IF;
  result.hold := held;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;

CREATE OR REPLACE FUNCTION ledger_capture_hold(
  p_account uuid,
  p_hold uuid,
  p_amount bigint,
  -- A capture takes at most this many times what is held.
  p_limit integer,
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
  result.outcome := CASE
    WHEN held.id IS NULL THEN 'unknown_hold'
    WHEN held.status <> 'OPEN' THEN 'hold_not_open'
    WHEN asked > held.amount::numeric * p_limit THEN 'exceeds_capture_limit'
    WHEN excess > result.available THEN 'insufficient_credits'
    ELSE 'captured'
  END;
  IF result.outcome <> 'captured' THEN
    result.available := result.available + CASE WHEN result.outcome = 'insufficient_credits' THEN held.amount ELSE 0 END;
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
  UPDATE credit_account SET balance = balance - asked, seq = seq + 1 WHERE id = p_account RETURNING * INTO acc;

  PERFORM ledger_end_over_cap(acc, held, p_now);
  acc := ledger_freed(p_account, p_now);
  result.hold := held;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;

-- As before; and with something to keep, held credits beyond what the free ones leave room for end as soon as they are
-- free, and lots remember when they were rolled over last.
CREATE OR REPLACE FUNCTION ledger_reset(
  p_account uuid,
  -- Null: every plan lot, whichever subscription it came from.
  p_subscription uuid,
  p_keep bigint,
  p_description text,
  p_actor text,
  p_now timestamptz
) RETURNS SETOF ledger_entry
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  ended bigint;
  allocations jsonb;
BEGIN
  SELECT coalesce(sum(remaining - held), 0)::bigint - p_keep INTO ended
  FROM credit_lot
  WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND kind = 'PLAN'
    AND (p_subscription IS NULL OR subscription_id = p_subscription);

  IF p_keep > 0 THEN
    UPDATE credit_lot
    SET rolled_over_at = p_now
    WHERE account_id = p_account AND kind = 'PLAN' AND (expires_at > p_now OR expires_at IS NULL)
      AND (p_subscription IS NULL OR subscription_id = p_subscription);

    -- Of what is held: the oldest lots give first, as of what is free.
    WITH pin AS (
      SELECT
        hold.id AS hold,
        part ->> 'lot' AS lot,
        (part ->> 'amount')::bigint - coalesce((part ->> 'ends')::bigint, 0) AS amount,
        lot.grant_seq
      FROM credit_hold AS hold
      CROSS JOIN jsonb_array_elements(hold.allocations) AS part
      JOIN credit_lot AS lot ON lot.account_id = p_account AND lot.id = (part ->> 'lot')::uuid
      WHERE hold.account_id = p_account AND hold.status = 'OPEN' AND lot.kind = 'PLAN' AND lot.frozen_at IS NULL
        AND (lot.expires_at > p_now OR lot.expires_at IS NULL)
        AND (p_subscription IS NULL OR lot.subscription_id = p_subscription)
    ), in_turn AS (
      SELECT
        *,
        (sum(amount) OVER (ORDER BY grant_seq, hold))::bigint AS total,
        (sum(amount) OVER ())::bigint AS held
      FROM pin
      WHERE amount > 0
    ), ending AS (
      -- `ended` is below zero by as much as there is room for.
      SELECT hold, lot, least(amount, held + least(ended, 0) - (total - amount)) AS ends
      FROM in_turn
      WHERE total - amount < held + least(ended, 0)
    )
    UPDATE credit_hold
    SET allocations = (
      SELECT jsonb_agg(
        CASE
          WHEN ends IS NULL THEN part
          ELSE part || jsonb_build_object('ends', coalesce((part ->> 'ends')::bigint, 0) + ends)
        END
        ORDER BY turn
      )
      FROM jsonb_array_elements(credit_hold.allocations) WITH ORDINALITY AS parts (part, turn)
      LEFT JOIN ending ON ending.hold = credit_hold.id AND ending.lot = part ->> 'lot'
    )
    WHERE account_id = p_account AND id IN (SELECT hold FROM ending);
  ELSE
    UPDATE credit_lot
    SET expires_at = least(expires_at, greatest(p_now, effective_at + interval '1 millisecond'))
    WHERE account_id = p_account AND kind = 'PLAN' AND (expires_at > p_now OR expires_at IS NULL)
      AND (p_subscription IS NULL OR subscription_id = p_subscription);
  END IF;
  IF ended <= 0 THEN
    RETURN;
  END IF;

  WITH plan AS (
    SELECT
      id,
      grant_seq,
      remaining - held AS free,
      (sum(remaining - held) OVER (ORDER BY grant_seq))::bigint AS total
    FROM credit_lot
    WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND kind = 'PLAN' AND remaining > held
      AND (p_subscription IS NULL OR subscription_id = p_subscription)
  ), trimmed AS (
    SELECT id, grant_seq, free, least(free, ended - (total - free)) AS amount
    FROM plan
    WHERE total - free < ended
  ), trimmed_lots AS (
    UPDATE credit_lot AS lot
    SET remaining = remaining - trimmed.amount,
        closed_at = CASE WHEN remaining = trimmed.amount THEN p_now END,
        expires_at = CASE
          WHEN trimmed.amount < free THEN expires_at
          ELSE least(expires_at, greatest(p_now, effective_at + interval '1 millisecond'))
        END
    FROM trimmed
    WHERE lot.account_id = p_account AND lot.id = trimmed.id
  )
  SELECT jsonb_agg(jsonb_build_object('lot', id, 'amount', -amount) ORDER BY grant_seq) INTO allocations FROM trimmed;

  UPDATE credit_account
  SET balance = balance - ended, seq = seq + 1, updated_at = p_now
  WHERE id = p_account;

  RETURN QUERY
    INSERT INTO ledger_entry (
      account_id, seq, type, amount, balance_before, balance_after, allocations, description, actor, created_at
    )
    VALUES (
      p_account, acc.seq + 1, 'RESET', -ended, acc.balance, acc.balance - ended, allocations, p_description, p_actor,
      p_now
    )
    RETURNING *;
END;
$$;

-- ---------------------------------------------------------------- giving back

-- Gives p_amount of an entry back, as if it had taken less: what it took last goes back first. Earlier returns of the
-- same entry have given back p_before already. A lot past its time gets nothing back: those credits come as a RETURN
-- lot that ends at p_return_ends. What the entry left as debt lowers the debt; if that was paid since, it comes as a
-- RETURN lot that does not end.
--
-- A reversal gives credits no longer life than they had: its RETURN lot lasts no longer than the lots it stands for did,
-- and what came from a RETURN lot goes back there, where it expires at once when that has ended. What was spent before a
-- refill rolled its lot over, up to a cap, comes as a RETURN lot too.
CREATE OR REPLACE FUNCTION ledger_give_back(
  p_locked credit_account,
  p_undone ledger_entry,
  p_amount bigint,
  p_before bigint,
  p_type entry_type,
  p_source_key text,
  p_key text,
  p_hash bytea,
  p_return_ends timestamptz,
  p_return_priority integer,
  p_description text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_entry
LANGUAGE plpgsql AS $$
DECLARE
  appended ledger_entry;
  part record;
  given bigint;
  skipped bigint := p_before;
  left_over bigint := p_amount;
  to_debt bigint;
  debt_paid bigint := 0;
  ended bigint := 0;
  owed bigint := 0;
  lot_id uuid;
  lot credit_lot;
  life interval;
  spent_at timestamptz;
  returned record;
  allocations jsonb := '[]';
BEGIN
  -- What a hold kept is spent since the hold was placed: until then a refill could have ended it.
  SELECT coalesce(min(created_at), p_undone.created_at) INTO spent_at
  FROM credit_hold WHERE account_id = p_locked.id AND id = p_undone.hold_id;

  FOR part IN
    SELECT (value ->> 'lot')::uuid AS lot, -coalesce(value ->> 'amount', value ->> 'debt')::bigint AS amount
    FROM jsonb_array_elements(p_undone.allocations) WITH ORDINALITY AS parts (value, turn)
    ORDER BY turn DESC
  LOOP
    given := least(greatest(part.amount - skipped, 0), left_over);
    skipped := greatest(skipped - part.amount, 0);
    left_over := left_over - given;
    CONTINUE WHEN given = 0;
    IF part.lot IS NULL THEN
      to_debt := least(given, p_locked.debt - debt_paid);
      debt_paid := debt_paid + to_debt;
      owed := owed + given - to_debt;
      CONTINUE;
    END IF;
    SELECT * INTO lot FROM credit_lot WHERE account_id = p_locked.id AND id = part.lot;
    IF lot.frozen_at IS NULL AND (
      lot.expires_at <= p_now AND NOT (lot.kind = 'RETURN' AND p_type = 'REVERSAL')
      OR lot.rolled_over_at >= spent_at AND p_type = 'REVERSAL'
    ) THEN
      ended := ended + given;
      IF p_type = 'REVERSAL' THEN
        life := least(life, lot.expires_at - CASE WHEN lot.expires_at > p_now THEN p_now ELSE lot.effective_at END);
      END IF;
    ELSE
      UPDATE credit_lot
      SET remaining = remaining + given, closed_at = NULL
      WHERE account_id = p_locked.id AND id = part.lot;
      allocations := allocations || jsonb_build_object('lot', part.lot, 'amount', given);
    END IF;
  END LOOP;
  IF debt_paid > 0 THEN
    allocations := jsonb_build_array(jsonb_build_object('debt', debt_paid)) || allocations;
  END IF;

  FOR returned IN
    SELECT *
    -- least() passes over nulls.
    FROM (VALUES (ended, 'return', least(p_return_ends, p_now + life)), (owed, 'return of debt', NULL)) AS lots (amount, fact, ends)
    WHERE amount > 0
  LOOP
    INSERT INTO credit_lot (
      account_id, id, kind, amount, remaining, priority, effective_at, expires_at, source_key, description, grant_seq,
      created_at
    )
    VALUES (
      p_locked.id, ledger_uuid7(p_now), 'RETURN', returned.amount, returned.amount, p_return_priority, p_now,
      returned.ends, format('%s:%s', returned.fact, p_locked.seq + 1), p_description, p_locked.seq + 1, p_now
    )
    RETURNING id INTO lot_id;
    allocations := allocations || jsonb_build_object('lot', lot_id, 'amount', returned.amount);
  END LOOP;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, source_key, undoes_seq,
    allocations, description, metadata, actor, payment_id, created_at
  )
  VALUES (
    p_locked.id, p_locked.seq + 1, p_type, p_amount, p_locked.balance, p_locked.balance + p_amount, p_key, p_hash,
    p_source_key, p_undone.seq, allocations, p_description, p_metadata, p_actor, p_undone.payment_id, p_now
  )
  RETURNING * INTO appended;
  UPDATE credit_account
  SET balance = balance + p_amount, debt = debt - debt_paid, seq = seq + 1
  WHERE id = p_locked.id;
  RETURN appended;
END;
$$;

DROP FUNCTION ledger_reverse(
  uuid, bigint, text, bigint, text, bytea, timestamptz, integer, text, jsonb, text, timestamptz
);

-- Gives back a USAGE entry, named by p_seq or by p_of_key; p_amount null is all that is left of it. Outcomes: reversed,
-- replayed, unknown_account, unknown_entry, not_a_spend, too_late, exceeds_spend (reversible says what is left),
-- idempotency_key_reused.
CREATE FUNCTION ledger_reverse(
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
    WHEN spend.seq IS NULL THEN 'unknown_entry'
    WHEN spend.type <> 'USAGE' THEN 'not_a_spend'
    WHEN spend.created_at < p_spent_since THEN 'too_late'
    WHEN result.reversible = 0 OR p_amount > result.reversible THEN 'exceeds_spend'
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
