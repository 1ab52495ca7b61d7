-- What each account can spend, for the jobs of other rooms that look for accounts which need something: below 0 while more is
-- owed than is there. A first look that locks and settles nothing: credits of a hold past its time may be free again, which
-- `has_overdue_hold` says. Postgres puts this text in its place, and reads only the accounts and columns that are asked for.
CREATE OR REPLACE FUNCTION ledger_balances(p_now timestamptz)
RETURNS TABLE (account_id uuid, spendable bigint, low_balance_threshold bigint, has_overdue_hold boolean)
LANGUAGE sql STABLE AS $$
  SELECT
    account.id, lots.free - account.debt, account.low_balance_threshold,
    account.held > 0 AND EXISTS (
      SELECT FROM credit_hold AS hold
      WHERE hold.account_id = account.id AND hold.status = 'OPEN' AND hold.expires_at <= p_now
    )
  FROM credit_account AS account
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(lot.remaining - lot.held), 0)::bigint AS free
    FROM credit_lot AS lot
    WHERE lot.account_id = account.id AND lot.closed_at IS NULL AND lot.frozen_at IS NULL
      AND lot.effective_at <= p_now AND (lot.expires_at IS NULL OR lot.expires_at > p_now)
  ) AS lots;
$$;
