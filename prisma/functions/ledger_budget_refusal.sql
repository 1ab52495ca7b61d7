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

-- What a cap of this scope counts a spend under: its key, subject or run. Null when the spend has none. All of an account is one value.
CREATE OR REPLACE FUNCTION ledger_budget_value(p_scope budget_scope, p_actor text, p_metadata jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE p_scope
    WHEN 'ACCOUNT' THEN ''
    WHEN 'KEY' THEN CASE WHEN starts_with(p_actor, 'key:') THEN substr(p_actor, 5) END
    WHEN 'SUBJECT' THEN p_metadata #>> '{$refill,subject}'
    WHEN 'RUN' THEN p_metadata #>> '{$refill,run}'
  END;
END;
$$;

-- The part of a cap's time in which a spend is counted, and when it stops counting. Calendar windows are whole, in UTC. A rolling window is
-- cut into sixtieths; one of them counts until all of it is older than the window, so that no window of that length holds more than the cap.
CREATE OR REPLACE FUNCTION ledger_budget_bucket(
  p_kind budget_window,
  p_seconds integer,
  p_at timestamptz,
  OUT starts_at timestamptz,
  OUT ends_at timestamptz
) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  step integer := ceil(p_seconds / 60.0);
  utc timestamp := p_at AT TIME ZONE 'UTC';
BEGIN
  IF p_kind = 'ROLLING' THEN
    starts_at := to_timestamp(floor(extract(epoch FROM p_at) / step) * step);
    ends_at := starts_at + make_interval(secs => step + p_seconds);
  ELSE
    utc := date_trunc(lower(p_kind::text), utc);
    starts_at := utc AT TIME ZONE 'UTC';
    ends_at := (utc + ('1 ' || lower(p_kind::text))::interval) AT TIME ZONE 'UTC';
  END IF;
END;
$$;
