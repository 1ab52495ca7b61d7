-- Lets what is due happen on a locked account, and returns the account as it is then: holds end and lots expire, each
-- at its time.
CREATE OR REPLACE FUNCTION ledger_settle(p_locked credit_account, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  due_at timestamptz;
  hold credit_hold;
  next_at timestamptz;
BEGIN
  IF acc.next_expiry_at IS NULL OR acc.next_expiry_at > p_now THEN
    RETURN acc;
  END IF;
  FOR due_at IN
    SELECT DISTINCT expires_at FROM credit_hold
    WHERE account_id = acc.id AND status = 'OPEN' AND expires_at <= p_now
    ORDER BY expires_at
  LOOP
    FOR hold IN
      SELECT * FROM credit_hold WHERE account_id = acc.id AND status = 'OPEN' AND expires_at = due_at ORDER BY id
    LOOP
      acc := ledger_close_hold(acc, hold, 'EXPIRED', due_at, p_now);
      acc := ledger_end_over_cap(acc, hold, p_now);
    END LOOP;
    acc := ledger_expire_lots(acc, due_at, p_now);
    acc := ledger_pay_debt(acc, due_at, p_now);
  END LOOP;
  acc := ledger_expire_lots(acc, p_now, p_now);
  next_at := ledger_next_expiry(acc.id);
  UPDATE credit_account SET next_expiry_at = next_at, updated_at = p_now
  WHERE id = acc.id
  RETURNING * INTO acc;
  RETURN acc;
END;
$$;

-- The soonest time at which something of the account has to expire. Pinned credits wait for their hold, frozen ones
-- for the end of the dispute: taking them then would make debt of credits that nobody spent.
CREATE OR REPLACE FUNCTION ledger_next_expiry(p_account uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
  of_lots timestamptz;
  of_holds timestamptz;
BEGIN
  SELECT min(expires_at) INTO of_lots
  FROM credit_lot
  WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held;
  SELECT min(expires_at) INTO of_holds FROM credit_hold WHERE account_id = p_account AND status = 'OPEN';
  -- least() passes over nulls.
  RETURN least(of_lots, of_holds);
END;
$$;

-- One EXPIRY entry per lot whose time had come at p_due, made at p_now.
CREATE OR REPLACE FUNCTION ledger_expire_lots(p_locked credit_account, p_due timestamptz, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  due record;
BEGIN
  FOR due IN
    SELECT id, remaining - held AS amount, description, payment_id
    FROM credit_lot
    WHERE account_id = p_locked.id AND closed_at IS NULL AND frozen_at IS NULL
      AND remaining > held AND expires_at <= p_due
    ORDER BY expires_at, grant_seq
  LOOP
    UPDATE credit_lot
    SET remaining = held, closed_at = CASE WHEN held = 0 THEN p_now END
    WHERE account_id = p_locked.id AND id = due.id;
    INSERT INTO ledger_entry (
      account_id, seq, type, amount, balance_before, balance_after, allocations, description, payment_id, created_at
    )
    VALUES (
      p_locked.id, acc.seq + 1, 'EXPIRY', -due.amount, acc.balance, acc.balance - due.amount,
      jsonb_build_array(jsonb_build_object('lot', due.id, 'amount', -due.amount)), due.description, due.payment_id, p_now
    );
    acc.seq := acc.seq + 1;
    acc.balance := acc.balance - due.amount;
  END LOOP;

  IF acc.seq > p_locked.seq THEN
    UPDATE credit_account
    SET balance = acc.balance, seq = acc.seq, updated_at = p_now
    WHERE id = p_locked.id
    RETURNING * INTO acc;
  END IF;
  RETURN acc;
END;
$$;
