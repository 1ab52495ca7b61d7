-- Outcomes: placed, replayed, insufficient_credits, budget_exceeded, idempotency_key_reused, unknown_account. A replay shows the hold
-- as it is now.
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
  IF acc.has_budgets THEN
    result.refusal := ledger_budget_refusal(p_account, p_actor, p_metadata, NULL, p_amount, p_now);
    IF result.refusal IS NOT NULL THEN
      result.outcome := 'budget_exceeded';
      RETURN result;
    END IF;
  END IF;

  FOR lot IN
    SELECT id, free FROM ledger_burn_order(p_account, NULL, NULL, p_now) WHERE spendable
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

-- Whether a hold of the account was placed with this key.
CREATE OR REPLACE FUNCTION ledger_is_key_of_hold(p_locked credit_account, p_key text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT p_locked.keyed_holds THEN
    RETURN false;
  END IF;
  PERFORM FROM credit_hold WHERE account_id = p_locked.id AND idempotency_key = p_key;
  RETURN FOUND;
END;
$$;
