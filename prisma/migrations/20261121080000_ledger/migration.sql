-- The ledger's rules. Tables guard themselves with checks; everything that moves credits is a function here, so that
-- locking, checking, burning and appending are one round trip.
--
-- No function asks for the time: it comes in as p_now. Each runs in READ COMMITTED, where a statement after the
-- account's lock sees all that the lock's previous holder committed.

ALTER TABLE credit_lot
  ADD COLUMN grant_seq bigint NOT NULL,
  ADD COLUMN closed_at timestamptz(3);

-- ---------------------------------------------------------------- checks

ALTER TABLE credit_account
  ADD CONSTRAINT credit_account_held_check CHECK (held >= 0),
  ADD CONSTRAINT credit_account_debt_check CHECK (debt >= 0),
  ADD CONSTRAINT credit_account_seq_check CHECK (seq >= 0),
  -- balance + debt is what the lots hold together, and holds pin no more than that.
  ADD CONSTRAINT credit_account_balance_check CHECK (balance + debt >= held),
  ADD CONSTRAINT credit_account_low_balance_threshold_check CHECK (low_balance_threshold >= 0);

ALTER TABLE credit_lot
  -- 10^15 is exact as a JSON number, which the allocations of entries are.
  ADD CONSTRAINT credit_lot_amount_check CHECK (amount BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT credit_lot_remaining_check CHECK (0 <= held AND held <= remaining AND remaining <= amount),
  ADD CONSTRAINT credit_lot_closed_check CHECK ((closed_at IS NULL) = (remaining > 0)),
  ADD CONSTRAINT credit_lot_expires_check CHECK (expires_at > effective_at),
  ADD CONSTRAINT credit_lot_amount_cents_check CHECK (amount_cents >= 0),
  ADD CONSTRAINT credit_lot_grant_seq_check CHECK (grant_seq > 0);

ALTER TABLE ledger_entry
  ADD CONSTRAINT ledger_entry_seq_check CHECK (seq > 0),
  ADD CONSTRAINT ledger_entry_balance_check CHECK (balance_after = balance_before + amount),
  ADD CONSTRAINT ledger_entry_sign_check CHECK (
    CASE
      WHEN type IN ('GRANT', 'REINSTATEMENT', 'REVERSAL') THEN amount > 0
      WHEN type IN ('USAGE', 'EXPIRY', 'RESET', 'CLAWBACK') THEN amount < 0
      ELSE amount <> 0
    END
  ),
  ADD CONSTRAINT ledger_entry_allocations_check CHECK (jsonb_typeof(allocations) = 'array'),
  ADD CONSTRAINT ledger_entry_idempotency_check CHECK (
    idempotency_key IS NULL OR (length(idempotency_key) BETWEEN 1 AND 255 AND request_hash IS NOT NULL)
  );

ALTER TABLE credit_hold
  ADD CONSTRAINT credit_hold_amount_check CHECK (amount > 0),
  ADD CONSTRAINT credit_hold_captured_check CHECK (captured >= 0),
  ADD CONSTRAINT credit_hold_closed_check CHECK ((closed_at IS NULL) = (status = 'OPEN')),
  ADD CONSTRAINT credit_hold_allocations_check CHECK (jsonb_typeof(allocations) = 'array'),
  ADD CONSTRAINT credit_hold_idempotency_check CHECK (
    idempotency_key IS NULL OR (length(idempotency_key) BETWEEN 1 AND 255 AND request_hash IS NOT NULL)
  );

-- ---------------------------------------------------------------- append-only

CREATE FUNCTION ledger_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger_entry is append-only: % refused.', TG_OP
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Append an entry that corrects the balance instead.';
END;
$$;

CREATE TRIGGER ledger_entry_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- ---------------------------------------------------------------- indexes and storage

-- Open lots in burn order. Its predicate is closed_at and not `remaining > 0`, so that burning part of a lot touches
-- no index and the new row version can stay on its page.
CREATE INDEX credit_lot_open_idx ON credit_lot (account_id, priority, expires_at, grant_seq) WHERE closed_at IS NULL;

-- History filtered by a type that is rare beside usage. Debits never touch it.
CREATE INDEX ledger_entry_type_idx ON ledger_entry (account_id, type, seq) WHERE type <> 'USAGE';

ALTER TABLE credit_account SET (fillfactor = 70);
ALTER TABLE credit_lot SET (fillfactor = 70);

-- ---------------------------------------------------------------- accounts

-- A UUIDv7: 48 bits of milliseconds, then what a random UUIDv4 has after its version digit. (PostgreSQL 18 has its
-- own, but we run on 15, and the time is the caller's.)
CREATE FUNCTION ledger_uuid7(p_now timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE AS $$
  SELECT (
    lpad(to_hex(floor(extract(epoch FROM p_now) * 1000)::bigint), 12, '0')
    || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14)
  )::uuid;
$$;

CREATE FUNCTION ledger_open_account(p_user uuid, p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
  found_id uuid;
BEGIN
  SELECT id INTO found_id FROM credit_account WHERE user_id = p_user;
  IF found_id IS NULL THEN
    -- Waits for whoever opens the same account just now; the next statement then sees theirs.
    INSERT INTO credit_account (id, user_id, created_at, updated_at)
    VALUES (ledger_uuid7(p_now), p_user, p_now, p_now)
    ON CONFLICT (user_id) DO NOTHING;
    SELECT id INTO found_id FROM credit_account WHERE user_id = p_user;
  END IF;
  RETURN found_id;
END;
$$;

-- The soonest time at which something of the account has to expire. Pinned credits wait for their hold, frozen ones
-- for the end of the dispute: taking them then would make debt of credits that nobody spent.
CREATE FUNCTION ledger_next_expiry(p_account uuid) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT min(expires_at)
  FROM credit_lot
  WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held;
$$;

-- Appends what is due on a locked account, one EXPIRY entry per lot, and returns the account as it is then.
CREATE FUNCTION ledger_settle(p_locked credit_account, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  settled credit_account;
  expired bigint;
  entries bigint;
BEGIN
  IF p_locked.next_expiry_at IS NULL OR p_locked.next_expiry_at > p_now THEN
    RETURN p_locked;
  END IF;

  WITH due AS (
    SELECT
      id,
      remaining - held AS amount,
      row_number() OVER in_turn AS turn,
      (sum(remaining - held) OVER in_turn)::bigint AS total,
      description,
      payment_id
    FROM credit_lot
    WHERE account_id = p_locked.id AND closed_at IS NULL AND frozen_at IS NULL
      AND remaining > held AND expires_at <= p_now
    WINDOW in_turn AS (ORDER BY expires_at, grant_seq)
  ), emptied AS (
    UPDATE credit_lot AS lot
    SET remaining = lot.held, closed_at = CASE WHEN lot.held = 0 THEN p_now END
    FROM due
    WHERE lot.account_id = p_locked.id AND lot.id = due.id
  ), appended AS (
    INSERT INTO ledger_entry (
      account_id, seq, type, amount, balance_before, balance_after, allocations, description, payment_id, created_at
    )
    SELECT
      p_locked.id,
      p_locked.seq + turn,
      'EXPIRY',
      -amount,
      p_locked.balance - total + amount,
      p_locked.balance - total,
      jsonb_build_array(jsonb_build_object('lot', id, 'amount', -amount)),
      description,
      payment_id,
      p_now
    FROM due
    RETURNING amount
  )
  SELECT coalesce(-sum(amount), 0)::bigint, count(*) INTO expired, entries FROM appended;

  UPDATE credit_account
  SET balance = balance - expired,
      seq = seq + entries,
      next_expiry_at = ledger_next_expiry(id),
      updated_at = p_now
  WHERE id = p_locked.id
  RETURNING * INTO settled;
  RETURN settled;
END;
$$;

-- Locks the account and appends what is due. All nulls when there is no such account.
CREATE FUNCTION ledger_lock(p_account uuid, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
BEGIN
  SELECT * INTO locked FROM credit_account WHERE id = p_account FOR UPDATE;
  IF locked.next_expiry_at <= p_now THEN
    RETURN ledger_settle(locked, p_now);
  END IF;
  RETURN locked;
END;
$$;

CREATE FUNCTION ledger_lock_known(p_account uuid, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account := ledger_lock(p_account, p_now);
BEGIN
  IF locked.id IS NULL THEN
    RAISE EXCEPTION 'There is no credit account %.', p_account USING ERRCODE = 'no_data_found';
  END IF;
  RETURN locked;
END;
$$;

-- ---------------------------------------------------------------- expiry

-- Returns how many entries were appended.
CREATE FUNCTION ledger_expire(p_account uuid, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
  settled credit_account;
BEGIN
  SELECT * INTO locked FROM credit_account WHERE id = p_account FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no credit account %.', p_account USING ERRCODE = 'no_data_found';
  END IF;
  settled := ledger_settle(locked, p_now);
  RETURN settled.seq - locked.seq;
END;
$$;

-- Skips locked accounts rather than wait: so it never stands in the way of a spend, and cannot deadlock.
CREATE FUNCTION ledger_expire_idle(p_limit integer, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
  touched integer := 0;
BEGIN
  FOR locked IN
    SELECT * FROM credit_account
    WHERE next_expiry_at <= p_now
    ORDER BY next_expiry_at
    LIMIT p_limit
    FOR UPDATE SKIP LOCKED
  LOOP
    PERFORM ledger_settle(locked, p_now);
    touched := touched + 1;
  END LOOP;
  RETURN touched;
END;
$$;

-- ---------------------------------------------------------------- grant

CREATE TYPE ledger_grant_result AS (granted boolean, lot credit_lot);

-- One lot per source key. Debt is paid first, and the lot keeps the rest.
CREATE FUNCTION ledger_grant(
  p_account uuid,
  p_kind lot_kind,
  p_amount bigint,
  p_source_key text,
  p_priority integer,
  p_effective_at timestamptz,
  p_expires_at timestamptz,
  p_description text,
  p_amount_cents integer,
  p_currency text,
  p_payment uuid,
  p_subscription uuid,
  p_window_start timestamptz,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_grant_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  lot credit_lot;
  to_debt bigint := least(acc.debt, p_amount);
  to_lot bigint := p_amount - to_debt;
  allocations jsonb := '[]';
BEGIN
  SELECT * INTO lot FROM credit_lot WHERE account_id = p_account AND source_key = p_source_key;
  IF FOUND THEN
    RETURN (false, lot);
  END IF;

  INSERT INTO credit_lot (
    account_id, id, kind, amount, remaining, priority, effective_at, expires_at, source_key, description,
    amount_cents, currency, payment_id, subscription_id, window_start, grant_seq, closed_at, created_at
  )
  VALUES (
    p_account, ledger_uuid7(p_now), p_kind, p_amount, to_lot, p_priority, p_effective_at, p_expires_at, p_source_key,
    p_description, p_amount_cents, p_currency, p_payment, p_subscription, p_window_start, acc.seq + 1,
    CASE WHEN to_lot = 0 THEN p_now END, p_now
  )
  RETURNING * INTO lot;

  IF to_debt > 0 THEN
    allocations := jsonb_build_array(jsonb_build_object('debt', to_debt));
  END IF;
  IF to_lot > 0 THEN
    allocations := allocations || jsonb_build_object('lot', lot.id, 'amount', to_lot);
  END IF;
  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, allocations, description, actor, payment_id,
    created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'GRANT', p_amount, acc.balance, acc.balance + p_amount, allocations, p_description,
    p_actor, p_payment, p_now
  );

  UPDATE credit_account
  SET balance = balance + p_amount,
      debt = debt - to_debt,
      seq = seq + 1,
      -- least() passes over nulls.
      next_expiry_at = CASE WHEN to_lot > 0 THEN least(next_expiry_at, p_expires_at) ELSE next_expiry_at END,
      updated_at = p_now
  WHERE id = p_account;
  RETURN (true, lot);
END;
$$;

-- ---------------------------------------------------------------- debit

CREATE TYPE ledger_debit_result AS (outcome text, balance bigint, available bigint, entry ledger_entry);

-- What a debit may take from a locked, settled account: the spendable lots' unpinned credits less the debt.
CREATE FUNCTION ledger_available(p_locked credit_account, p_now timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT greatest(coalesce(sum(remaining - held), 0)::bigint - p_locked.debt, 0)
  FROM credit_lot
  WHERE account_id = p_locked.id AND closed_at IS NULL AND frozen_at IS NULL
    AND effective_at <= p_now AND (expires_at > p_now OR expires_at IS NULL);
$$;

-- Outcomes: debited, replayed, insufficient_credits, idempotency_key_reused, unknown_account. A refusal stores nothing
-- of the request.
CREATE FUNCTION ledger_debit(
  p_account uuid,
  p_amount bigint,
  p_key text,
  p_hash bytea,
  p_description text,
  p_meter text,
  p_quantity numeric,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_debit_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  first_answer ledger_entry;
  result ledger_debit_result;
  lot record;
  taken bigint;
  burned jsonb := '[]';
  burned_total bigint := 0;
BEGIN
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
    description, meter, quantity, metadata, actor, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'USAGE', -p_amount, acc.balance, acc.balance - p_amount, p_key, p_hash, burned,
    p_description, p_meter, p_quantity, p_metadata, p_actor, p_now
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

-- ---------------------------------------------------------------- reset

-- Ends what plan lots hold beyond p_keep, oldest first, in one entry; no row when there is nothing to end. Pinned
-- credits stay for their hold and frozen ones for the dispute, as with expiry.
CREATE FUNCTION ledger_reset(
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
    SELECT id, grant_seq, least(free, ended - (total - free)) AS amount
    FROM plan
    WHERE total - free < ended
  ), trimmed_lots AS (
    UPDATE credit_lot AS lot
    SET remaining = remaining - trimmed.amount,
        closed_at = CASE WHEN remaining = trimmed.amount THEN p_now END
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
