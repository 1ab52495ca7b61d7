-- What a debit may take from a locked, settled account: the spendable lots' unpinned credits less the debt.
CREATE OR REPLACE FUNCTION ledger_available(p_locked credit_account, p_now timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT greatest(coalesce(sum(remaining - held), 0)::bigint - p_locked.debt, 0)
  FROM credit_lot
  WHERE account_id = p_locked.id AND closed_at IS NULL AND frozen_at IS NULL
    AND effective_at <= p_now AND (expires_at > p_now OR expires_at IS NULL);
$$;
