-- Whose an account is, and what it held after its last entry, for the statements of other rooms to join. As cheap as the table:
-- Postgres puts this text in its place.
CREATE OR REPLACE FUNCTION ledger_accounts() RETURNS TABLE (id uuid, user_id uuid, balance bigint, debt bigint)
LANGUAGE sql STABLE AS $$
  SELECT account.id, account.user_id, account.balance, account.debt FROM credit_account AS account;
$$;
