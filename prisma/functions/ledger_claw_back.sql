-- Takes back p_amount once per source key: from the named lots first, then from what else is free, and the rest as
-- debt. Pins stay. A named lot that has nothing more to give is no longer frozen, so that what comes back to it later
-- pays the debt. The cause says what it settles; what is reinstated of it keeps the cause.
CREATE OR REPLACE FUNCTION ledger_claw_back(
  p_account uuid,
  p_amount bigint,
  p_source_key text,
  p_cause claw_back_cause,
  p_cause_lot uuid,
  p_cause_subscription uuid,
  p_cause_window timestamptz,
  p_payment uuid,
  p_lots uuid[],
  p_description text,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_fact_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  entry ledger_entry;
  allocations jsonb;
  owed bigint;
BEGIN
  SELECT * INTO entry FROM ledger_entry WHERE account_id = p_account AND source_key = p_source_key;
  IF FOUND THEN
    RETURN (false, entry);
  END IF;

  allocations := ledger_take(p_account, p_amount, p_payment, p_lots, p_now);
  owed := p_amount + ledger_sum(allocations);
  IF owed > 0 THEN
    allocations := allocations || jsonb_build_object('debt', -owed);
  END IF;
  UPDATE credit_lot
  SET frozen_at = NULL
  WHERE account_id = p_account AND frozen_at IS NOT NULL AND remaining = held
    AND (payment_id = p_payment OR id = ANY (p_lots));

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, source_key, allocations, description, actor,
    payment_id, created_at, cause, cause_lot_id, cause_subscription_id, cause_window_start
  )
  VALUES (
    p_account, acc.seq + 1, 'CLAWBACK', -p_amount, acc.balance, acc.balance - p_amount, p_source_key, allocations,
    p_description, p_actor, p_payment, p_now, p_cause, p_cause_lot, p_cause_subscription, p_cause_window
  )
  RETURNING * INTO entry;
  UPDATE credit_account
  SET balance = balance - p_amount, debt = debt + owed, seq = seq + 1, updated_at = p_now
  WHERE id = p_account;
  RETURN (true, entry);
END;
$$;
