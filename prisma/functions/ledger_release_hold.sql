-- Outcomes: released, replayed, hold_not_open, unknown_hold, unknown_account.
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
