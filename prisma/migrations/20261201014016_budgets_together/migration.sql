-- Adds a cap, and counts what its window holds already. Null when there is no such account or it has p_most caps.
CREATE OR REPLACE FUNCTION ledger_add_budget(
  p_account uuid,
  p_scope budget_scope,
  p_target text,
  p_kind budget_window,
  p_seconds integer,
  p_limit bigint,
  p_most integer,
  p_actor text,
  p_now timestamptz
) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  added uuid := ledger_uuid7(p_now);
  -- Only a little earlier than the window begins: the account's spends wait meanwhile. Clocks differ by less than a day.
  first_seq bigint := ledger_seq_at(p_account, p_now - interval '1 day' - CASE p_kind
    WHEN 'DAY' THEN interval '1 day'
    WHEN 'WEEK' THEN interval '7 days'
    WHEN 'MONTH' THEN interval '31 days'
    ELSE make_interval(secs => p_seconds + ceil(p_seconds / 60.0))
  END);
BEGIN
  IF acc.id IS NULL OR (SELECT count(*) >= p_most FROM credit_budget WHERE account_id = p_account) THEN
    RETURN NULL;
  END IF;
  INSERT INTO credit_budget (account_id, id, scope, target, window_kind, window_seconds, limit_credits, actor, created_at)
  VALUES (p_account, added, p_scope, p_target, p_kind, p_seconds, p_limit, p_actor, p_now);
  UPDATE credit_account SET has_budgets = true WHERE id = p_account;

  INSERT INTO credit_budget_use (account_id, budget_id, target, starts_at, ends_at, used)
  SELECT p_account, added, value, starts_at, ends_at, sum(-entry.amount)::bigint
  FROM ledger_entry AS entry
  LEFT JOIN ledger_entry AS undone ON undone.account_id = p_account AND undone.seq = entry.undoes_seq AND undone.seq >= first_seq
  LEFT JOIN credit_hold AS hold ON hold.account_id = p_account AND hold.id = coalesce(undone.hold_id, entry.hold_id)
  CROSS JOIN LATERAL ledger_budget_bucket(p_kind, p_seconds, coalesce(undone.created_at, entry.created_at))
  CROSS JOIN LATERAL ledger_budget_value(
    p_scope,
    CASE WHEN hold.id IS NOT NULL THEN hold.actor WHEN undone.seq IS NOT NULL THEN undone.actor ELSE entry.actor END,
    CASE WHEN hold.id IS NOT NULL THEN hold.metadata WHEN undone.seq IS NOT NULL THEN undone.metadata ELSE entry.metadata END
  ) AS value
  WHERE entry.account_id = p_account AND entry.seq >= first_seq AND entry.type IN ('USAGE', 'REVERSAL')
    AND coalesce(entry.undoes_seq, entry.seq) >= first_seq AND ends_at > p_now AND value = coalesce(p_target, value)
  GROUP BY value, starts_at, ends_at
  HAVING sum(-entry.amount) > 0;
  RETURN added;
END;
$$;

-- The cap of an account that does not allow so many credits more, as JSON, or null when all do. Of several, the one that frees last:
-- when it does, if nothing else is spent or held until then, the others have. Counted as used are the spends of the window and all that
-- open holds hold, whenever they were placed. p_hold is the one that is to have more, which frees nothing. `left` is what all of them together
-- allow now. Changes nothing; a spend asks with the account locked.
CREATE OR REPLACE FUNCTION ledger_budget_refusal(
  p_account uuid,
  p_actor text,
  p_metadata jsonb,
  p_hold uuid,
  p_amount bigint,
  p_now timestamptz
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  cap credit_budget;
  value text;
  spent bigint;
  held bigint;
  frees_at timestamptz;
  latest timestamptz;
  most bigint;
  refusal jsonb;
BEGIN
  FOR cap IN
    SELECT * FROM credit_budget WHERE account_id = p_account ORDER BY id
  LOOP
    value := ledger_budget_value(cap.scope, p_actor, p_metadata);
    CONTINUE WHEN value IS NULL OR value <> coalesce(cap.target, value);
    SELECT coalesce(sum(used), 0) INTO spent
    FROM credit_budget_use
    WHERE account_id = p_account AND budget_id = cap.id AND target = value AND ends_at > p_now;
    SELECT coalesce(sum(amount), 0) INTO held
    FROM credit_hold
    WHERE account_id = p_account AND status = 'OPEN' AND expires_at > p_now
      AND ledger_budget_value(cap.scope, actor, metadata) = value;
    most := least(most, cap.limit_credits - spent - held);
    CONTINUE WHEN spent + held + p_amount <= cap.limit_credits;

    SELECT min(at) INTO frees_at
    FROM (
      SELECT at, sum(amount) OVER (ORDER BY at) AS freed
      FROM (
        SELECT ends_at AS at, used AS amount
        FROM credit_budget_use
        WHERE account_id = p_account AND budget_id = cap.id AND target = value AND ends_at > p_now
        UNION ALL
        SELECT expires_at, amount
        FROM credit_hold
        WHERE account_id = p_account AND status = 'OPEN' AND expires_at > p_now
          AND ledger_budget_value(cap.scope, actor, metadata) = value AND id IS DISTINCT FROM p_hold
      ) AS part
    ) AS step
    WHERE spent + held - freed + p_amount <= cap.limit_credits;
    -- One that never frees is the last of all.
    CONTINUE WHEN refusal IS NOT NULL AND (latest IS NULL OR frees_at <= latest);
    latest := frees_at;
    refusal := jsonb_build_object(
      'id', cap.id, 'scope', cap.scope, 'target', value, 'window', cap.window_kind, 'seconds', cap.window_seconds,
      'limit', cap.limit_credits::text, 'used', (spent + held)::text, 'freesAt', frees_at
    );
  END LOOP;
  RETURN refusal || jsonb_build_object('left', greatest(most, 0)::text);
END;
$$;

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
