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

-- The same for one account. `granted` is that of ledger_grant.
CREATE OR REPLACE FUNCTION ledger_refill_one(
  p_item ledger_refill_item,
  p_now timestamptz,
  OUT granted boolean,
  OUT debt_paid bigint
) LANGUAGE plpgsql AS $$
DECLARE
  result ledger_grant_result;
BEGIN
  IF p_item.reset THEN
    PERFORM FROM ledger_reset(
      p_item.account, p_item.reset_subscription, p_item.keep, p_item.keep_of, p_item.keep_since,
      p_item.reset_description, p_item.reset_actor, p_now
    );
  END IF;
  result := ledger_grant(
    p_item.account, p_item.kind, p_item.origin, p_item.amount, p_item.source_key, p_item.priority,
    p_item.effective_at, p_item.expires_at, p_item.description, p_item.amount_cents, p_item.currency, p_item.payment,
    p_item.subscription, p_item.window_start, p_item.actor, p_now
  );
  granted := result.granted;
  SELECT coalesce(sum((part ->> 'debt')::bigint), 0)::bigint INTO debt_paid
  FROM ledger_entry AS entry
  CROSS JOIN jsonb_array_elements(entry.allocations) AS part
  WHERE entry.account_id = p_item.account AND entry.seq = (result.lot).grant_seq AND part ? 'debt';
END;
$$;
