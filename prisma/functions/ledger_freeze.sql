-- Empty lots too: what is given back to them while the payment is disputed must not be spent. Returns the lots that
-- were not frozen before.
CREATE OR REPLACE FUNCTION ledger_freeze(p_account uuid, p_payment uuid, p_now timestamptz) RETURNS SETOF credit_lot
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_lock_known(p_account, p_now);
  RETURN QUERY
    UPDATE credit_lot SET frozen_at = p_now
    WHERE account_id = p_account AND payment_id = p_payment AND frozen_at IS NULL
    RETURNING *;
END;
$$;

-- Returns the lots that were frozen, as they are after what was due has expired and debt is paid.
CREATE OR REPLACE FUNCTION ledger_unfreeze(p_account uuid, p_payment uuid, p_now timestamptz) RETURNS SETOF credit_lot
LANGUAGE plpgsql AS $$
DECLARE
  thawed uuid[];
BEGIN
  PERFORM ledger_lock_known(p_account, p_now);
  SELECT array_agg(id) INTO thawed
  FROM credit_lot
  WHERE account_id = p_account AND payment_id = p_payment AND frozen_at IS NOT NULL;
  UPDATE credit_lot SET frozen_at = NULL WHERE account_id = p_account AND id = ANY (thawed);
  PERFORM ledger_freed(p_account, p_now);
  RETURN QUERY SELECT * FROM credit_lot WHERE account_id = p_account AND id = ANY (thawed);
END;
$$;
