-- Accounts (null: all) and what is taken for granted of each: with p_since_mark its checkpoint, else nothing at all.
-- One SELECT, so that the planner sees through it.
CREATE OR REPLACE FUNCTION ledger_scope(p_accounts uuid[], p_since_mark boolean) RETURNS TABLE (
  account_id uuid,
  seq bigint,
  balance bigint,
  debt bigint,
  lots jsonb,
  holds uuid[]
)
LANGUAGE sql STABLE AS $$
  SELECT
    account.id,
    coalesce(mark.seq, 0),
    coalesce(mark.balance, 0),
    coalesce(mark.debt, 0),
    coalesce(mark.lots, '{}'),
    coalesce(mark.holds, '{}')
  FROM credit_account AS account
  LEFT JOIN ledger_checkpoint AS mark ON p_since_mark AND mark.account_id = account.id
  WHERE p_accounts IS NULL OR account.id = ANY (p_accounts);
$$;

-- A number that differs whenever the account's row, one of its open lots or one of its open holds has been written to
-- since. A row's xmin is the transaction that wrote this version of it: unlike any time, it says exactly that. After
-- a restore all of them differ, and everything is looked at again.
CREATE OR REPLACE FUNCTION ledger_row_versions(p_account credit_account, p_version xid) RETURNS numeric
LANGUAGE sql STABLE AS $$
  SELECT
    hash_record_extended(ROW (p_account.id, p_version), 0)::numeric
    + coalesce((
        SELECT sum(hash_record_extended(ROW (id, xmin), 1))
        FROM credit_lot
        WHERE account_id = p_account.id AND closed_at IS NULL
      ), 0)
    + coalesce((
        SELECT sum(hash_record_extended(ROW (id, xmin), 2))
        FROM credit_hold
        WHERE account_id = p_account.id AND status = 'OPEN'
      ), 0);
$$;
