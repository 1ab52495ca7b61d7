-- Gives back a claw-back, named by its source key, once per source key of its own. Outcomes: reinstated,
-- already_reinstated, unknown_claw_back, exceeds_claw_back, balance_out_of_range.
CREATE OR REPLACE FUNCTION ledger_reinstate(
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
    WHEN NOT ledger_has_room(acc, coalesce(p_amount, result.reinstatable)) THEN 'balance_out_of_range'
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
