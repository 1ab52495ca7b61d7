-- accepted: ledger_expire_idle: the sweep of an earlier worker fails until that worker is replaced, and is run again
DROP FUNCTION ledger_expire_idle(p_limit integer, p_now timestamptz);

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

-- The open lots of a settled account that have something free, in the order they burn: those that are named by their
-- payment or id first, frozen or not; then those that have begun before those that have not; of these the lower priority,
-- the sooner end, the older. `spendable` are those that a spend may take from.
--
-- This is the one place of the order and of what may be spent, with few exceptions. ledger_spend_many and ledger_place_many find the
-- first lots of many accounts at once; lib/ledger/spend-batch.test.ts, "debits in a batch burn the first lot in the burn
-- order", holds it equal. ledger_available adds up what may be spent, and getBalance (lib/ledger/queries.ts) reads accounts
-- that are not settled yet; lib/ledger/model.test.ts holds both equal.
CREATE OR REPLACE FUNCTION ledger_burn_order(
  p_account uuid,
  -- Null for a spend: no lot is named.
  p_payment uuid,
  p_lots uuid[],
  p_now timestamptz
) RETURNS TABLE (id uuid, free bigint, spendable boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT
    open.id,
    open.remaining - open.held,
    open.frozen_at IS NULL AND open.effective_at <= p_now AND (open.expires_at > p_now OR open.expires_at IS NULL)
  FROM (
    SELECT lot.*, coalesce(lot.payment_id = p_payment, false) OR coalesce(lot.id = ANY (p_lots), false) AS named
    FROM credit_lot AS lot
    WHERE lot.account_id = p_account AND lot.closed_at IS NULL AND lot.remaining > lot.held
  ) AS open
  WHERE open.named OR open.frozen_at IS NULL
  ORDER BY open.named DESC, open.effective_at > p_now, open.priority, open.expires_at, open.grant_seq;
END;
$$;

-- Returns how many entries were appended; null when nothing was due.
CREATE OR REPLACE FUNCTION ledger_expire(p_account uuid, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
  settled credit_account;
BEGIN
  SELECT * INTO locked FROM credit_account WHERE id = p_account FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no credit account %.', p_account USING ERRCODE = 'no_data_found';
  END IF;
  IF locked.next_expiry_at IS NULL OR locked.next_expiry_at > p_now THEN
    RETURN NULL;
  END IF;
  settled := ledger_settle(locked, p_now);
  RETURN settled.seq - locked.seq;
END;
$$;

-- Settles at most p_limit accounts and returns them: fewer once none is left that is due and not locked. Finds them without
-- locks, then locks one at a time and skips those that are locked rather than wait: so it never stands in the way of a spend,
-- and cannot deadlock.
CREATE OR REPLACE FUNCTION ledger_settle_idle(p_limit integer, p_now timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql AS $$
DECLARE
  due uuid;
  was_due boolean;
  wanted integer;
  found_due integer;
  settled integer := 0;
  skipped integer := 0;
BEGIN
  LOOP
    wanted := p_limit - settled;
    found_due := 0;
    FOR due IN
      -- Those that are settled are no longer among them.
      SELECT id FROM credit_account
      WHERE next_expiry_at <= p_now
      ORDER BY next_expiry_at
      OFFSET skipped LIMIT wanted
    LOOP
      found_due := found_due + 1;
      -- A statement of its own, which can be sent to the account's shard.
      SELECT * INTO was_due FROM ledger_settle_if_idle(due, p_now);
      IF was_due THEN
        settled := settled + 1;
        RETURN NEXT due;
      ELSE
        skipped := skipped + 1;
      END IF;
    END LOOP;
    EXIT WHEN settled = p_limit OR found_due < wanted;
  END LOOP;
END;
$$;

-- Settles the account if something is due and nobody has it locked, and returns whether it did.
CREATE OR REPLACE FUNCTION ledger_settle_if_idle(p_account uuid, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
BEGIN
  SELECT * INTO locked FROM credit_account WHERE id = p_account AND next_expiry_at <= p_now FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM ledger_settle(locked, p_now);
  RETURN true;
END;
$$;

-- Returns the lots that were frozen, as they are after what was due has expired and debt is paid.
CREATE OR REPLACE FUNCTION ledger_unfreeze(p_account uuid, p_payment uuid, p_now timestamptz) RETURNS SETOF credit_lot
LANGUAGE plpgsql AS $$
DECLARE
  thawed uuid[];
BEGIN
  PERFORM ledger_lock_known(p_account, p_now);
  SELECT array_agg(id) INTO thawed
  FROM credit_lot
  WHERE account_id = p_account AND payment_id = p_payment AND frozen_at IS NOT NULL;
  UPDATE credit_lot SET frozen_at = NULL WHERE account_id = p_account AND id = ANY (thawed);
  PERFORM ledger_freed(p_account, p_now);
  RETURN QUERY SELECT * FROM credit_lot WHERE account_id = p_account AND id = ANY (thawed);
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

-- Whether a hold of the account was placed with this key.
CREATE OR REPLACE FUNCTION ledger_is_key_of_hold(p_locked credit_account, p_key text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT p_locked.keyed_holds THEN
    RETURN false;
  END IF;
  PERFORM FROM credit_hold WHERE account_id = p_locked.id AND idempotency_key = p_key;
  RETURN FOUND;
END;
$$;

-- Refills of many accounts, each account once: what ledger_reset and ledger_grant make of them one by one. Locked accounts
-- are skipped rather than waited for and left out of the result, so that it cannot deadlock.
--
-- In the usual case, when nothing of an account has to expire or be paid first and no plan credits are kept up to a cap, all
-- such accounts are done in a few statements; lib/ledger/refill-batch.test.ts holds these equal to the two functions. The
-- others are done one by one.
CREATE OR REPLACE FUNCTION ledger_refill_many(p_items ledger_refill_item[], p_now timestamptz)
RETURNS TABLE (refilled uuid, granted boolean, debt_paid bigint)
LANGUAGE plpgsql
-- All joins below are look-ups of few rows by key, as in ledger_spend_many.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  steps ledger_refill_step[];
  step ledger_refill_step;
BEGIN
  -- The statements after this one see what the last holders of the locks committed.
  SELECT array_agg(ROW (locked.item, locked.acc, NULL, NULL, NULL, NULL)::ledger_refill_step) INTO steps
  FROM (
    SELECT item, acc
    FROM unnest(p_items) AS item
    JOIN credit_account AS acc ON acc.id = item.account
    ORDER BY acc.id
    FOR UPDATE OF acc SKIP LOCKED
  ) AS locked;

  -- `ended` is what a reset takes of each account's plan lots, oldest first.
  SELECT
    array_agg(
      ROW (
        asked.item,
        asked.account,
        (asked.account).debt = 0
          AND ((asked.account).next_expiry_at IS NULL OR (asked.account).next_expiry_at > p_now)
          AND NOT ((asked.item).reset AND (asked.item).keep > 0)
          AND ledger_has_room(asked.account, (asked.item).amount - coalesce(plan.free, 0))
          AND NOT EXISTS (
            SELECT FROM credit_lot WHERE account_id = (asked.account).id AND source_key = (asked.item).source_key
          ),
        coalesce(plan.free, 0),
        plan.allocations,
        ledger_uuid7(p_now)
      )::ledger_refill_step
    )
  INTO steps
  FROM unnest(steps) AS asked
  CROSS JOIN LATERAL (
    SELECT
      sum(lot.remaining - lot.held)::bigint AS free,
      jsonb_agg(jsonb_build_object('lot', lot.id, 'amount', lot.held - lot.remaining) ORDER BY lot.grant_seq) AS allocations
    FROM credit_lot AS lot
    WHERE (asked.item).reset AND lot.account_id = (asked.account).id AND lot.closed_at IS NULL AND lot.frozen_at IS NULL
      AND lot.remaining > lot.held AND lot.kind = 'PLAN'
      AND ((asked.item).reset_subscription IS NULL OR lot.subscription_id = (asked.item).reset_subscription)
      AND ((asked.item).keep_of IS NULL OR lot.subscription_id IS DISTINCT FROM (asked.item).keep_of
        OR lot.effective_at < (asked.item).keep_since OR lot.window_start >= (asked.item).keep_since)
  ) AS plan;

  -- What a hold or a dispute keeps of a lot stays, and expires as soon as it is free.
  UPDATE credit_lot AS lot
  SET remaining = CASE WHEN lot.frozen_at IS NULL THEN lot.held ELSE lot.remaining END,
      closed_at = CASE WHEN lot.frozen_at IS NULL AND lot.held = 0 THEN coalesce(lot.closed_at, p_now) ELSE lot.closed_at END,
      expires_at = least(lot.expires_at, greatest(p_now, ledger_just_after(lot.effective_at)))
  FROM unnest(steps) AS asked
  WHERE asked.is_usual AND (asked.item).reset AND lot.account_id = (asked.account).id AND lot.kind = 'PLAN'
    AND (lot.expires_at > p_now OR lot.expires_at IS NULL)
    AND ((asked.item).reset_subscription IS NULL OR lot.subscription_id = (asked.item).reset_subscription)
    AND ((asked.item).keep_of IS NULL OR lot.subscription_id IS DISTINCT FROM (asked.item).keep_of
      OR lot.effective_at < (asked.item).keep_since OR lot.window_start >= (asked.item).keep_since);

  INSERT INTO credit_lot (
    account_id, id, kind, origin, amount, remaining, priority, effective_at, expires_at, source_key, description,
    amount_cents, currency, payment_id, subscription_id, window_start, grant_seq, created_at
  )
  SELECT
    (account).id, lot, (item).kind, (item).origin, (item).amount, (item).amount, (item).priority, (item).effective_at,
    (item).expires_at, (item).source_key, (item).description, (item).amount_cents, (item).currency, (item).payment,
    (item).subscription, (item).window_start, (account).seq + CASE WHEN ended > 0 THEN 2 ELSE 1 END, p_now
  FROM unnest(steps)
  WHERE is_usual;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, allocations, description, actor, payment_id, created_at
  )
  SELECT
    (account).id, (account).seq + 1, 'RESET'::entry_type, -ended, (account).balance, (account).balance - ended, allocations,
    (item).reset_description, (item).reset_actor, NULL::uuid, p_now
  FROM unnest(steps)
  WHERE is_usual AND ended > 0
  UNION ALL
  SELECT
    (account).id, (account).seq + CASE WHEN ended > 0 THEN 2 ELSE 1 END, 'GRANT', (item).amount,
    (account).balance - ended, (account).balance - ended + (item).amount,
    jsonb_build_array(jsonb_build_object('lot', lot, 'amount', (item).amount)), (item).description, (item).actor,
    (item).payment, p_now
  FROM unnest(steps)
  WHERE is_usual;

  UPDATE credit_account AS acc
  SET balance = acc.balance - ended + (item).amount,
      seq = acc.seq + CASE WHEN ended > 0 THEN 2 ELSE 1 END,
      -- least() passes over nulls.
      next_expiry_at = least(acc.next_expiry_at, (item).expires_at),
      updated_at = p_now
  FROM unnest(steps)
  WHERE is_usual AND acc.id = (item).account;

  FOREACH step IN ARRAY coalesce(steps, '{}') LOOP
    refilled := (step.account).id;
    granted := true;
    debt_paid := 0;
    IF NOT step.is_usual THEN
      SELECT one.granted, one.debt_paid INTO granted, debt_paid FROM ledger_refill_one(step.item, p_now) AS one;
    END IF;
    RETURN NEXT;
  END LOOP;
END;
$$;

-- Ends what plan lots hold beyond p_keep, oldest first, in one entry; no row when there is nothing to end. Pinned
-- credits stay for their hold and frozen ones for the dispute, as with expiry.
--
-- A lot that a reset ends wholly, also one that was used up, is past its time from then on: what a hold or a dispute keeps
-- of it expires as soon as it is free, and what is given back to it comes as a RETURN lot. With something to keep, held
-- credits beyond what the free ones leave room for end as soon as they are free, and lots remember when they were last
-- rolled over.
CREATE OR REPLACE FUNCTION ledger_reset(
  p_account uuid,
  -- Null: every plan lot, whichever subscription it came from.
  p_subscription uuid,
  p_keep bigint,
  -- Of this subscription what came since then for a window before stays whole: it was paid late. Null: nothing does.
  p_keep_of uuid,
  p_keep_since timestamptz,
  p_description text,
  p_actor text,
  p_now timestamptz
) RETURNS SETOF ledger_entry
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock_known(p_account, p_now);
  ended bigint;
  left_over bigint;
  taken bigint;
  plan record;
  pinning record;
  allocations jsonb := '[]';
BEGIN
  SELECT coalesce(sum(remaining - held), 0)::bigint - p_keep INTO ended
  FROM credit_lot
  WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND kind = 'PLAN'
    AND (p_subscription IS NULL OR subscription_id = p_subscription)
    AND (p_keep_of IS NULL OR subscription_id IS DISTINCT FROM p_keep_of OR effective_at < p_keep_since
      OR window_start >= p_keep_since);

  IF p_keep > 0 THEN
    UPDATE credit_lot
    SET rolled_over_at = p_now
    WHERE account_id = p_account AND kind = 'PLAN' AND (expires_at > p_now OR expires_at IS NULL)
      AND (p_subscription IS NULL OR subscription_id = p_subscription)
      AND (p_keep_of IS NULL OR subscription_id IS DISTINCT FROM p_keep_of OR effective_at < p_keep_since
        OR window_start >= p_keep_since);

    -- Of what is held: the oldest lots give first, as of what is free.
    FOR pinning IN
      WITH pin AS (
        SELECT
          hold.id AS hold,
          part ->> 'lot' AS lot,
          (part ->> 'amount')::bigint - coalesce((part ->> 'ends')::bigint, 0) AS amount,
          lot.grant_seq
        FROM credit_hold AS hold
        CROSS JOIN jsonb_array_elements(hold.allocations) AS part
        JOIN credit_lot AS lot ON lot.account_id = p_account AND lot.id = (part ->> 'lot')::uuid
        WHERE hold.account_id = p_account AND hold.status = 'OPEN' AND lot.kind = 'PLAN' AND lot.frozen_at IS NULL
          AND (lot.expires_at > p_now OR lot.expires_at IS NULL)
          AND (p_subscription IS NULL OR lot.subscription_id = p_subscription)
          AND (p_keep_of IS NULL OR lot.subscription_id IS DISTINCT FROM p_keep_of OR lot.effective_at < p_keep_since
            OR lot.window_start >= p_keep_since)
      ), in_turn AS (
        SELECT
          *,
          (sum(amount) OVER (ORDER BY grant_seq, hold))::bigint AS total,
          (sum(amount) OVER ())::bigint AS held
        FROM pin
        WHERE amount > 0
      ), ending AS (
        -- `ended` is below zero by as much as there is room for.
        SELECT hold, lot, least(amount, held + least(ended, 0) - (total - amount)) AS ends
        FROM in_turn
        WHERE total - amount < held + least(ended, 0)
      )
      SELECT
        hold.id,
        (
          SELECT jsonb_agg(
            CASE
              WHEN ends IS NULL THEN part
              ELSE part || jsonb_build_object('ends', coalesce((part ->> 'ends')::bigint, 0) + ends)
            END
            ORDER BY turn
          )
          FROM jsonb_array_elements(hold.allocations) WITH ORDINALITY AS parts (part, turn)
          LEFT JOIN ending ON ending.hold = hold.id AND ending.lot = part ->> 'lot'
        ) AS allocations
      FROM credit_hold AS hold
      WHERE hold.account_id = p_account AND hold.id IN (SELECT ending.hold FROM ending)
    LOOP
      UPDATE credit_hold SET allocations = pinning.allocations WHERE account_id = p_account AND id = pinning.id;
    END LOOP;
  ELSE
    UPDATE credit_lot
    SET expires_at = least(expires_at, greatest(p_now, ledger_just_after(effective_at)))
    WHERE account_id = p_account AND kind = 'PLAN' AND (expires_at > p_now OR expires_at IS NULL)
      AND (p_subscription IS NULL OR subscription_id = p_subscription)
      AND (p_keep_of IS NULL OR subscription_id IS DISTINCT FROM p_keep_of OR effective_at < p_keep_since
        OR window_start >= p_keep_since);
  END IF;
  IF ended <= 0 THEN
    RETURN;
  END IF;

  left_over := ended;
  FOR plan IN
    SELECT id, remaining - held AS free
    FROM credit_lot
    WHERE account_id = p_account AND closed_at IS NULL AND frozen_at IS NULL AND kind = 'PLAN' AND remaining > held
      AND (p_subscription IS NULL OR subscription_id = p_subscription)
      AND (p_keep_of IS NULL OR subscription_id IS DISTINCT FROM p_keep_of OR effective_at < p_keep_since
        OR window_start >= p_keep_since)
    ORDER BY grant_seq
  LOOP
    EXIT WHEN left_over = 0;
    taken := least(plan.free, left_over);
    left_over := left_over - taken;
    UPDATE credit_lot
    SET remaining = remaining - taken,
        closed_at = CASE WHEN remaining = taken THEN p_now END,
        expires_at = CASE
          WHEN taken < plan.free THEN expires_at
          ELSE least(expires_at, greatest(p_now, ledger_just_after(effective_at)))
        END
    WHERE account_id = p_account AND id = plan.id;
    allocations := allocations || jsonb_build_object('lot', plan.id, 'amount', -taken);
  END LOOP;

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

-- The first time at which a lot may end that begins at p_time. In UTC, where it depends on no setting: an update with anything
-- that does cannot be sent to a shard.
CREATE OR REPLACE FUNCTION ledger_just_after(p_time timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (p_time AT TIME ZONE 'UTC' + interval '1 millisecond') AT TIME ZONE 'UTC';
$$;

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
