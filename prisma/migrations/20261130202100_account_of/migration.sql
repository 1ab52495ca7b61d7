-- The user's account, null while there is none. For statements on other tables: on a divided ledger, a join would read all
-- accounts, and this asks the one server that may have it.
CREATE OR REPLACE FUNCTION ledger_account_of(p_user uuid) RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT id FROM credit_account WHERE id = p_user);
END;
$$;
