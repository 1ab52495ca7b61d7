-- The API tells balances as JSON numbers, which most readers keep as doubles: exact up to 2^53 - 1. What would bring more
-- than that is refused before anything moves.

CREATE FUNCTION ledger_max_balance() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 9007199254740991;
$$;

-- Whether the lots of a locked account can take so many credits more. They hold the balance and what is owed.
CREATE FUNCTION ledger_has_room(p_locked credit_account, p_amount bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p_amount <= 0 OR p_locked.balance + p_locked.debt + p_amount <= ledger_max_balance();
$$;

-- Returns nulls when there is no room.
CREATE OR REPLACE FUNCTION ledger_grant(
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
  IF NOT ledger_has_room(acc, to_lot) THEN
    RETURN (NULL::boolean, NULL::credit_lot);
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

-- Another outcome: balance_out_of_range, when the account has no room, or would owe too much.
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
  IF NOT ledger_has_room(acc, p_amount - least(acc.debt, p_amount))
    OR acc.debt - p_amount - result.available > ledger_max_balance()
  THEN
    result.outcome := 'balance_out_of_range';
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

-- Another outcome: balance_out_of_range.
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

-- Another outcome: balance_out_of_range.
CREATE OR REPLACE FUNCTION ledger_reinstate(
  p_account uuid,
  p_of_source_key text,
  p_amount bigint,
  p_source_key text,
  p_return_ends timestamptz,
  p_return_priority integer,
  p_description text,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_reinstate_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  result ledger_reinstate_result;
  clawed ledger_entry;
  first_answer ledger_entry;
  before bigint;
BEGIN
  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND source_key = p_source_key;
  IF FOUND THEN
    result.outcome := 'already_reinstated';
    result.entry := first_answer;
    RETURN result;
  END IF;

  SELECT * INTO clawed FROM ledger_entry
  WHERE account_id = p_account AND source_key = p_of_source_key AND type = 'CLAWBACK';
  before := ledger_given_back(p_account, clawed.seq);
  result.reinstatable := -clawed.amount - before;
  result.outcome := CASE
    WHEN clawed.seq IS NULL THEN 'unknown_claw_back'
    WHEN result.reinstatable = 0 OR p_amount > result.reinstatable THEN 'exceeds_claw_back'
    WHEN NOT ledger_has_room(acc, coalesce(p_amount, result.reinstatable)) THEN 'balance_out_of_range'
    ELSE 'reinstated'
  END;
  IF result.outcome = 'reinstated' THEN
    result.entry := ledger_give_back(
      acc, clawed, coalesce(p_amount, result.reinstatable), before, 'REINSTATEMENT', p_source_key, NULL, NULL,
      p_return_ends, p_return_priority, p_description, NULL, p_actor, p_now
    );
    PERFORM ledger_freed(p_account, p_now);
  END IF;
  RETURN result;
END;
$$;
