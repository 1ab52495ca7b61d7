-- The user's account, opened if there is none.
CREATE OR REPLACE FUNCTION ledger_open_account(p_user uuid, p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
  found_id uuid;
BEGIN
  SELECT id INTO found_id FROM credit_account WHERE user_id = p_user;
  IF found_id IS NULL THEN
    -- Waits for whoever opens the same account just now; the next statement then sees theirs.
    INSERT INTO credit_account (id, user_id, created_at, updated_at)
    VALUES (ledger_uuid7(p_now), p_user, p_now, p_now)
    ON CONFLICT (user_id) DO NOTHING;
    SELECT id INTO found_id FROM credit_account WHERE user_id = p_user;
  END IF;
  RETURN found_id;
END;
$$;
