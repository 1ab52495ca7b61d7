-- What a ledger does beside granting and spending: holds, giving back, taking back, freezing, adjusting.
--
-- Two rules run through all of it. Time passes in order: touching an account first closes the holds and ends the lots
-- whose time has come, each at its own moment, so that when somebody looks changes nothing. And debt is paid by the
-- first credits that are free: whatever makes credits free pays it in the same transaction.

ALTER TABLE ledger_entry
  ADD COLUMN source_key text,
  ADD COLUMN undoes_seq bigint,
  DROP CONSTRAINT ledger_entry_sign_check,
  ADD CONSTRAINT ledger_entry_sign_check CHECK (
    CASE
      WHEN type IN ('GRANT', 'REINSTATEMENT', 'REVERSAL') THEN amount > 0
      WHEN type IN ('USAGE', 'EXPIRY', 'RESET', 'CLAWBACK') THEN amount < 0
      -- Nothing, when lots pay debt: the balance counts both.
      ELSE amount <> 0 OR allocations @? '$[*].debt'
    END
  ),
  ADD CONSTRAINT ledger_entry_undoes_check CHECK (undoes_seq < seq);

-- Debits touch neither index.
CREATE UNIQUE INDEX ledger_entry_source_key ON ledger_entry (account_id, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX ledger_entry_undoes_idx ON ledger_entry (account_id, undoes_seq) WHERE undoes_seq IS NOT NULL;

CREATE INDEX credit_hold_open_idx ON credit_hold (account_id, expires_at) WHERE status = 'OPEN';

CREATE INDEX credit_lot_payment_idx ON credit_lot (account_id, payment_id) WHERE payment_id IS NOT NULL;

-- ---------------------------------------------------------------- what is due

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

CREATE FUNCTION ledger_sum(p_allocations jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(sum(coalesce(part ->> 'amount', part ->> 'debt')::bigint), 0)::bigint
  FROM jsonb_array_elements(p_allocations) AS part;
$$;

-- One EXPIRY entry per lot whose time had come at p_due, made at p_now.
CREATE FUNCTION ledger_expire_lots(p_locked credit_account, p_due timestamptz, p_now timestamptz) RETURNS credit_account
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

-- Takes up to p_amount of free credits and returns the allocations: first from the lots that are named (frozen or
-- not), then from the others in burn order, those that have not begun last. Whoever calls has settled the account, so
-- no lot has free credits past its time.
CREATE FUNCTION ledger_take(
  p_account uuid,
  p_amount bigint,
  p_payment uuid,
  p_lots uuid[],
  p_now timestamptz
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  lot record;
  taken bigint;
  taken_total bigint := 0;
  allocations jsonb := '[]';
BEGIN
  FOR lot IN
    SELECT id, free
    FROM (
      SELECT *, remaining - held AS free, coalesce(payment_id = p_payment, false) OR coalesce(id = ANY (p_lots), false) AS named
      FROM credit_lot
      WHERE account_id = p_account AND closed_at IS NULL AND remaining > held
    ) AS open
    WHERE named OR frozen_at IS NULL
    ORDER BY named DESC, effective_at > p_now, priority, expires_at, grant_seq
  LOOP
    EXIT WHEN taken_total = p_amount;
    taken := least(lot.free, p_amount - taken_total);
    UPDATE credit_lot
    SET remaining = remaining - taken, closed_at = CASE WHEN remaining = taken THEN p_now END
    WHERE account_id = p_account AND id = lot.id;
    allocations := allocations || jsonb_build_object('lot', lot.id, 'amount', -taken);
    taken_total := taken_total + taken;
  END LOOP;
  RETURN allocations;
END;
$$;

-- Pays debt from credits that became free, in an entry of its own that leaves the balance as it is. p_due is when they
-- became free.
CREATE FUNCTION ledger_pay_debt(p_locked credit_account, p_due timestamptz, p_now timestamptz) RETURNS credit_account
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

-- Closes a hold that is open and frees its pins; what then has to expire or pay debt is the caller's to see to.
CREATE FUNCTION ledger_close_hold(
  p_locked credit_account,
  p_hold credit_hold,
  p_status hold_status,
  p_closed_at timestamptz,
  p_now timestamptz
) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account;
BEGIN
  UPDATE credit_lot AS lot
  SET held = held - (part ->> 'amount')::bigint
  FROM jsonb_array_elements(p_hold.allocations) AS part
  WHERE lot.account_id = p_locked.id AND lot.id = (part ->> 'lot')::uuid;
  UPDATE credit_hold SET status = p_status, closed_at = p_closed_at WHERE account_id = p_locked.id AND id = p_hold.id;
  UPDATE credit_account SET held = held - p_hold.amount, updated_at = p_now WHERE id = p_locked.id RETURNING * INTO acc;
  RETURN acc;
END;
$$;

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
      SELECT * FROM credit_hold WHERE account_id = acc.id AND status = 'OPEN' AND expires_at = due_at
    LOOP
      acc := ledger_close_hold(acc, hold, 'EXPIRED', due_at, p_now);
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

-- After a verb freed credits at p_now: what is past its time expires, then debt is paid from the rest.
CREATE FUNCTION ledger_freed(p_account uuid, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account;
BEGIN
  UPDATE credit_account SET next_expiry_at = ledger_next_expiry(id), updated_at = p_now
  WHERE id = p_account
  RETURNING * INTO acc;
  RETURN ledger_pay_debt(ledger_settle(acc, p_now), p_now, p_now);
END;
$$;

-- ---------------------------------------------------------------- reset

-- As before, and a lot that a reset ends wholly, also one that was used up, is past its time from then on: what a hold or
-- a dispute keeps of it expires as soon as it is free, and what is given back to it comes as a RETURN lot.
CREATE OR REPLACE FUNCTION ledger_reset(
  p_account uuid,
  -- Null: every plan lot, whichever subscription it came from.
  p_subscription uuid,
  p_keep bigint,
  p_description text,
  p_actor text,
  p_now timestamptz
) RETURNS SETOF ledger_entry
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  ended bigint;
  allocations jsonb;
BEGIN
  SELECT coalesce(sum(remaining - held), 0)::bigint - p_keep INTO ended
  FROM credit_lot
  WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND kind = 'PLAN'
    AND (p_subscription IS NULL OR subscription_id = p_subscription);

  IF p_keep = 0 THEN
    UPDATE credit_lot
    SET expires_at = least(expires_at, greatest(p_now, effective_at + interval '1 millisecond'))
    WHERE account_id = p_account AND kind = 'PLAN' AND (expires_at > p_now OR expires_at IS NULL)
      AND (p_subscription IS NULL OR subscription_id = p_subscription);
  END IF;
  IF ended <= 0 THEN
    RETURN;
  END IF;

  WITH plan AS (
    SELECT
      id,
      grant_seq,
      remaining - held AS free,
      (sum(remaining - held) OVER (ORDER BY grant_seq))::bigint AS total
    FROM credit_lot
    WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND kind = 'PLAN' AND remaining > held
      AND (p_subscription IS NULL OR subscription_id = p_subscription)
  ), trimmed AS (
    SELECT id, grant_seq, free, least(free, ended - (total - free)) AS amount
    FROM plan
    WHERE total - free < ended
  ), trimmed_lots AS (
    UPDATE credit_lot AS lot
    SET remaining = remaining - trimmed.amount,
        closed_at = CASE WHEN remaining = trimmed.amount THEN p_now END,
        expires_at = CASE
          WHEN trimmed.amount < free THEN expires_at
          ELSE least(expires_at, greatest(p_now, effective_at + interval '1 millisecond'))
        END
    FROM trimmed
    WHERE lot.account_id = p_account AND lot.id = trimmed.id
  )
  SELECT jsonb_agg(jsonb_build_object('lot', id, 'amount', -amount) ORDER BY grant_seq) INTO allocations FROM trimmed;

  UPDATE credit_account
  SET balance = balance - ended, seq = seq + 1, updated_at = p_now
  WHERE id = p_account;

  RETURN QUERY
    INSERT INTO ledger_entry (
      account_id, seq, type, amount, balance_before, balance_after, allocations, description, actor, created_at
    )
    VALUES (
      p_account, acc.seq + 1, 'RESET', -ended, acc.balance, acc.balance - ended, allocations, p_description, p_actor,
      p_now
    )
    RETURNING *;
END;
$$;

-- ---------------------------------------------------------------- holds

CREATE TYPE ledger_hold_result AS (outcome text, balance bigint, available bigint, hold credit_hold);

-- Outcomes: placed, replayed, insufficient_credits, idempotency_key_reused, unknown_account. A replay shows the hold
-- as it is now.
CREATE FUNCTION ledger_place_hold(
  p_account uuid,
  p_amount bigint,
  p_expires_at timestamptz,
  p_key text,
  p_hash bytea,
  p_description text,
  p_metadata jsonb,
  p_now timestamptz
) RETURNS ledger_hold_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_hold_result;
  first_answer credit_hold;
  lot record;
  pinned bigint;
  pinned_total bigint := 0;
  allocations jsonb := '[]';
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  SELECT * INTO first_answer FROM credit_hold WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.hold := first_answer;
    RETURN result;
  ELSIF FOUND THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  IF p_amount > result.available THEN
    result.outcome := 'insufficient_credits';
    RETURN result;
  END IF;

  FOR lot IN
    SELECT id, remaining - held AS free
    FROM credit_lot
    WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
      AND effective_at <= p_now AND (expires_at > p_now OR expires_at IS NULL)
    ORDER BY priority, expires_at, grant_seq
  LOOP
    pinned := least(lot.free, p_amount - pinned_total);
    UPDATE credit_lot SET held = held + pinned WHERE account_id = p_account AND id = lot.id;
    allocations := allocations || jsonb_build_object('lot', lot.id, 'amount', pinned);
    pinned_total := pinned_total + pinned;
    EXIT WHEN pinned_total = p_amount;
  END LOOP;

  INSERT INTO credit_hold (
    account_id, id, amount, expires_at, idempotency_key, request_hash, allocations, description, metadata, created_at
  )
  VALUES (
    p_account, ledger_uuid7(p_now), p_amount, p_expires_at, p_key, p_hash, allocations, p_description, p_metadata, p_now
  )
  RETURNING * INTO first_answer;
  UPDATE credit_account
  SET held = held + p_amount, next_expiry_at = least(next_expiry_at, p_expires_at), updated_at = p_now
  WHERE id = p_account;

  result.outcome := 'placed';
  result.hold := first_answer;
  result.available := result.available - p_amount;
  RETURN result;
END;
$$;

CREATE TYPE ledger_capture_result AS (
  outcome text, balance bigint, available bigint, hold credit_hold, entry ledger_entry
);

-- Takes p_amount (null: what is held) from the pins, in the order they were placed, and any excess as a debit would;
-- closes the hold and frees the rest. Outcomes: captured, replayed, unknown_account, unknown_hold, hold_not_open,
-- exceeds_capture_limit, insufficient_credits (available then counts the pins too), idempotency_key_reused.
CREATE FUNCTION ledger_capture_hold(
  p_account uuid,
  p_hold uuid,
  p_amount bigint,
  -- A capture takes at most this many times what is held.
  p_limit integer,
  p_key text,
  p_hash bytea,
  p_description text,
  p_meter text,
  p_quantity numeric,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_capture_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_capture_result;
  first_answer ledger_entry;
  held credit_hold;
  asked bigint;
  excess bigint;
  taken jsonb;
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  SELECT * INTO held FROM credit_hold WHERE account_id = p_account AND id = p_hold;
  result.hold := held;

  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.entry := first_answer;
    RETURN result;
  ELSIF FOUND THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  asked := coalesce(p_amount, held.amount);
  excess := asked - held.amount;
  result.outcome := CASE
    WHEN held.id IS NULL THEN 'unknown_hold'
    WHEN held.status <> 'OPEN' THEN 'hold_not_open'
    WHEN asked > held.amount::numeric * p_limit THEN 'exceeds_capture_limit'
    WHEN excess > result.available THEN 'insufficient_credits'
    ELSE 'captured'
  END;
  IF result.outcome <> 'captured' THEN
    result.available := result.available + CASE WHEN result.outcome = 'insufficient_credits' THEN held.amount ELSE 0 END;
    RETURN result;
  END IF;

  PERFORM ledger_close_hold(acc, held, 'CAPTURED', p_now, p_now);
  UPDATE credit_hold SET captured = asked WHERE account_id = p_account AND id = p_hold RETURNING * INTO held;

  SELECT jsonb_agg(jsonb_build_object('lot', lot, 'amount', -amount) ORDER BY turn) INTO taken
  FROM (
    SELECT
      part ->> 'lot' AS lot,
      turn,
      least((part ->> 'amount')::bigint, asked - (sum((part ->> 'amount')::bigint) OVER (ORDER BY turn) - (part ->> 'amount')::bigint))::bigint AS amount
    FROM jsonb_array_elements(held.allocations) WITH ORDINALITY AS pin (part, turn)
  ) AS pinned
  WHERE amount > 0;
  UPDATE credit_lot AS lot
  SET remaining = remaining + (part ->> 'amount')::bigint,
      closed_at = CASE WHEN remaining + (part ->> 'amount')::bigint = 0 THEN p_now END
  FROM jsonb_array_elements(taken) AS part
  WHERE lot.account_id = p_account AND lot.id = (part ->> 'lot')::uuid;

  IF excess > 0 THEN
    SELECT jsonb_agg(jsonb_build_object('lot', lot, 'amount', amount) ORDER BY turn) INTO taken
    FROM (
      SELECT part ->> 'lot' AS lot, min(turn) AS turn, sum((part ->> 'amount')::bigint)::bigint AS amount
      FROM jsonb_array_elements(taken || ledger_take(p_account, excess, NULL, NULL, p_now))
        WITH ORDINALITY AS parts (part, turn)
      GROUP BY 1
    ) AS merged;
  END IF;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, metadata, actor, hold_id, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'USAGE', -asked, acc.balance, acc.balance - asked, p_key, p_hash, taken,
    coalesce(nullif(p_description, ''), held.description), p_meter, p_quantity, coalesce(p_metadata, held.metadata),
    p_actor, p_hold, p_now
  )
  RETURNING * INTO first_answer;
  result.entry := first_answer;
  UPDATE credit_account SET balance = balance - asked, seq = seq + 1 WHERE id = p_account;

  acc := ledger_freed(p_account, p_now);
  result.hold := held;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;

-- Outcomes: released, replayed, hold_not_open, unknown_hold, unknown_account.
CREATE FUNCTION ledger_release_hold(p_account uuid, p_hold uuid, p_now timestamptz) RETURNS ledger_hold_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_hold_result;
  held credit_hold;
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  SELECT * INTO held FROM credit_hold WHERE account_id = p_account AND id = p_hold;
  result.outcome := CASE
    WHEN held.id IS NULL THEN 'unknown_hold'
    WHEN held.status = 'RELEASED' THEN 'replayed'
    WHEN held.status <> 'OPEN' THEN 'hold_not_open'
    ELSE 'released'
  END;
  IF result.outcome = 'released' THEN
    PERFORM ledger_close_hold(acc, held, 'RELEASED', p_now, p_now);
    acc := ledger_freed(p_account, p_now);
    SELECT * INTO held FROM credit_hold WHERE account_id = p_account AND id = p_hold;
  END IF;
  result.hold := held;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;

-- ---------------------------------------------------------------- giving back

-- Gives p_amount of an entry back, as if it had taken less: what it took last goes back first. Earlier returns of the
-- same entry have given back p_before already. A lot past its time gets nothing back: those credits come as a RETURN
-- lot that ends at p_return_ends. What the entry left as debt lowers the debt; if that was paid since, it comes as a
-- RETURN lot that does not end.
CREATE FUNCTION ledger_give_back(
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
  returned record;
  allocations jsonb := '[]';
BEGIN
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
    UPDATE credit_lot
    SET remaining = remaining + given, closed_at = NULL
    WHERE account_id = p_locked.id AND id = part.lot
      AND (expires_at > p_now OR expires_at IS NULL OR frozen_at IS NOT NULL);
    IF FOUND THEN
      allocations := allocations || jsonb_build_object('lot', part.lot, 'amount', given);
    ELSE
      ended := ended + given;
    END IF;
  END LOOP;
  IF debt_paid > 0 THEN
    allocations := jsonb_build_array(jsonb_build_object('debt', debt_paid)) || allocations;
  END IF;

  FOR returned IN
    SELECT * FROM (VALUES (ended, 'return', p_return_ends), (owed, 'return of debt', NULL)) AS lots (amount, fact, ends)
    WHERE amount > 0
  LOOP
    INSERT INTO credit_lot (
      account_id, id, kind, amount, remaining, priority, effective_at, expires_at, source_key, description, grant_seq,
      created_at
    )
    VALUES (
      p_locked.id, ledger_uuid7(p_now), 'RETURN', returned.amount, returned.amount, p_return_priority, p_now,
      returned.ends, format('%s:%s', returned.fact, p_locked.seq + 1), p_description, p_locked.seq + 1, p_now
    )
    RETURNING id INTO lot_id;
    allocations := allocations || jsonb_build_object('lot', lot_id, 'amount', returned.amount);
  END LOOP;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, source_key, undoes_seq,
    allocations, description, metadata, actor, payment_id, created_at
  )
  VALUES (
    p_locked.id, p_locked.seq + 1, p_type, p_amount, p_locked.balance, p_locked.balance + p_amount, p_key, p_hash,
    p_source_key, p_undone.seq, allocations, p_description, p_metadata, p_actor, p_undone.payment_id, p_now
  )
  RETURNING * INTO appended;
  UPDATE credit_account
  SET balance = balance + p_amount, debt = debt - debt_paid, seq = seq + 1
  WHERE id = p_locked.id;
  RETURN appended;
END;
$$;

CREATE FUNCTION ledger_given_back(p_account uuid, p_seq bigint) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(amount), 0)::bigint FROM ledger_entry WHERE account_id = p_account AND undoes_seq = p_seq;
$$;

CREATE TYPE ledger_reverse_result AS (
  outcome text, balance bigint, available bigint, reversible bigint, entry ledger_entry
);

-- Gives back a USAGE entry, named by p_seq or by p_of_key; p_amount null is all that is left of it. Outcomes: reversed,
-- replayed, unknown_account, unknown_entry, not_a_spend, exceeds_spend (reversible says what is left),
-- idempotency_key_reused.
CREATE FUNCTION ledger_reverse(
  p_account uuid,
  p_seq bigint,
  p_of_key text,
  p_amount bigint,
  p_key text,
  p_hash bytea,
  p_return_ends timestamptz,
  p_return_priority integer,
  p_description text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_reverse_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_reverse_result;
  first_answer ledger_entry;
  spend ledger_entry;
  before bigint;
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.entry := first_answer;
    RETURN result;
  ELSIF FOUND THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  IF p_seq IS NOT NULL THEN
    SELECT * INTO spend FROM ledger_entry WHERE account_id = p_account AND seq = p_seq;
  ELSE
    SELECT * INTO spend FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_of_key;
  END IF;
  before := ledger_given_back(p_account, spend.seq);
  result.reversible := -spend.amount - before;
  result.outcome := CASE
    WHEN spend.seq IS NULL THEN 'unknown_entry'
    WHEN spend.type <> 'USAGE' THEN 'not_a_spend'
    WHEN result.reversible = 0 OR p_amount > result.reversible THEN 'exceeds_spend'
    ELSE 'reversed'
  END;
  IF result.outcome <> 'reversed' THEN
    RETURN result;
  END IF;

  result.entry := ledger_give_back(
    acc, spend, coalesce(p_amount, result.reversible), before, 'REVERSAL', NULL, p_key, p_hash, p_return_ends,
    p_return_priority, p_description, p_metadata, p_actor, p_now
  );
  acc := ledger_freed(p_account, p_now);
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  result.reversible := result.reversible - (result.entry).amount;
  RETURN result;
END;
$$;

-- ---------------------------------------------------------------- taking back

CREATE TYPE ledger_fact_result AS (appended boolean, entry ledger_entry);

-- Takes back p_amount once per source key: from the named lots first, then from what else is free, and the rest as
-- debt. Pins stay. A named lot that has nothing more to give is no longer frozen, so that what comes back to it later
-- pays the debt.
CREATE FUNCTION ledger_claw_back(
  p_account uuid,
  p_amount bigint,
  p_source_key text,
  p_payment uuid,
  p_lots uuid[],
  p_description text,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_fact_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  entry ledger_entry;
  allocations jsonb;
  owed bigint;
BEGIN
  SELECT * INTO entry FROM ledger_entry WHERE account_id = p_account AND source_key = p_source_key;
  IF FOUND THEN
    RETURN (false, entry);
  END IF;

  allocations := ledger_take(p_account, p_amount, p_payment, p_lots, p_now);
  owed := p_amount + ledger_sum(allocations);
  IF owed > 0 THEN
    allocations := allocations || jsonb_build_object('debt', -owed);
  END IF;
  UPDATE credit_lot
  SET frozen_at = NULL
  WHERE account_id = p_account AND frozen_at IS NOT NULL AND remaining = held
    AND (payment_id = p_payment OR id = ANY (p_lots));

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, source_key, allocations, description, actor,
    payment_id, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'CLAWBACK', -p_amount, acc.balance, acc.balance - p_amount, p_source_key, allocations,
    p_description, p_actor, p_payment, p_now
  )
  RETURNING * INTO entry;
  UPDATE credit_account
  SET balance = balance - p_amount, debt = debt + owed, seq = seq + 1, updated_at = p_now
  WHERE id = p_account;
  RETURN (true, entry);
END;
$$;

CREATE TYPE ledger_reinstate_result AS (outcome text, reinstatable bigint, entry ledger_entry);

-- Gives back a claw-back, named by its source key, once per source key of its own. Outcomes: reinstated,
-- already_reinstated, unknown_claw_back, exceeds_claw_back.
CREATE FUNCTION ledger_reinstate(
  p_account uuid,
  p_of_source_key text,
  p_amount bigint,
  p_source_key text,
  p_return_ends timestamptz,
  p_return_priority integer,
  p_description text,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_reinstate_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  result ledger_reinstate_result;
  clawed ledger_entry;
  first_answer ledger_entry;
  before bigint;
BEGIN
  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND source_key = p_source_key;
  IF FOUND THEN
    result.outcome := 'already_reinstated';
    result.entry := first_answer;
    RETURN result;
  END IF;

  SELECT * INTO clawed FROM ledger_entry
  WHERE account_id = p_account AND source_key = p_of_source_key AND type = 'CLAWBACK';
  before := ledger_given_back(p_account, clawed.seq);
  result.reinstatable := -clawed.amount - before;
  result.outcome := CASE
    WHEN clawed.seq IS NULL THEN 'unknown_claw_back'
    WHEN result.reinstatable = 0 OR p_amount > result.reinstatable THEN 'exceeds_claw_back'
    ELSE 'reinstated'
  END;
  IF result.outcome = 'reinstated' THEN
    result.entry := ledger_give_back(
      acc, clawed, coalesce(p_amount, result.reinstatable), before, 'REINSTATEMENT', p_source_key, NULL, NULL,
      p_return_ends, p_return_priority, p_description, NULL, p_actor, p_now
    );
    PERFORM ledger_freed(p_account, p_now);
  END IF;
  RETURN result;
END;
$$;

-- ---------------------------------------------------------------- freezing

-- Empty lots too: what is given back to them while the payment is disputed must not be spent. Returns the lots that
-- were not frozen before.
CREATE FUNCTION ledger_freeze(p_account uuid, p_payment uuid, p_now timestamptz) RETURNS SETOF credit_lot
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_lock_known(p_account, p_now);
  RETURN QUERY
    UPDATE credit_lot SET frozen_at = p_now
    WHERE account_id = p_account AND payment_id = p_payment AND frozen_at IS NULL
    RETURNING *;
END;
$$;

-- Returns the lots that were frozen, as they are after what was due has expired and debt is paid.
CREATE FUNCTION ledger_unfreeze(p_account uuid, p_payment uuid, p_now timestamptz) RETURNS SETOF credit_lot
LANGUAGE plpgsql AS $$
DECLARE
  thawed uuid[];
BEGIN
  PERFORM ledger_lock_known(p_account, p_now);
  WITH lots AS (
    UPDATE credit_lot SET frozen_at = NULL
    WHERE account_id = p_account AND payment_id = p_payment AND frozen_at IS NOT NULL
    RETURNING id
  )
  SELECT array_agg(id) INTO thawed FROM lots;
  PERFORM ledger_freed(p_account, p_now);
  RETURN QUERY SELECT * FROM credit_lot WHERE account_id = p_account AND id = ANY (thawed);
END;
$$;

-- ---------------------------------------------------------------- adjusting

-- Adds a lot, or takes as a debit would and, if p_may_owe, the rest as debt. Outcomes: adjusted, replayed,
-- insufficient_credits, idempotency_key_reused, unknown_account.
CREATE FUNCTION ledger_adjust(
  p_account uuid,
  p_amount bigint,
  p_may_owe boolean,
  p_priority integer,
  p_expires_at timestamptz,
  p_key text,
  p_hash bytea,
  p_reason text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_debit_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_debit_result;
  first_answer ledger_entry;
  lot_id uuid := ledger_uuid7(p_now);
  to_debt bigint := 0;
  allocations jsonb := '[]';
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.entry := first_answer;
    RETURN result;
  ELSIF FOUND THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  IF p_amount < 0 AND -p_amount > result.available AND NOT p_may_owe THEN
    result.outcome := 'insufficient_credits';
    RETURN result;
  END IF;

  IF p_amount > 0 THEN
    to_debt := least(acc.debt, p_amount);
    INSERT INTO credit_lot (
      account_id, id, kind, amount, remaining, priority, effective_at, expires_at, source_key, description, grant_seq,
      closed_at, created_at
    )
    VALUES (
      p_account, lot_id, 'ADJUSTMENT', p_amount, p_amount - to_debt, p_priority, p_now, p_expires_at,
      format('adjustment:%s', acc.seq + 1), p_reason, acc.seq + 1, CASE WHEN to_debt = p_amount THEN p_now END, p_now
    );
    IF to_debt > 0 THEN
      allocations := jsonb_build_array(jsonb_build_object('debt', to_debt));
    END IF;
    IF p_amount > to_debt THEN
      allocations := allocations || jsonb_build_object('lot', lot_id, 'amount', p_amount - to_debt);
    END IF;
  ELSE
    allocations := ledger_take(p_account, -p_amount, NULL, NULL, p_now);
    to_debt := p_amount - ledger_sum(allocations);
    IF to_debt < 0 THEN
      allocations := allocations || jsonb_build_object('debt', to_debt);
    END IF;
  END IF;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, metadata, actor, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'ADJUSTMENT', p_amount, acc.balance, acc.balance + p_amount, p_key, p_hash, allocations,
    p_reason, p_metadata, p_actor, p_now
  )
  RETURNING * INTO first_answer;
  result.entry := first_answer;
  UPDATE credit_account
  SET balance = balance + p_amount,
      debt = debt - to_debt,
      seq = seq + 1,
      next_expiry_at = CASE WHEN p_amount > to_debt THEN least(next_expiry_at, p_expires_at) ELSE next_expiry_at END,
      updated_at = p_now
  WHERE id = p_account
  RETURNING * INTO acc;
  result.outcome := 'adjusted';
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;
