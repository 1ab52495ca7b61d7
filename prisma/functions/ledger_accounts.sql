-- Whose an account is, for the statements of other rooms to join. As cheap as the table: Postgres puts this text in its place.
CREATE OR REPLACE FUNCTION ledger_accounts() RETURNS TABLE (id uuid, user_id uuid)
LANGUAGE sql STABLE AS $$
  SELECT account.id, account.user_id FROM credit_account AS account;
$$;
