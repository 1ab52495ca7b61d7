-- What a debit may take from a locked, settled account: the spendable lots' unpinned credits less the debt. Spendable are those of
-- ledger_burn_order, which lib/ledger/model.test.ts holds equal; asking that function took longer.
CREATE OR REPLACE FUNCTION ledger_available(p_locked credit_account, p_now timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
  free bigint;
BEGIN
  SELECT sum(remaining - held) INTO free
  FROM credit_lot
  WHERE account_id = p_locked.id AND closed_at IS NULL AND frozen_at IS NULL
    AND effective_at <= p_now AND (expires_at > p_now OR expires_at IS NULL);
  RETURN greatest(coalesce(free, 0) - p_locked.debt, 0);
END;
$$;
