-- Returns how many entries were appended.
CREATE OR REPLACE FUNCTION ledger_expire(p_account uuid, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
  settled credit_account;
BEGIN
  SELECT * INTO locked FROM credit_account WHERE id = p_account FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no credit account %.', p_account USING ERRCODE = 'no_data_found';
  END IF;
  settled := ledger_settle(locked, p_now);
  RETURN settled.seq - locked.seq;
END;
$$;

-- Skips locked accounts rather than wait: so it never stands in the way of a spend, and cannot deadlock.
CREATE OR REPLACE FUNCTION ledger_expire_idle(p_limit integer, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
  touched integer := 0;
BEGIN
  FOR locked IN
    SELECT * FROM credit_account
    WHERE next_expiry_at <= p_now
    ORDER BY next_expiry_at
    LIMIT p_limit
    FOR UPDATE SKIP LOCKED
  LOOP
    PERFORM ledger_settle(locked, p_now);
    touched := touched + 1;
  END LOOP;
  RETURN touched;
END;
$$;
