-- AlterTable
ALTER TABLE "credit_budget" ADD COLUMN     "of_plan" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "plan_version" ADD COLUMN     "spend_limits" JSONB NOT NULL DEFAULT '[]';

DROP FUNCTION ledger_add_budget(p_account uuid, p_scope budget_scope, p_target text, p_kind budget_window, p_seconds integer, p_limit bigint, p_most integer, p_actor text, p_now timestamp with time zone);

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
      'limit', cap.limit_credits::text, 'used', (spent + held)::text, 'ofPlan', cap.of_plan, 'freesAt', frees_at
    );
  END LOOP;
  RETURN refusal || jsonb_build_object('left', greatest(most, 0)::text);
END;
$$;
