-- What a debit may take from a locked, settled account: the spendable lots' unpinned credits less the debt.
CREATE OR REPLACE FUNCTION ledger_available(p_locked credit_account, p_now timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT greatest(coalesce(sum(free), 0)::bigint - p_locked.debt, 0)
  FROM ledger_burn_order(p_locked.id, NULL, NULL, p_now)
  WHERE spendable;
$$;
