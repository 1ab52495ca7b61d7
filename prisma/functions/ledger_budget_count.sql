-- Counts a spend of a locked account that has budgets, or, with a negative amount, what is given back of one, at the time of the spend. A capture
-- counts under the actor and the metadata of its hold, which was let in under them.
CREATE OR REPLACE FUNCTION ledger_budget_count(
  p_account uuid,
  p_actor text,
  p_metadata jsonb,
  p_amount bigint,
  p_at timestamptz
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  cap credit_budget;
  value text;
  bucket record;
BEGIN
  FOR cap IN
    SELECT * FROM credit_budget WHERE account_id = p_account
  LOOP
    value := ledger_budget_value(cap.scope, p_actor, p_metadata);
    CONTINUE WHEN value IS NULL OR value <> coalesce(cap.target, value);
    bucket := ledger_budget_bucket(cap.window_kind, cap.window_seconds, p_at);
    IF p_amount < 0 THEN
      UPDATE credit_budget_use
      SET used = greatest(used + p_amount, 0)
      WHERE account_id = p_account AND budget_id = cap.id AND target = value AND starts_at = bucket.starts_at;
    ELSE
      INSERT INTO credit_budget_use (account_id, budget_id, target, starts_at, ends_at, used)
      VALUES (p_account, cap.id, value, bucket.starts_at, bucket.ends_at, p_amount)
      ON CONFLICT (account_id, budget_id, target, starts_at) DO UPDATE SET used = credit_budget_use.used + excluded.used;
    END IF;
  END LOOP;
END;
$$;
