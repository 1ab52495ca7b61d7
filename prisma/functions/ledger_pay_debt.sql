-- Pays debt from credits that became free, in an entry of its own that leaves the balance as it is. p_due is when they
-- became free.
CREATE OR REPLACE FUNCTION ledger_pay_debt(p_locked credit_account, p_due timestamptz, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  taken jsonb;
  paid bigint;
BEGIN
  IF acc.debt = 0 THEN
    RETURN acc;
  END IF;
  taken := ledger_take(acc.id, acc.debt, NULL, NULL, p_due);
  paid := -ledger_sum(taken);
  IF paid > 0 THEN
    INSERT INTO ledger_entry (
      account_id, seq, type, amount, balance_before, balance_after, allocations, description, created_at
    )
    VALUES (
      acc.id, acc.seq + 1, 'ADJUSTMENT', 0, acc.balance, acc.balance, taken || jsonb_build_object('debt', paid),
      'Credits that became free paid what was owed', p_now
    );
    UPDATE credit_account SET debt = debt - paid, seq = seq + 1, updated_at = p_now
    WHERE id = acc.id
    RETURNING * INTO acc;
  END IF;
  RETURN acc;
END;
$$;

-- After a verb freed credits at p_now: what is past its time expires, then debt is paid from the rest.
CREATE OR REPLACE FUNCTION ledger_freed(p_account uuid, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account;
  next_at timestamptz := ledger_next_expiry(p_account);
BEGIN
  UPDATE credit_account SET next_expiry_at = next_at, updated_at = p_now
  WHERE id = p_account
  RETURNING * INTO acc;
  RETURN ledger_pay_debt(ledger_settle(acc, p_now), p_now, p_now);
END;
$$;
