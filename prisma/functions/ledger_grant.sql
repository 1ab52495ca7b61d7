-- One lot per source key. Debt is paid first, and the lot keeps the rest. Returns nulls when the account has no room.
CREATE OR REPLACE FUNCTION ledger_grant(
  p_account uuid,
  p_kind lot_kind,
  p_origin lot_origin,
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
    account_id, id, kind, origin, amount, remaining, priority, effective_at, expires_at, source_key, description,
    amount_cents, currency, payment_id, subscription_id, window_start, grant_seq, closed_at, created_at
  )
  VALUES (
    p_account, ledger_uuid7(p_now), p_kind, p_origin, p_amount, to_lot, p_priority, p_effective_at, p_expires_at,
    p_source_key, p_description, p_amount_cents, p_currency, p_payment, p_subscription, p_window_start, acc.seq + 1,
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
