-- Lets what is due happen on a locked account, and returns the account as it is then: holds end and lots expire, each
-- at its time.
CREATE OR REPLACE FUNCTION ledger_settle(p_locked credit_account, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  due_at timestamptz;
  hold credit_hold;
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
  UPDATE credit_account SET next_expiry_at = ledger_next_expiry(id), updated_at = p_now
  WHERE id = acc.id
  RETURNING * INTO acc;
  RETURN acc;
END;
$$;

-- The soonest time at which something of the account has to expire. Pinned credits wait for their hold, frozen ones
-- for the end of the dispute: taking them then would make debt of credits that nobody spent.
CREATE OR REPLACE FUNCTION ledger_next_expiry(p_account uuid) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  -- least() passes over nulls.
  SELECT least(
    (
      SELECT min(expires_at)
      FROM credit_lot
      WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
    ),
    (SELECT min(expires_at) FROM credit_hold WHERE account_id = p_account AND status = 'OPEN')
  );
$$;

-- One EXPIRY entry per lot whose time had come at p_due, made at p_now.
CREATE OR REPLACE FUNCTION ledger_expire_lots(p_locked credit_account, p_due timestamptz, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  expired bigint;
  entries bigint;
BEGIN
  WITH due AS (
    SELECT
      id,
      remaining - held AS amount,
      row_number() OVER in_turn AS turn,
      (sum(remaining - held) OVER in_turn)::bigint AS total,
      description,
      payment_id
    FROM credit_lot
    WHERE account_id = p_locked.id AND closed_at IS NULL AND frozen_at IS NULL
      AND remaining > held AND expires_at <= p_due
    WINDOW in_turn AS (ORDER BY expires_at, grant_seq)
  ), emptied AS (
    UPDATE credit_lot AS lot
    SET remaining = lot.held, closed_at = CASE WHEN lot.held = 0 THEN p_now END
    FROM due
    WHERE lot.account_id = p_locked.id AND lot.id = due.id
  ), appended AS (
    INSERT INTO ledger_entry (
      account_id, seq, type, amount, balance_before, balance_after, allocations, description, payment_id, created_at
    )
    SELECT
      p_locked.id,
      p_locked.seq + turn,
      'EXPIRY',
      -amount,
      p_locked.balance - total + amount,
      p_locked.balance - total,
      jsonb_build_array(jsonb_build_object('lot', id, 'amount', -amount)),
      description,
      payment_id,
      p_now
    FROM due
    RETURNING amount
  )
  SELECT coalesce(-sum(amount), 0)::bigint, count(*) INTO expired, entries FROM appended;

  IF entries > 0 THEN
    UPDATE credit_account
    SET balance = balance - expired, seq = seq + entries, updated_at = p_now
    WHERE id = p_locked.id
    RETURNING * INTO acc;
  END IF;
  RETURN acc;
END;
$$;
