-- The user's account, opened if there is none. Its id is the user's.
CREATE OR REPLACE FUNCTION ledger_open_account(p_user uuid, p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql AS $$
BEGIN
  -- A read first: an INSERT would count as a write also where there is an account.
  PERFORM FROM credit_account WHERE id = p_user;
  IF NOT FOUND THEN
    -- Waits for a transaction that is opening the same account.
    INSERT INTO credit_account (id, created_at, updated_at) VALUES (p_user, p_now, p_now) ON CONFLICT (id) DO NOTHING;
  END IF;
  RETURN p_user;
END;
$$;
