DROP FUNCTION refill_check(p_account text, p_amount bigint, p_meter text, p_quantity numeric, p_idempotency_key text, p_description text, p_metadata jsonb, p_dimensions jsonb);
DROP FUNCTION refill_debit(p_account text, p_amount bigint, p_meter text, p_quantity numeric, p_idempotency_key text, p_description text, p_metadata jsonb, p_dimensions jsonb);

-- Spends credits inside the caller's own transaction, so that work and its price commit together or not at all. For applications
-- that share this database: it runs with its owner's rights, so their role needs EXECUTE on it and no other right. p_account is a
-- user id, an external id or an email address. Pass p_amount, or p_meter and p_quantity. Outcomes: debited, replayed,
-- insufficient_credits, budget_exceeded (with the refusal of ledger_budget_refusal), idempotency_key_reused, unknown_account; and
-- dormant, when the account's free plan has to be refilled first, which reading its balance through the API does. After each of these the transaction can go
-- on; an invalid argument raises an error. Every statement after the account's lock has to see what was committed before, hence
-- READ COMMITTED.
CREATE OR REPLACE FUNCTION refill_debit(
  p_account text,
  p_amount bigint DEFAULT NULL,
  p_meter text DEFAULT NULL,
  p_quantity numeric DEFAULT NULL,
  p_idempotency_key text DEFAULT NULL,
  p_description text DEFAULT '',
  p_metadata jsonb DEFAULT NULL,
  p_dimensions jsonb DEFAULT NULL
) RETURNS TABLE (
  outcome text,
  entry_id text,
  charged bigint,
  required bigint,
  balance bigint,
  available bigint,
  refusal jsonb
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  payer uuid;
  account uuid;
  price record;
  was_spent boolean;
  stored jsonb := p_metadata;
  hash bytea;
  result ledger_debit_result;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'refill_debit requires a transaction with the isolation level READ COMMITTED.'
      USING ERRCODE = 'invalid_transaction_state';
  END IF;
  PERFORM refill_check_details(p_idempotency_key, p_description, p_metadata, p_dimensions);
  price := refill_price(p_amount, p_meter, p_quantity);

  payer := refill_user(p_account);
  IF payer IS NULL THEN
    outcome := 'unknown_account';
    RETURN NEXT;
    RETURN;
  END IF;
  account := ledger_account_of(payer);
  -- A retry of a spend that succeeded before is answered in any case.
  was_spent := refill_was_spent(account, p_idempotency_key);
  PERFORM FROM dormancy WHERE user_id = payer AND ended_at IS NULL;
  IF FOUND AND NOT was_spent THEN
    outcome := 'dormant';
    RETURN NEXT;
    RETURN;
  END IF;
  IF price.is_archived AND NOT was_spent THEN
    RAISE EXCEPTION 'p_meter: The meter % is archived and accepts no new spends.', p_meter
      USING ERRCODE = 'invalid_parameter_value';
  END IF;

  required := price.credits;
  IF account IS NULL THEN
    outcome := 'insufficient_credits';
    balance := 0;
    available := 0;
    RETURN NEXT;
    RETURN;
  END IF;
  IF p_dimensions <> '{}' THEN
    stored := coalesce(p_metadata, '{}') || jsonb_build_object('$refill', p_dimensions);
  END IF;
  IF p_idempotency_key IS NOT NULL THEN
    -- Equal values of jsonb have one text. With a meter, the amount follows from the quantity, at the rate of the first request.
    hash := sha256(convert_to(
      jsonb_build_array('refill_debit', p_amount, p_meter, trim_scale(p_quantity), p_description, stored)::text, 'UTF8'
    ));
  END IF;
  result := ledger_debit(
    true, account, price.credits, p_idempotency_key, hash, p_description, p_meter, p_quantity, price.rate_version, stored,
    'app:refill', refill_now()
  );
  outcome := result.outcome;
  balance := result.balance;
  available := result.available;
  refusal := result.refusal;
  IF outcome IN ('debited', 'replayed') THEN
    entry_id := account || '_' || (result.entry).seq;
    charged := -(result.entry).amount;
  END IF;
  IF outcome = 'debited' THEN
    -- Pages that show the balance hear of it when the transaction commits.
    PERFORM pg_notify('balances', account::text);
  END IF;
  RETURN NEXT;
END;
$$;

-- What refill_debit would answer now, without effect: for a check before the work begins. Another spend may come first.
CREATE OR REPLACE FUNCTION refill_check(
  p_account text,
  p_amount bigint DEFAULT NULL,
  p_meter text DEFAULT NULL,
  p_quantity numeric DEFAULT NULL,
  p_idempotency_key text DEFAULT NULL,
  p_description text DEFAULT '',
  p_metadata jsonb DEFAULT NULL,
  p_dimensions jsonb DEFAULT NULL
) RETURNS TABLE (
  outcome text,
  entry_id text,
  charged bigint,
  required bigint,
  balance bigint,
  available bigint,
  refusal jsonb
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  answer record;
BEGIN
  BEGIN
    SELECT * INTO answer FROM refill_debit(
      p_account, p_amount, p_meter, p_quantity, p_idempotency_key, p_description, p_metadata, p_dimensions
    );
    -- Undoes what was done since BEGIN, the lock included. Variables keep their values.
    RAISE EXCEPTION USING ERRCODE = 'RFCHK', MESSAGE = 'undone';
  EXCEPTION WHEN SQLSTATE 'RFCHK' THEN
  END;
  outcome := answer.outcome;
  charged := answer.charged;
  required := answer.required;
  -- As they are before the spend.
  balance := answer.balance;
  available := answer.available;
  refusal := answer.refusal;
  IF outcome = 'debited' THEN
    balance := balance + charged;
    available := available + charged;
  ELSE
    entry_id := answer.entry_id;
  END IF;
  RETURN NEXT;
END;
$$;

-- They run with their owner's rights: only roles that are granted it may call them.
REVOKE ALL ON FUNCTION refill_debit(text, bigint, text, numeric, text, text, jsonb, jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION refill_check(text, bigint, text, numeric, text, text, jsonb, jsonb) FROM PUBLIC;
