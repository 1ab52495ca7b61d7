-- Adds a cap, and counts what its window holds already. Null when there is no such account or it has p_most caps of this kind: of its
-- owner, or of its plan.
CREATE OR REPLACE FUNCTION ledger_add_budget(
  p_account uuid,
  p_scope budget_scope,
  p_target text,
  p_kind budget_window,
  p_seconds integer,
  p_limit bigint,
  p_of_plan boolean,
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
  IF acc.id IS NULL OR (SELECT count(*) >= p_most FROM credit_budget WHERE account_id = p_account AND of_plan = p_of_plan) THEN
    RETURN NULL;
  END IF;
  INSERT INTO credit_budget (account_id, id, scope, target, window_kind, window_seconds, limit_credits, of_plan, actor, created_at)
  VALUES (p_account, added, p_scope, p_target, p_kind, p_seconds, p_limit, p_of_plan, p_actor, p_now);
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

-- Removes a cap with what it counted. Whether there was one.
CREATE OR REPLACE FUNCTION ledger_remove_budget(p_account uuid, p_budget uuid, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  removed boolean;
  some_left boolean;
BEGIN
  DELETE FROM credit_budget_use WHERE account_id = p_account AND budget_id = p_budget;
  DELETE FROM credit_budget WHERE account_id = p_account AND id = p_budget;
  removed := FOUND;
  some_left := EXISTS (SELECT FROM credit_budget WHERE account_id = p_account);
  UPDATE credit_account SET has_budgets = some_left WHERE id = p_account;
  RETURN removed;
END;
$$;
