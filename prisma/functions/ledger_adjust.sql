-- Adds a lot, or takes as a debit would and, if p_may_owe, the rest as debt. Outcomes: adjusted, replayed,
-- insufficient_credits, idempotency_key_reused, unknown_account; and balance_out_of_range, when the account has no room or
-- would owe too much.
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
      account_id, id, kind, origin, amount, remaining, priority, effective_at, expires_at, source_key, description,
      grant_seq, closed_at, created_at
    )
    VALUES (
      p_account, lot_id, 'ADJUSTMENT', 'ADJUSTMENT', p_amount, p_amount - to_debt, p_priority, p_now, p_expires_at,
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
