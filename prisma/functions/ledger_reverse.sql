-- Gives back a USAGE entry, named by p_seq or by p_of_key; p_amount null is all that is left of it. Outcomes: reversed,
-- replayed, unknown_account, unknown_entry, not_a_spend, too_late, exceeds_spend (reversible says what is left),
-- idempotency_key_reused, balance_out_of_range.
CREATE OR REPLACE FUNCTION ledger_reverse(
  p_account uuid,
  p_seq bigint,
  p_of_key text,
  p_amount bigint,
  p_key text,
  p_hash bytea,
  -- Spends from before then are no longer given back.
  p_spent_since timestamptz,
  p_return_ends timestamptz,
  p_return_priority integer,
  p_description text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_reverse_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_reverse_result;
  first_answer ledger_entry;
  spend ledger_entry;
  before bigint;
  held credit_hold;
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.entry := first_answer;
    RETURN result;
  ELSIF FOUND OR ledger_is_key_of_hold(acc, p_key) THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  IF p_seq IS NOT NULL THEN
    SELECT * INTO spend FROM ledger_entry WHERE account_id = p_account AND seq = p_seq;
  ELSE
    SELECT * INTO spend FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_of_key;
  END IF;
  before := ledger_given_back(p_account, spend.seq);
  result.reversible := -spend.amount - before;
  result.outcome := CASE
    -- A number in between without an entry: it was a spend, and is archived.
    WHEN spend.seq IS NULL AND p_seq BETWEEN 1 AND acc.seq THEN 'too_late'
    WHEN spend.seq IS NULL THEN 'unknown_entry'
    WHEN spend.type <> 'USAGE' THEN 'not_a_spend'
    WHEN spend.created_at < p_spent_since THEN 'too_late'
    WHEN result.reversible = 0 OR p_amount > result.reversible THEN 'exceeds_spend'
    WHEN NOT ledger_has_room(acc, coalesce(p_amount, result.reversible)) THEN 'balance_out_of_range'
    ELSE 'reversed'
  END;
  IF result.outcome <> 'reversed' THEN
    RETURN result;
  END IF;

  result.entry := ledger_give_back(
    acc, spend, coalesce(p_amount, result.reversible), before, 'REVERSAL', NULL, p_key, p_hash, p_return_ends,
    p_return_priority, p_description, p_metadata, p_actor, p_now
  );
  IF acc.has_budgets THEN
    SELECT * INTO held FROM credit_hold WHERE account_id = p_account AND id = spend.hold_id;
    PERFORM ledger_budget_count(
      p_account, CASE WHEN held.id IS NULL THEN spend.actor ELSE held.actor END,
      CASE WHEN held.id IS NULL THEN spend.metadata ELSE held.metadata END, -(result.entry).amount, spend.created_at
    );
  END IF;
  acc := ledger_freed(p_account, p_now);
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);
  result.reversible := result.reversible - (result.entry).amount;
  RETURN result;
END;
$$;
