-- Locks the account and appends what is due. All nulls when there is no such account.
CREATE OR REPLACE FUNCTION ledger_lock(p_account uuid, p_now timestamptz) RETURNS credit_account
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

-- As ledger_lock, but raises no_data_found when there is no such account.
CREATE OR REPLACE FUNCTION ledger_lock_known(p_account uuid, p_now timestamptz) RETURNS credit_account
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
