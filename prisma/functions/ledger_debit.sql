-- Outcomes: debited, replayed, insufficient_credits, budget_exceeded, idempotency_key_reused, unknown_account; and busy, when another
-- transaction has the account and p_wait is not set. A refusal stores nothing of the request.
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
  IF acc.has_budgets THEN
    PERFORM ledger_budget_count(p_account, p_actor, p_metadata, p_amount, p_now);
  END IF;

  result.outcome := 'debited';
  result.balance := result.balance - p_amount;
  result.available := result.available - p_amount;
  result.entry := first_answer;
  RETURN result;
END;
$$;
