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
