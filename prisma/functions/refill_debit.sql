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

-- Whether the account has a spend under this key.
CREATE OR REPLACE FUNCTION refill_was_spent(p_account uuid, p_idempotency_key text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_idempotency_key);
END;
$$;

-- The time of the app: this server's, plus what the local clock of a demo is ahead.
CREATE OR REPLACE FUNCTION refill_now() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN date_trunc('milliseconds', clock_timestamp())
    + coalesce((SELECT offset_ms FROM local_clock WHERE id = 1), 0) * interval '1 millisecond';
END;
$$;

-- The user that a name stands for, in the order of lib/api/http/find-accounts.ts; null for none, and for accounts that are being
-- deleted.
CREATE OR REPLACE FUNCTION refill_user(p_name text) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  as_id uuid;
  found_id uuid;
BEGIN
  IF p_name ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
    as_id := p_name::uuid;
  END IF;
  found_id := coalesce(
    (SELECT id FROM "user" WHERE id = as_id),
    (SELECT user_id FROM former_account_id WHERE id = as_id),
    (SELECT id FROM "user" WHERE external_id = p_name),
    (SELECT id FROM "user" WHERE email = lower(btrim(p_name)))
  );
  PERFORM FROM account_deletion WHERE user_id = found_id;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  RETURN found_id;
END;
$$;

-- The price of an amount, or of a meter's quantity at its current rate, as lib/catalog/price-quantity.ts.
CREATE OR REPLACE FUNCTION refill_price(
  p_amount bigint,
  p_meter text,
  p_quantity numeric,
  OUT credits bigint,
  OUT rate_version integer,
  OUT is_archived boolean
)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  max_amount constant bigint := 1000000000000000;
  rate record;
  dividend numeric;
  rounded numeric;
BEGIN
  is_archived := false;
  IF (p_amount IS NULL) = (p_meter IS NULL) OR (p_meter IS NULL) <> (p_quantity IS NULL) THEN
    RAISE EXCEPTION 'Pass p_amount, or p_meter and p_quantity.' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF p_amount IS NOT NULL THEN
    IF p_amount NOT BETWEEN 1 AND max_amount THEN
      RAISE EXCEPTION 'p_amount: Must be a whole number of credits between 1 and %.', max_amount
        USING ERRCODE = 'invalid_parameter_value';
    END IF;
    credits := p_amount;
    RETURN;
  END IF;
  -- Not a number counts as greater than any number.
  IF p_quantity <= 0 OR p_quantity >= 1e14 OR p_quantity <> trunc(p_quantity, 6) THEN
    RAISE EXCEPTION 'p_quantity: Must be above 0, with at most 14 digits before the decimal point and 6 after it.'
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  SELECT version.*, meter.archived_at INTO rate
  FROM meter
  JOIN meter_version AS version ON version.meter_id = meter.id AND version.version = meter.current_version
  WHERE meter.key = p_meter;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'p_meter: There is no meter %.', p_meter USING ERRCODE = 'invalid_parameter_value';
  END IF;
  dividend := p_quantity * rate.credits;
  rounded := CASE rate.rounding
    WHEN 'UP' THEN div(dividend * 1000000 + rate.per_units * 1000000::numeric - 1, rate.per_units * 1000000::numeric)
    WHEN 'NEAREST' THEN div(2 * dividend + rate.per_units, 2 * rate.per_units::numeric)
    ELSE div(dividend, rate.per_units)
  END;
  IF greatest(rounded, rate.minimum_credits) > max_amount THEN
    RAISE EXCEPTION 'p_quantity: Costs more than % credits.', max_amount USING ERRCODE = 'invalid_parameter_value';
  END IF;
  credits := greatest(rounded, rate.minimum_credits);
  rate_version := rate.version;
  is_archived := rate.archived_at IS NOT NULL;
END;
$$;

-- Raises an error for a key, a description, metadata or dimensions that the API would refuse.
CREATE OR REPLACE FUNCTION refill_check_details(
  p_idempotency_key text,
  p_description text,
  p_metadata jsonb,
  p_dimensions jsonb
) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  wrong text;
BEGIN
  wrong := CASE
    WHEN char_length(p_idempotency_key) NOT BETWEEN 1 AND 255 OR p_idempotency_key ~ '[\u0001-\u001f\u007f-\u009f]'
      THEN 'p_idempotency_key: Must have 1 to 255 characters, and no control characters.'
    WHEN p_description IS NULL OR char_length(p_description) > 500
      THEN 'p_description: Must be a text of at most 500 characters.'
    WHEN jsonb_typeof(p_metadata) <> 'object' OR p_metadata ? '$refill' OR octet_length(p_metadata::text) > 2048
      THEN 'p_metadata: Must be an object of at most 2048 bytes, without the name $refill.'
    WHEN jsonb_typeof(p_dimensions) <> 'object'
      OR (p_dimensions - ARRAY['subject', 'model', 'project', 'run', 'tags', 'estimated']) <> '{}'
      OR EXISTS (
        SELECT FROM jsonb_each(p_dimensions) AS field
        WHERE field.key IN ('subject', 'model', 'project', 'run')
          AND (jsonb_typeof(field.value) <> 'string' OR char_length(field.value #>> '{}') NOT BETWEEN 1 AND 100)
      )
      OR coalesce(p_dimensions -> 'estimated', 'true') <> 'true'
      OR coalesce(jsonb_typeof(p_dimensions -> 'tags'), 'array') <> 'array'
      THEN 'p_dimensions: Must be an object with subject, model, project, run (texts of 1 to 100 characters), tags and estimated (true).'
  END;
  IF wrong IS NULL AND p_dimensions ? 'tags' AND (
    jsonb_array_length(p_dimensions -> 'tags') NOT BETWEEN 1 AND 10
    OR EXISTS (
      SELECT FROM jsonb_array_elements(p_dimensions -> 'tags') AS tag
      WHERE jsonb_typeof(tag) <> 'string' OR char_length(tag #>> '{}') NOT BETWEEN 1 AND 100
    )
    OR (SELECT count(*) <> count(DISTINCT tag) FROM jsonb_array_elements(p_dimensions -> 'tags') AS tag)
  ) THEN
    wrong := 'p_dimensions.tags: Must be a list of 1 to 10 different texts of 1 to 100 characters.';
  END IF;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION '%', wrong USING ERRCODE = 'invalid_parameter_value';
  END IF;
END;
$$;
