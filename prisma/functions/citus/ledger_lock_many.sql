-- Locks many accounts of any shard, in the given order: all callers have the same, so that two batches never wait for each other.
CREATE OR REPLACE FUNCTION ledger_lock_many(p_wait boolean, p_accounts uuid[]) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
  p_account uuid;
  locked uuid[] := '{}';
BEGIN
  FOREACH p_account IN ARRAY p_accounts LOOP
    IF p_wait THEN
      PERFORM FROM credit_account WHERE id = p_account FOR UPDATE;
    ELSE
      PERFORM FROM credit_account WHERE id = p_account FOR UPDATE SKIP LOCKED;
    END IF;
    IF FOUND THEN
      locked := locked || p_account;
    END IF;
  END LOOP;
  RETURN locked;
END;
$$;
