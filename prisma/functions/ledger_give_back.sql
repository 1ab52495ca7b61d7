-- Gives p_amount of an entry back, as if it had taken less: what it took last goes back first. Earlier returns of the
-- same entry have given back p_before already. A lot past its time gets nothing back: those credits come as a RETURN
-- lot that ends at p_return_ends. What the entry left as debt lowers the debt; if that was paid since, it comes as a
-- RETURN lot: of a reversal one that ends at p_return_ends, since what paid it may have been credits that end; otherwise one
-- that does not end.
--
-- A reversal gives credits no longer life than they had: its RETURN lot lasts no longer than the lots it stands for did,
-- and what came from a RETURN lot goes back there, where it expires at once when that has ended. What was spent before a
-- refill rolled its lot over, up to a cap, comes as a RETURN lot too.
CREATE OR REPLACE FUNCTION ledger_give_back(
  p_locked credit_account,
  p_undone ledger_entry,
  p_amount bigint,
  p_before bigint,
  p_type entry_type,
  p_source_key text,
  p_key text,
  p_hash bytea,
  p_return_ends timestamptz,
  p_return_priority integer,
  p_description text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_entry
LANGUAGE plpgsql AS $$
DECLARE
  appended ledger_entry;
  part record;
  given bigint;
  skipped bigint := p_before;
  left_over bigint := p_amount;
  to_debt bigint;
  debt_paid bigint := 0;
  ended bigint := 0;
  owed bigint := 0;
  lot_id uuid;
  lot credit_lot;
  life interval;
  spent_at timestamptz;
  returned record;
  allocations jsonb := '[]';
BEGIN
  -- What a hold kept is spent since the hold was placed: until then a refill could have ended it.
  SELECT coalesce(min(created_at), p_undone.created_at) INTO spent_at
  FROM credit_hold WHERE account_id = p_locked.id AND id = p_undone.hold_id;

  FOR part IN
    SELECT (value ->> 'lot')::uuid AS lot, -coalesce(value ->> 'amount', value ->> 'debt')::bigint AS amount
    FROM jsonb_array_elements(p_undone.allocations) WITH ORDINALITY AS parts (value, turn)
    ORDER BY turn DESC
  LOOP
    given := least(greatest(part.amount - skipped, 0), left_over);
    skipped := greatest(skipped - part.amount, 0);
    left_over := left_over - given;
    CONTINUE WHEN given = 0;
    IF part.lot IS NULL THEN
      to_debt := least(given, p_locked.debt - debt_paid);
      debt_paid := debt_paid + to_debt;
      owed := owed + given - to_debt;
      CONTINUE;
    END IF;
    SELECT * INTO lot FROM credit_lot WHERE account_id = p_locked.id AND id = part.lot;
    IF lot.frozen_at IS NULL AND (
      lot.expires_at <= p_now AND NOT (lot.kind = 'RETURN' AND p_type = 'REVERSAL')
      OR lot.rolled_over_at >= spent_at AND p_type = 'REVERSAL'
    ) THEN
      ended := ended + given;
      IF p_type = 'REVERSAL' THEN
        life := least(life, lot.expires_at - CASE WHEN lot.expires_at > p_now THEN p_now ELSE lot.effective_at END);
      END IF;
    ELSE
      UPDATE credit_lot
      SET remaining = remaining + given, closed_at = NULL
      WHERE account_id = p_locked.id AND id = part.lot;
      allocations := allocations || jsonb_build_object('lot', part.lot, 'amount', given);
    END IF;
  END LOOP;
  IF debt_paid > 0 THEN
    allocations := jsonb_build_array(jsonb_build_object('debt', debt_paid)) || allocations;
  END IF;

  FOR returned IN
    SELECT *
    -- least() passes over nulls.
    FROM (VALUES (ended, 'return', least(p_return_ends, p_now + life)), (owed, 'return of debt', CASE WHEN p_type = 'REVERSAL' THEN p_return_ends END)) AS lots (amount, fact, ends)
    WHERE amount > 0
  LOOP
    INSERT INTO credit_lot (
      account_id, id, kind, origin, amount, remaining, priority, effective_at, expires_at, source_key, description,
      grant_seq, created_at
    )
    VALUES (
      p_locked.id, ledger_uuid7(p_now), 'RETURN', 'RETURN', returned.amount, returned.amount, p_return_priority,
      p_now, returned.ends, format('%s:%s', returned.fact, p_locked.seq + 1), p_description, p_locked.seq + 1, p_now
    )
    RETURNING id INTO lot_id;
    allocations := allocations || jsonb_build_object('lot', lot_id, 'amount', returned.amount);
  END LOOP;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, source_key, undoes_seq,
    allocations, description, metadata, actor, payment_id, created_at, cause, cause_lot_id, cause_subscription_id,
    cause_window_start
  )
  VALUES (
    p_locked.id, p_locked.seq + 1, p_type, p_amount, p_locked.balance, p_locked.balance + p_amount, p_key, p_hash,
    p_source_key, p_undone.seq, allocations, p_description, p_metadata, p_actor, p_undone.payment_id, p_now,
    p_undone.cause, p_undone.cause_lot_id, p_undone.cause_subscription_id, p_undone.cause_window_start
  )
  RETURNING * INTO appended;
  UPDATE credit_account
  SET balance = balance + p_amount, debt = debt - debt_paid, seq = seq + 1
  WHERE id = p_locked.id;
  RETURN appended;
END;
$$;

-- How much of an entry was given back so far.
CREATE OR REPLACE FUNCTION ledger_given_back(p_account uuid, p_seq bigint) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
  given bigint;
BEGIN
  SELECT sum(amount) INTO given FROM ledger_entry WHERE account_id = p_account AND undoes_seq = p_seq;
  RETURN coalesce(given, 0);
END;
$$;
