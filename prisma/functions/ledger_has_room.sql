-- Whether the lots of a locked account can take so many credits more. They hold the balance and what is owed.
CREATE OR REPLACE FUNCTION ledger_has_room(p_locked credit_account, p_amount bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p_amount <= 0 OR p_locked.balance + p_locked.debt + p_amount <= ledger_max_balance();
$$;

-- The API tells balances as JSON numbers, which most readers keep as doubles: exact up to 2^53 - 1. What would bring more
-- than that is refused before anything moves.
CREATE OR REPLACE FUNCTION ledger_max_balance() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 9007199254740991;
$$;
