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

-- Locks many accounts, and returns those it locked: all there are with p_wait, or those that no other transaction has. Always in
-- one order, so that two batches never wait for each other. The caller's next statement sees what is committed.
CREATE OR REPLACE FUNCTION ledger_lock_many(p_wait boolean, p_accounts uuid[]) RETURNS uuid[]
LANGUAGE plpgsql AS $$
BEGIN
  IF p_wait THEN
    PERFORM FROM credit_account WHERE id = ANY (p_accounts) ORDER BY id FOR UPDATE;
  END IF;
  RETURN ARRAY(
    SELECT id FROM (SELECT id FROM credit_account WHERE id = ANY (p_accounts) ORDER BY id FOR UPDATE SKIP LOCKED) AS free
  );
END;
$$;
