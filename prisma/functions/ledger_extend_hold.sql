-- Raises what an open hold reserves to p_amount in total, pinned in burn order, and moves its end to p_expires_at. Null, less than is
-- held or sooner than its end changes nothing, so that a retry has no effect. A hold lasts p_max_seconds at most from when it was placed,
-- however often it is extended: what it pins outlives its lot. Outcomes: extended, replayed (nothing changed),
-- insufficient_credits (available then counts the pins too), budget_exceeded, hold_not_open, unknown_hold, unknown_account.
CREATE OR REPLACE FUNCTION ledger_extend_hold(
  p_account uuid,
  p_hold uuid,
  p_amount bigint,
  p_expires_at timestamptz,
  p_max_seconds integer,
  p_now timestamptz
) RETURNS ledger_hold_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_hold_result;
  extended credit_hold;
  lot record;
  ends_at timestamptz;
  more bigint;
  pinned bigint;
  pinned_total bigint := 0;
  pins jsonb := '[]';
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  SELECT * INTO extended FROM credit_hold WHERE account_id = p_account AND id = p_hold;
  ends_at := CASE WHEN p_expires_at IS NOT NULL THEN least(p_expires_at, extended.created_at + make_interval(secs => p_max_seconds)) END;
  more := greatest(coalesce(p_amount, 0) - extended.amount, 0);
  result.hold := extended;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  result.outcome := CASE
    WHEN extended.id IS NULL THEN 'unknown_hold'
    WHEN extended.status <> 'OPEN' THEN 'hold_not_open'
    WHEN more > result.available THEN 'insufficient_credits'
    WHEN more = 0 AND coalesce(ends_at <= extended.expires_at, true) THEN 'replayed'
    ELSE 'extended'
  END;
  IF result.outcome <> 'extended' THEN
    result.available := result.available + CASE WHEN result.outcome = 'insufficient_credits' THEN extended.amount ELSE 0 END;
    RETURN result;
  END IF;

  IF acc.has_budgets AND more > 0 THEN
    result.refusal := ledger_budget_refusal(p_account, extended.actor, extended.metadata, p_hold, more, p_now);
    IF result.refusal IS NOT NULL THEN
      result.outcome := 'budget_exceeded';
      RETURN result;
    END IF;
  END IF;

  IF more > 0 THEN
    FOR lot IN
      SELECT id, free FROM ledger_burn_order(p_account, NULL, NULL, p_now) WHERE spendable
    LOOP
      pinned := least(lot.free, more - pinned_total);
      UPDATE credit_lot SET held = held + pinned WHERE account_id = p_account AND id = lot.id;
      pins := pins || jsonb_build_object('lot', lot.id, 'amount', pinned);
      pinned_total := pinned_total + pinned;
      EXIT WHEN pinned_total = more;
    END LOOP;
    -- Each lot once: whatever ends a hold goes by that.
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('lot', part.lot, 'amount', part.amount, 'ends', part.ends)) ORDER BY turn)
    INTO pins
    FROM (
      SELECT pin ->> 'lot' AS lot, sum((pin ->> 'amount')::bigint) AS amount, sum((pin ->> 'ends')::bigint) AS ends, min(nth) AS turn
      FROM jsonb_array_elements(extended.allocations || pins) WITH ORDINALITY AS every (pin, nth)
      GROUP BY 1
    ) AS part;
  ELSE
    pins := extended.allocations;
  END IF;

  UPDATE credit_hold
  SET amount = amount + more, allocations = pins, expires_at = greatest(expires_at, ends_at)
  WHERE account_id = p_account AND id = p_hold
  RETURNING * INTO extended;
  -- next_expiry_at may be too early now: that costs one needless look.
  UPDATE credit_account SET held = held + more, updated_at = p_now WHERE id = p_account;

  result.hold := extended;
  result.available := result.available - more;
  RETURN result;
END;
$$;
