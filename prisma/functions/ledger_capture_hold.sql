-- Takes p_amount (null: what is held) from the pins, in the order they were placed, and any excess as a debit would;
-- closes the hold and frees the rest. What neither the pins nor what is available cover may become debt, as long as all debt
-- stays within p_overdraft. Outcomes: captured, replayed, unknown_account, unknown_hold, hold_not_open, exceeds_capture_limit,
-- insufficient_credits (available then is the most that could be captured), budget_exceeded, idempotency_key_reused.
CREATE OR REPLACE FUNCTION ledger_capture_hold(
  p_account uuid,
  p_hold uuid,
  p_amount bigint,
  -- A capture takes at most this many times what is held.
  p_limit integer,
  -- The debt that running work may leave; null for none.
  p_overdraft bigint,
  p_key text,
  p_hash bytea,
  p_description text,
  p_meter text,
  p_quantity numeric,
  p_rate_version integer,
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
  allowance bigint;
  owed bigint;
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
  ELSIF FOUND OR p_key IS DISTINCT FROM held.idempotency_key AND ledger_is_key_of_hold(acc, p_key) THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  asked := coalesce(p_amount, held.amount);
  excess := asked - held.amount;
  allowance := greatest(coalesce(p_overdraft, 0) - acc.debt, 0);
  result.outcome := CASE
    WHEN held.id IS NULL THEN 'unknown_hold'
    WHEN held.status <> 'OPEN' THEN 'hold_not_open'
    WHEN asked > held.amount::numeric * p_limit THEN 'exceeds_capture_limit'
    WHEN excess > result.available + allowance THEN 'insufficient_credits'
    ELSE 'captured'
  END;
  IF result.outcome <> 'captured' THEN
    result.available := result.available + CASE WHEN result.outcome = 'insufficient_credits' THEN held.amount + allowance ELSE 0 END;
    RETURN result;
  END IF;

  -- What is held counts as used already.
  IF acc.has_budgets AND excess > 0 THEN
    result.refusal := ledger_budget_refusal(p_account, held.actor, held.metadata, p_hold, excess, p_now);
    IF result.refusal IS NOT NULL THEN
      result.outcome := 'budget_exceeded';
      RETURN result;
    END IF;
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
  owed := asked + ledger_sum(taken);
  IF owed > 0 THEN
    taken := taken || jsonb_build_object('debt', -owed);
  END IF;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, hold_id, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'USAGE', -asked, acc.balance, acc.balance - asked, p_key, p_hash, taken,
    coalesce(nullif(p_description, ''), held.description), p_meter, p_quantity, p_rate_version, coalesce(p_metadata, held.metadata),
    p_actor, p_hold, p_now
  )
  RETURNING * INTO first_answer;
  result.entry := first_answer;
  UPDATE credit_account SET balance = balance - asked, debt = debt + owed, seq = seq + 1 WHERE id = p_account RETURNING * INTO acc;

  IF acc.has_budgets THEN
    PERFORM ledger_budget_count(p_account, held.actor, held.metadata, asked, p_now);
  END IF;

  PERFORM ledger_end_over_cap(acc, held, p_now);
  acc := ledger_freed(p_account, p_now);
  result.hold := held;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  RETURN result;
END;
$$;
