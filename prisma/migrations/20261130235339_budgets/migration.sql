-- CreateEnum
CREATE TYPE "budget_scope" AS ENUM ('ACCOUNT', 'KEY', 'SUBJECT', 'RUN');

-- CreateEnum
CREATE TYPE "budget_window" AS ENUM ('DAY', 'WEEK', 'MONTH', 'ROLLING');

-- AlterTable
ALTER TABLE "credit_account" ADD COLUMN     "has_budgets" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "credit_budget" (
    "account_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scope" "budget_scope" NOT NULL,
    "target" TEXT,
    "window_kind" "budget_window" NOT NULL,
    "window_seconds" INTEGER,
    "limit_credits" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_budget_pkey" PRIMARY KEY ("account_id","id")
);

-- CreateTable
CREATE TABLE "credit_budget_use" (
    "account_id" UUID NOT NULL,
    "budget_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "used" BIGINT NOT NULL,

    CONSTRAINT "credit_budget_use_pkey" PRIMARY KEY ("account_id","budget_id","target","starts_at")
);

-- CreateIndex
CREATE INDEX "credit_budget_use_ends_at_idx" ON "credit_budget_use"("ends_at");

-- AddForeignKey
ALTER TABLE "credit_budget" ADD CONSTRAINT "credit_budget_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "credit_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_budget_use" ADD CONSTRAINT "credit_budget_use_account_id_budget_id_fkey" FOREIGN KEY ("account_id", "budget_id") REFERENCES "credit_budget"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE credit_budget ADD CONSTRAINT credit_budget_limit_check CHECK (limit_credits >= 0);
ALTER TABLE credit_budget ADD CONSTRAINT credit_budget_target_check CHECK (scope <> 'ACCOUNT' OR target IS NULL);
ALTER TABLE credit_budget ADD CONSTRAINT credit_budget_window_check CHECK ((window_kind = 'ROLLING') = (window_seconds IS NOT NULL) AND coalesce(window_seconds >= 60, true));
ALTER TABLE credit_budget_use ADD CONSTRAINT credit_budget_use_used_check CHECK (used >= 0);

-- The cap that said no, as ledger_budget_refusal says it.
ALTER TYPE ledger_debit_result ADD ATTRIBUTE refusal jsonb;
ALTER TYPE ledger_hold_result ADD ATTRIBUTE refusal jsonb;
ALTER TYPE ledger_capture_result ADD ATTRIBUTE refusal jsonb;
ALTER TYPE ledger_spend_result ADD ATTRIBUTE refusal jsonb;
ALTER TYPE ledger_place_result ADD ATTRIBUTE refusal jsonb;

-- Adds a cap, and counts what its window holds already. Null when there is no such account or it has p_most caps.
CREATE OR REPLACE FUNCTION ledger_add_budget(
  p_account uuid,
  p_scope budget_scope,
  p_target text,
  p_kind budget_window,
  p_seconds integer,
  p_limit bigint,
  p_most integer,
  p_actor text,
  p_now timestamptz
) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  added uuid := ledger_uuid7(p_now);
  -- Earlier than any window begins; clocks differ.
  first_seq bigint := ledger_seq_at(p_account, p_now - interval '34 days');
BEGIN
  IF acc.id IS NULL OR (SELECT count(*) >= p_most FROM credit_budget WHERE account_id = p_account) THEN
    RETURN NULL;
  END IF;
  INSERT INTO credit_budget (account_id, id, scope, target, window_kind, window_seconds, limit_credits, actor, created_at)
  VALUES (p_account, added, p_scope, p_target, p_kind, p_seconds, p_limit, p_actor, p_now);
  UPDATE credit_account SET has_budgets = true WHERE id = p_account;

  INSERT INTO credit_budget_use (account_id, budget_id, target, starts_at, ends_at, used)
  SELECT p_account, added, value, starts_at, ends_at, sum(-entry.amount)::bigint
  FROM ledger_entry AS entry
  LEFT JOIN ledger_entry AS undone ON undone.account_id = p_account AND undone.seq = entry.undoes_seq
  LEFT JOIN credit_hold AS hold ON hold.account_id = p_account AND hold.id = coalesce(undone.hold_id, entry.hold_id)
  CROSS JOIN LATERAL ledger_budget_bucket(p_kind, p_seconds, coalesce(undone.created_at, entry.created_at))
  CROSS JOIN LATERAL ledger_budget_value(
    p_scope,
    CASE WHEN hold.id IS NOT NULL THEN hold.actor WHEN undone.seq IS NOT NULL THEN undone.actor ELSE entry.actor END,
    CASE WHEN hold.id IS NOT NULL THEN hold.metadata WHEN undone.seq IS NOT NULL THEN undone.metadata ELSE entry.metadata END
  ) AS value
  WHERE entry.account_id = p_account AND entry.seq >= first_seq AND entry.type IN ('USAGE', 'REVERSAL')
    AND ends_at > p_now AND value = coalesce(p_target, value)
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

-- The cap of an account that does not allow so many credits more, as JSON, or null when all do. Of several, the one that frees last:
-- when it does, if nothing else is spent or held until then, the others have. Counted as used are the spends of the window and all that
-- open holds hold, whenever they were placed. p_hold is the one that is to have more, which frees nothing. The account is locked and settled.
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
    WHERE account_id = p_account AND status = 'OPEN' AND ledger_budget_value(cap.scope, actor, metadata) = value;
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
        WHERE account_id = p_account AND status = 'OPEN' AND ledger_budget_value(cap.scope, actor, metadata) = value
          AND id IS DISTINCT FROM p_hold
      ) AS part
    ) AS step
    WHERE spent + held - freed + p_amount <= cap.limit_credits;
    -- One that never frees is the last of all.
    CONTINUE WHEN refusal IS NOT NULL AND (latest IS NULL OR frees_at <= latest);
    latest := frees_at;
    refusal := jsonb_build_object(
      'id', cap.id, 'scope', cap.scope, 'target', value, 'window', cap.window_kind, 'seconds', cap.window_seconds,
      'limit', cap.limit_credits::text, 'used', (spent + held)::text, 'freesAt', frees_at
    );
  END LOOP;
  RETURN refusal;
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

-- The part of a cap's time in which a spend is counted, and when it counts no more. Calendar windows are whole, in UTC. A rolling window is
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

-- Captures many holds in one statement, with the same results as ledger_capture_hold one by one; those of one account in their
-- order. In the usual case, when each hold of an account is open, pins one lot and covers its capture, and nothing has to
-- expire, be replayed or be paid, all such accounts are done in a few statements; the others capture by capture.
-- lib/ledger/hold-batch.test.ts holds these equal.
CREATE OR REPLACE FUNCTION ledger_capture_many(
  p_wait boolean,
  -- Accounts, each once and sorted, and whether their captures may go the usual way (no idempotency key and no hold twice).
  p_accounts uuid[],
  p_plain boolean[],
  -- The times of the first and of the last capture.
  p_earliest timestamptz,
  p_latest timestamptz,
  -- Captures: the number of their account. Those that no capture has are null as a whole.
  p_nos integer[],
  p_holds uuid[],
  -- Null for all that is held.
  p_amounts bigint[],
  p_capture_limit integer,
  -- The debt that a capture may leave.
  p_overdrafts bigint[],
  p_keys text[],
  p_hashes text[],
  p_descriptions text[],
  p_meters text[],
  p_quantities numeric[],
  p_rate_versions integer[],
  p_metadata text[],
  p_actors text[],
  p_nows timestamptz[]
) RETURNS SETOF ledger_spend_result
LANGUAGE plpgsql
-- As in ledger_spend_many: look-ups of few rows by key, and no waiting for ever.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
SET plan_cache_mode = force_generic_plan
SET lock_timeout = '5s'
AS $$
DECLARE
  locked CONSTANT uuid[] := ledger_lock_many(p_wait, p_accounts);
  -- By number of account.
  usual boolean[];
  keyed boolean[];
  balances bigint[];
  availables bigint[];
  seqs bigint[];
  unusual integer[];
  -- By capture: its lot, what it takes and what was held, and of its account up to and with it how many there are, what they
  -- take and what they free.
  lots uuid[];
  amounts bigint[];
  pins bigint[];
  turns integer[];
  runs bigint[];
  freed bigint[];
  nth_account integer;
BEGIN
  SELECT
    array_agg(acc.id IS NOT NULL AND open.starting IS NOT TRUE ORDER BY no),
    array_agg(acc.keyed_holds ORDER BY no),
    array_agg(acc.balance ORDER BY no),
    array_agg(coalesce(open.available, 0) ORDER BY no),
    array_agg(acc.seq ORDER BY no)
  INTO usual, keyed, balances, availables, seqs
  FROM (
    SELECT generate_subscripts(p_accounts, 1) AS no, unnest(p_accounts) AS id, unnest(p_plain) AS plain
  ) AS asked
  LEFT JOIN credit_account AS acc
    ON acc.id = asked.id AND acc.id = ANY (locked) AND plain AND acc.debt = 0 AND NOT acc.has_budgets
    AND (acc.next_expiry_at IS NULL OR acc.next_expiry_at > p_latest)
  LEFT JOIN LATERAL (
    SELECT sum(remaining - held)::bigint AS available, bool_or(effective_at > p_earliest) AS starting
    FROM credit_lot
    WHERE account_id = acc.id AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
      AND effective_at <= p_latest
  ) AS open ON acc.id IS NOT NULL;

  -- A hold with a longer `ends`, or whose lot is past its time, frozen or not there yet, frees credits that are not available.
  SELECT
    array_agg(lot ORDER BY nth),
    array_agg(amount ORDER BY nth),
    array_agg(pinned ORDER BY nth),
    array_agg(turn ORDER BY nth),
    array_agg(run ORDER BY nth),
    array_agg(freed_with ORDER BY nth),
    coalesce(array_agg(DISTINCT no) FILTER (WHERE NOT covered), '{}')
  INTO lots, amounts, pins, turns, runs, freed, unusual
  FROM (
    SELECT
      nth, no, lot.id AS lot, asked.amount, hold.amount AS pinned,
      (row_number() OVER of_account)::integer AS turn,
      (sum(asked.amount) OVER of_account)::bigint AS run,
      (sum(hold.amount - asked.amount) OVER of_account)::bigint AS freed_with,
      coalesce(
        hold.status = 'OPEN' AND asked.amount <= hold.amount
        AND jsonb_array_length(hold.allocations) = 1 AND NOT hold.allocations -> 0 ? 'ends'
        AND lot.frozen_at IS NULL AND lot.effective_at <= p_earliest
        AND (lot.expires_at IS NULL OR lot.expires_at > p_latest)
        -- As values and not as EXISTS, which may be planned to read all keys there are.
        AND (
          key IS NULL
          OR (SELECT true FROM ledger_entry WHERE account_id = hold.account_id AND idempotency_key = key) IS NULL
          AND (
            NOT keyed[no] OR key = hold.idempotency_key
            OR (SELECT true FROM credit_hold AS other WHERE other.account_id = hold.account_id AND other.idempotency_key = key) IS NULL
          )
        ),
        false
      ) AS covered
    FROM (
      SELECT
        generate_subscripts(p_nos, 1) AS nth, unnest(p_nos) AS no, unnest(p_holds) AS hold, unnest(p_amounts) AS wanted,
        unnest(p_keys) AS key
    ) AS item
    LEFT JOIN credit_hold AS hold ON usual[no] AND hold.account_id = p_accounts[no] AND hold.id = item.hold
    LEFT JOIN credit_lot AS lot
      ON lot.account_id = hold.account_id AND lot.id = (hold.allocations -> 0 ->> 'lot')::uuid
    CROSS JOIN LATERAL (SELECT coalesce(wanted, hold.amount) AS amount) AS asked
    WINDOW of_account AS (PARTITION BY no ORDER BY nth)
  ) AS capture;
  FOREACH nth_account IN ARRAY unusual LOOP
    usual[nth_account] := false;
  END LOOP;

  UPDATE credit_hold AS hold
  SET status = 'CAPTURED', captured = amount_taken, closed_at = at
  FROM (
    SELECT unnest(p_nos) AS no, unnest(p_holds) AS id, unnest(amounts) AS amount_taken, unnest(p_nows) AS at
  ) AS capture
  WHERE usual[no] AND hold.account_id = p_accounts[no] AND hold.id = capture.id;

  UPDATE credit_lot AS lot
  SET held = held - pinned,
      remaining = remaining - taken,
      closed_at = CASE WHEN remaining = taken THEN p_latest END
  FROM (
    SELECT no, lot_id, sum(part)::bigint AS taken, sum(pin)::bigint AS pinned
    FROM (
      SELECT unnest(p_nos) AS no, unnest(lots) AS lot_id, unnest(amounts) AS part, unnest(pins) AS pin
    ) AS capture
    WHERE usual[no]
    GROUP BY no, lot_id
  ) AS of_lot
  WHERE lot.account_id = p_accounts[no] AND lot.id = lot_id;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, hold_id, created_at
  )
  SELECT
    hold.account_id, seqs[no] + turn, 'USAGE', -taken, balances[no] - run + taken, balances[no] - run, key,
    decode(hash, 'hex'), jsonb_build_array(jsonb_build_object('lot', lot, 'amount', -taken)),
    coalesce(nullif(capture.description, ''), hold.description), meter, quantity, rate_version,
    coalesce(capture.metadata::jsonb, hold.metadata), capture.actor, hold.id, at
  FROM (
    SELECT
      unnest(p_nos) AS no, unnest(p_holds) AS hold, unnest(lots) AS lot, unnest(amounts) AS taken, unnest(turns) AS turn,
      unnest(runs) AS run, unnest(p_keys) AS key, unnest(p_hashes) AS hash, unnest(p_descriptions) AS description,
      unnest(p_meters) AS meter, unnest(p_quantities) AS quantity, unnest(p_rate_versions) AS rate_version,
      unnest(p_metadata) AS metadata, unnest(p_actors) AS actor, unnest(p_nows) AS at
  ) AS capture
  JOIN credit_hold AS hold ON hold.account_id = p_accounts[no] AND hold.id = capture.hold
  WHERE usual[no];

  -- What is freed may have to expire sooner than all else. next_expiry_at may be too early now, when the hold was the first to
  -- end: that costs one needless look.
  UPDATE credit_account AS acc
  SET balance = balance - taken,
      held = held - pinned,
      seq = seq + entries,
      next_expiry_at = least(next_expiry_at, soonest),
      updated_at = p_latest
  FROM (
    SELECT
      no, sum(part)::bigint AS taken, sum(pin)::bigint AS pinned, count(*) AS entries, min(lot.expires_at) AS soonest
    FROM (
      SELECT unnest(p_nos) AS no, unnest(lots) AS lot_id, unnest(amounts) AS part, unnest(pins) AS pin
    ) AS capture
    JOIN credit_lot AS lot ON lot.account_id = p_accounts[no] AND lot.id = lot_id
    WHERE usual[no]
    GROUP BY no
  ) AS captured
  WHERE acc.id = p_accounts[no];

  RETURN QUERY
  SELECT
    nth, no, 'captured', balances[no] - run, availables[no] + free, NULL::bigint, NULL::uuid, NULL::bigint,
    NULL::hold_status, entry, NULL::jsonb
  FROM (
    SELECT
      generate_subscripts(p_nos, 1) AS nth, unnest(p_nos) AS no, unnest(turns) AS turn, unnest(runs) AS run,
      unnest(freed) AS free
  ) AS capture
  JOIN ledger_entry AS entry ON entry.account_id = p_accounts[no] AND entry.seq = seqs[no] + turn
  WHERE usual[no];

  IF true = ALL (usual) THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT nth, no, 'busy', NULL::bigint, NULL::bigint, NULL::bigint, NULL::uuid, NULL::bigint, NULL::hold_status, NULL::ledger_entry, NULL::jsonb
  FROM (SELECT generate_subscripts(p_nos, 1) AS nth, unnest(p_nos) AS no) AS capture
  WHERE NOT p_wait AND p_accounts[no] <> ALL (locked);
  RETURN QUERY SELECT * FROM ledger_spend_one_by_one(
    ARRAY(
      SELECT ROW (
        nth, no, p_accounts[no], hold, amount, key, decode(hash, 'hex'), coalesce(description, ''), meter, quantity,
        rate_version, metadata::jsonb, actor, at
      )::ledger_spend_item
      FROM unnest(
        p_nos, p_holds, p_amounts, p_keys, p_hashes, p_descriptions, p_meters, p_quantities, p_rate_versions,
        p_metadata, p_actors, p_nows
      ) WITH ORDINALITY AS item (
        no, hold, amount, key, hash, description, meter, quantity, rate_version, metadata, actor, at, nth
      )
      WHERE NOT usual[no] AND (p_wait OR p_accounts[no] = ANY (locked))
      ORDER BY nth
    ),
    p_capture_limit, p_overdrafts
  );
END;
$$;

-- Outcomes: debited, replayed, insufficient_credits, budget_exceeded, idempotency_key_reused, unknown_account; and busy, when another
-- transaction has the account and p_wait is not set. A refusal stores nothing of the request.
CREATE OR REPLACE FUNCTION ledger_debit(
  p_wait boolean,
  p_account uuid,
  p_amount bigint,
  p_key text,
  p_hash bytea,
  p_description text,
  p_meter text,
  p_quantity numeric,
  p_rate_version integer,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_debit_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account;
  first_answer ledger_entry;
  result ledger_debit_result;
  lot record;
  taken bigint;
  burned jsonb := '[]';
  burned_total bigint := 0;
BEGIN
  IF NOT p_wait THEN
    PERFORM FROM credit_account WHERE id = p_account FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
      result.outcome := 'busy';
      RETURN result;
    END IF;
  END IF;
  acc := ledger_lock(p_account, p_now);
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;

  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  IF p_key IS NOT NULL THEN
    SELECT * INTO first_answer FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key;
    IF FOUND AND first_answer.request_hash = p_hash THEN
      result.outcome := 'replayed';
      result.entry := first_answer;
      RETURN result;
    ELSIF FOUND THEN
      result.outcome := 'idempotency_key_reused';
      RETURN result;
    ELSIF acc.keyed_holds THEN
      PERFORM FROM credit_hold WHERE account_id = p_account AND idempotency_key = p_key;
      IF FOUND THEN
        result.outcome := 'idempotency_key_reused';
        RETURN result;
      END IF;
    END IF;
  END IF;

  IF p_amount > result.available THEN
    result.outcome := 'insufficient_credits';
    RETURN result;
  END IF;
  IF acc.has_budgets THEN
    result.refusal := ledger_budget_refusal(p_account, p_actor, p_metadata, NULL, p_amount, p_now);
    IF result.refusal IS NOT NULL THEN
      result.outcome := 'budget_exceeded';
      RETURN result;
    END IF;
  END IF;

  FOR lot IN
    SELECT id, free FROM ledger_burn_order(p_account, NULL, NULL, p_now) WHERE spendable
  LOOP
    taken := least(lot.free, p_amount - burned_total);
    UPDATE credit_lot
    SET remaining = remaining - taken, closed_at = CASE WHEN remaining = taken THEN p_now END
    WHERE account_id = p_account AND id = lot.id;
    burned := burned || jsonb_build_object('lot', lot.id, 'amount', -taken);
    burned_total := burned_total + taken;
    EXIT WHEN burned_total = p_amount;
  END LOOP;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, created_at
  )
  VALUES (
    p_account, acc.seq + 1, 'USAGE', -p_amount, acc.balance, acc.balance - p_amount, p_key, p_hash, burned,
    p_description, p_meter, p_quantity, p_rate_version, p_metadata, p_actor, p_now
  )
  RETURNING * INTO first_answer;

  -- next_expiry_at may now be too early, when the lot it stood for is used up: that costs one needless look.
  UPDATE credit_account
  SET balance = balance - p_amount, seq = seq + 1, updated_at = p_now
  WHERE id = p_account;
  IF acc.has_budgets THEN
    PERFORM ledger_budget_count(p_account, p_actor, p_metadata, p_amount, p_now);
  END IF;

  result.outcome := 'debited';
  result.balance := result.balance - p_amount;
  result.available := result.available - p_amount;
  result.entry := first_answer;
  RETURN result;
END;
$$;

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

-- Outcomes: placed, replayed, insufficient_credits, budget_exceeded, idempotency_key_reused, unknown_account. A replay shows the hold
-- as it is now.
CREATE OR REPLACE FUNCTION ledger_place_hold(
  p_account uuid,
  p_amount bigint,
  p_expires_at timestamptz,
  p_key text,
  p_hash bytea,
  p_description text,
  p_metadata jsonb,
  p_actor text,
  p_now timestamptz
) RETURNS ledger_hold_result
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := ledger_lock(p_account, p_now);
  result ledger_hold_result;
  first_answer credit_hold;
  lot record;
  pinned bigint;
  pinned_total bigint := 0;
  allocations jsonb := '[]';
BEGIN
  IF acc.id IS NULL THEN
    result.outcome := 'unknown_account';
    RETURN result;
  END IF;
  result.balance := acc.balance;
  result.available := ledger_available(acc, p_now);

  SELECT * INTO first_answer FROM credit_hold WHERE account_id = p_account AND idempotency_key = p_key;
  IF FOUND AND first_answer.request_hash = p_hash THEN
    result.outcome := 'replayed';
    result.hold := first_answer;
    RETURN result;
  ELSIF FOUND OR EXISTS (SELECT FROM ledger_entry WHERE account_id = p_account AND idempotency_key = p_key) THEN
    result.outcome := 'idempotency_key_reused';
    RETURN result;
  END IF;

  IF p_amount > result.available THEN
    result.outcome := 'insufficient_credits';
    RETURN result;
  END IF;
  IF acc.has_budgets THEN
    result.refusal := ledger_budget_refusal(p_account, p_actor, p_metadata, NULL, p_amount, p_now);
    IF result.refusal IS NOT NULL THEN
      result.outcome := 'budget_exceeded';
      RETURN result;
    END IF;
  END IF;

  FOR lot IN
    SELECT id, free FROM ledger_burn_order(p_account, NULL, NULL, p_now) WHERE spendable
  LOOP
    pinned := least(lot.free, p_amount - pinned_total);
    UPDATE credit_lot SET held = held + pinned WHERE account_id = p_account AND id = lot.id;
    allocations := allocations || jsonb_build_object('lot', lot.id, 'amount', pinned);
    pinned_total := pinned_total + pinned;
    EXIT WHEN pinned_total = p_amount;
  END LOOP;

  INSERT INTO credit_hold (
    account_id, id, amount, expires_at, idempotency_key, request_hash, allocations, description, metadata, actor,
    created_at
  )
  VALUES (
    p_account, ledger_uuid7(p_now), p_amount, p_expires_at, p_key, p_hash, allocations, p_description, p_metadata,
    p_actor, p_now
  )
  RETURNING * INTO first_answer;
  UPDATE credit_account
  SET held = held + p_amount,
      next_expiry_at = least(next_expiry_at, p_expires_at),
      keyed_holds = keyed_holds OR p_key IS NOT NULL,
      updated_at = p_now
  WHERE id = p_account;

  result.outcome := 'placed';
  result.hold := first_answer;
  result.available := result.available - p_amount;
  RETURN result;
END;
$$;

-- Places many holds in one statement, with the same results as ledger_place_hold one by one; those of one account in their
-- order. In the usual case, when the first lot in burn order covers all the holds of an account and nothing has to expire or
-- be replayed first, all such accounts are done in a few statements; the others hold by hold. The burn order and what is
-- spendable are those of ledger_burn_order; lib/ledger/hold-batch.test.ts holds that.
CREATE OR REPLACE FUNCTION ledger_place_many(
  p_wait boolean,
  -- Accounts, each once and sorted: what its holds pin in all, when the first of them ends, whether any has an idempotency
  -- key, and whether they may go the usual way (no key twice, none ends by p_latest).
  p_accounts uuid[],
  p_totals bigint[],
  p_soonest timestamptz[],
  p_keyed boolean[],
  p_plain boolean[],
  -- The times of the first and of the last hold.
  p_earliest timestamptz,
  p_latest timestamptz,
  -- Holds: the number of their account, and what its holds pin up to and with this one.
  p_nos integer[],
  p_runs bigint[],
  p_amounts bigint[],
  p_expires_at timestamptz[],
  -- Those that no hold has are null as a whole.
  p_keys text[],
  p_hashes text[],
  p_descriptions text[],
  p_metadata text[],
  p_actors text[],
  p_nows timestamptz[]
) RETURNS SETOF ledger_place_result
LANGUAGE plpgsql
-- As in ledger_spend_many: look-ups of few rows by key, and no waiting for ever.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
SET plan_cache_mode = force_generic_plan
SET lock_timeout = '5s'
AS $$
DECLARE
  locked CONSTANT uuid[] := ledger_lock_many(p_wait, p_accounts);
  known integer[];
  -- By number of account; the lot is null where the holds go one by one.
  lots uuid[];
  balances bigint[];
  availables bigint[];
  -- By hold.
  ids uuid[];
  item record;
  placed ledger_hold_result;
  result ledger_place_result;
BEGIN
  SELECT coalesce(array_agg(DISTINCT no), '{}') INTO known
  FROM (SELECT unnest(p_nos) AS no, unnest(p_keys) AS key) AS asked
  -- As values and not as EXISTS, which may be planned to read all keys there are.
  WHERE key IS NOT NULL AND coalesce(
    (SELECT true FROM credit_hold WHERE account_id = p_accounts[no] AND idempotency_key = key),
    (SELECT true FROM ledger_entry WHERE account_id = p_accounts[no] AND idempotency_key = key),
    false
  );

  SELECT
    array_agg(CASE WHEN open.free >= total AND NOT open.starting AND no <> ALL (known) THEN open.lot END ORDER BY no),
    array_agg(acc.balance ORDER BY no),
    array_agg(open.available ORDER BY no)
  INTO lots, balances, availables
  FROM (
    SELECT
      generate_subscripts(p_accounts, 1) AS no, unnest(p_accounts) AS id, unnest(p_totals) AS total,
      unnest(p_plain) AS plain
  ) AS asked
  LEFT JOIN credit_account AS acc
    ON acc.id = asked.id AND acc.id = ANY (locked) AND plain AND acc.debt = 0 AND NOT acc.has_budgets
    AND (acc.next_expiry_at IS NULL OR acc.next_expiry_at > p_latest)
  LEFT JOIN LATERAL (
    SELECT
      (array_agg(id ORDER BY priority, expires_at, grant_seq))[1] AS lot,
      (array_agg(remaining - held ORDER BY priority, expires_at, grant_seq))[1] AS free,
      sum(remaining - held)::bigint AS available,
      bool_or(effective_at > p_earliest) AS starting
    FROM credit_lot
    WHERE account_id = acc.id AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
      AND effective_at <= p_latest
  ) AS open ON acc.id IS NOT NULL;

  UPDATE credit_lot AS lot
  SET held = held + pinned.total
  FROM (SELECT unnest(p_accounts) AS account, unnest(lots) AS id, unnest(p_totals) AS total) AS pinned
  WHERE lot.account_id = pinned.account AND lot.id = pinned.id;

  SELECT array_agg(ledger_uuid7(at)) INTO ids FROM unnest(p_nows) AS at;
  INSERT INTO credit_hold (
    account_id, id, amount, expires_at, idempotency_key, request_hash, allocations, description, metadata, actor, created_at
  )
  SELECT
    p_accounts[no], id, amount, expires_at, key, decode(hash, 'hex'),
    jsonb_build_array(jsonb_build_object('lot', lots[no], 'amount', amount)), coalesce(description, ''), metadata::jsonb,
    actor, at
  FROM (
    SELECT
      unnest(p_nos) AS no, unnest(ids) AS id, unnest(p_amounts) AS amount, unnest(p_expires_at) AS expires_at,
      unnest(p_keys) AS key, unnest(p_hashes) AS hash, unnest(p_descriptions) AS description,
      unnest(p_metadata) AS metadata, unnest(p_actors) AS actor, unnest(p_nows) AS at
  ) AS asked
  WHERE lots[no] IS NOT NULL;

  UPDATE credit_account AS acc
  SET held = held + pinned.total,
      next_expiry_at = least(next_expiry_at, pinned.soonest),
      keyed_holds = keyed_holds OR pinned.keyed,
      updated_at = p_latest
  FROM (
    SELECT
      unnest(p_accounts) AS id, unnest(lots) AS lot, unnest(p_totals) AS total, unnest(p_soonest) AS soonest,
      unnest(p_keyed) AS keyed
  ) AS pinned
  WHERE acc.id = pinned.id AND pinned.lot IS NOT NULL;

  RETURN QUERY
  SELECT nth::integer, 'placed', balances[no], availables[no] - run, hold, NULL::jsonb
  FROM (
    SELECT generate_subscripts(p_nos, 1) AS nth, unnest(p_nos) AS no, unnest(ids) AS id, unnest(p_runs) AS run
  ) AS asked
  JOIN credit_hold AS hold ON hold.account_id = p_accounts[no] AND hold.id = asked.id;

  FOR item IN
    SELECT *
    FROM unnest(p_nos, p_amounts, p_expires_at, p_keys, p_hashes, p_descriptions, p_metadata, p_actors, p_nows)
      WITH ORDINALITY AS asked (no, amount, expires_at, key, hash, description, metadata, actor, at, nth)
    WHERE lots[no] IS NULL
    ORDER BY nth
  LOOP
    result := NULL;
    result.item := item.nth;
    IF NOT p_wait AND p_accounts[item.no] <> ALL (locked) THEN
      result.outcome := 'busy';
    ELSE
      placed := ledger_place_hold(
        p_accounts[item.no], item.amount, item.expires_at, item.key, decode(item.hash, 'hex'),
        coalesce(item.description, ''), item.metadata::jsonb, item.actor, item.at
      );
      result.outcome := placed.outcome;
      result.balance := placed.balance;
      result.available := placed.available;
      result.hold := placed.hold;
      result.refusal := placed.refusal;
    END IF;
    RETURN NEXT result;
  END LOOP;
END;
$$;

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

-- Debits and captures of many accounts. Each item comes to what it would by itself, those of one account in their
-- order. In the usual case, when the first lot in burn order covers all the debits of an account and nothing has to
-- expire, be replayed or be paid first, all such accounts are done in three statements; the others item by item.
--
-- The usual case stands inline and on arrays: as functions that hand on rows it took the server an eighth longer for 8
-- spends (docs/decisions/0052-the-fast-path-stays-inline.md). Its burn order and what it takes for spendable are those of
-- ledger_burn_order; lib/ledger/spend-batch.test.ts, "debits in a batch burn the first lot in the burn order",
-- holds that.
CREATE OR REPLACE FUNCTION ledger_spend_many(
  p_wait boolean,
  -- Accounts, each once and sorted: what its items take in all, how many they are, and whether they may go the usual way
  -- (debits alone, no idempotency key twice).
  p_accounts uuid[],
  p_totals bigint[],
  p_counts integer[],
  p_plain boolean[],
  -- The times of the first and of the last spend.
  p_earliest timestamptz,
  p_latest timestamptz,
  -- Items: the number of their account, their place among its items and what those take up to and with this one.
  p_nos integer[],
  p_turns integer[],
  p_runs bigint[],
  -- Those that no item has are null as a whole. A hold is null for a debit.
  p_holds uuid[],
  -- Null for a capture of all that is held.
  p_amounts bigint[],
  p_capture_limit integer,
  -- The debt that a capture may leave.
  p_overdrafts bigint[],
  p_keys text[],
  p_hashes text[],
  p_descriptions text[],
  p_meters text[],
  p_quantities numeric[],
  p_rate_versions integer[],
  p_metadata text[],
  p_actors text[],
  p_nows timestamptz[]
) RETURNS SETOF ledger_spend_result
LANGUAGE plpgsql
-- All joins below are look-ups of few rows by key. The planner, which keeps its plan from when the tables were small,
-- must not read whole tables for them. And a transaction that keeps an account for long must not keep its spenders
-- waiting for ever.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
SET plan_cache_mode = force_generic_plan
SET lock_timeout = '5s'
AS $$
DECLARE
  none CONSTANT tid := '(0,0)';
  locked uuid[];
  replayed integer[];
  -- By number of account, without nulls, so that reading one is quick; `none` in lots says that its items go one by one.
  -- Nobody else changes rows of an account that is locked, so that until the end they are where they were found.
  rows tid[];
  lots tid[];
  lot_ids uuid[];
  balances bigint[];
  availables bigint[];
  seqs bigint[];
  ready boolean[];
  keyed boolean[];
  usual integer;
  written integer;
  result ledger_spend_result;
BEGIN
  -- In one order, so that two batches never wait for each other. The next statement then sees what is committed.
  IF p_wait THEN
    PERFORM FROM credit_account WHERE id = ANY (p_accounts) ORDER BY id FOR UPDATE;
  END IF;
  SELECT
    coalesce(array_agg(id), '{}'), array_agg(ctid), array_agg(balance), array_agg(seq),
    array_agg(debt = 0 AND NOT has_budgets AND (next_expiry_at IS NULL OR next_expiry_at > p_latest)), array_agg(keyed_holds)
  INTO locked, rows, balances, seqs, ready, keyed
  FROM (
    SELECT ctid, id, balance, seq, debt, has_budgets, next_expiry_at, keyed_holds
    FROM credit_account
    WHERE id = ANY (p_accounts)
    ORDER BY id
    FOR UPDATE SKIP LOCKED
  ) AS acc;

  IF locked <> p_accounts THEN
    -- Some are unknown, or another transaction has them: a place for each of those too.
    SELECT
      array_agg(coalesce(rows[place], none) ORDER BY no),
      array_agg(coalesce(balances[place], 0) ORDER BY no),
      array_agg(coalesce(seqs[place], 0) ORDER BY no),
      array_agg(coalesce(ready[place], false) ORDER BY no),
      array_agg(coalesce(keyed[place], false) ORDER BY no)
    INTO rows, balances, seqs, ready, keyed
    FROM (
      SELECT no, array_position(locked, id) AS place FROM unnest(p_accounts) WITH ORDINALITY AS asked (id, no)
    ) AS found;
  END IF;

  SELECT coalesce(array_agg(DISTINCT no), '{}') INTO replayed
  FROM (SELECT unnest(p_nos) AS no, unnest(p_keys) AS key) AS item
  CROSS JOIN LATERAL (
    SELECT FROM ledger_entry WHERE account_id = p_accounts[no] AND idempotency_key = key LIMIT 1
  ) AS first_answer
  WHERE key IS NOT NULL;

  -- Keys of holds are refused; ledger_debit does it. Only accounts that ever placed a hold with a key pay for the look.
  IF true = ANY (keyed) THEN
    SELECT replayed || coalesce(array_agg(DISTINCT no), '{}') INTO replayed
    FROM (SELECT unnest(p_nos) AS no, unnest(p_keys) AS key) AS item
    CROSS JOIN LATERAL (
      SELECT FROM credit_hold WHERE account_id = p_accounts[no] AND idempotency_key = key LIMIT 1
    ) AS hold
    WHERE key IS NOT NULL AND keyed[no];
  END IF;

  SELECT
    array_agg(CASE WHEN covered THEN open.at ELSE none END ORDER BY no),
    array_agg(coalesce(open.lot, '00000000-0000-0000-0000-000000000000') ORDER BY no),
    array_agg(coalesce(open.available, 0) ORDER BY no),
    count(*) FILTER (WHERE covered)
  INTO lots, lot_ids, availables, usual
  FROM (
    SELECT
      generate_subscripts(p_accounts, 1) AS no, unnest(p_accounts) AS id, unnest(p_totals) AS total,
      unnest(p_plain) AS plain, unnest(ready) AS ready
  ) AS asked
  LEFT JOIN LATERAL (
    SELECT
      (array_agg(ctid ORDER BY priority, expires_at, grant_seq))[1] AS at,
      (array_agg(id ORDER BY priority, expires_at, grant_seq))[1] AS lot,
      (array_agg(remaining - held ORDER BY priority, expires_at, grant_seq))[1] AS free,
      sum(remaining - held)::bigint AS available,
      bool_or(effective_at > p_earliest) AS starting
    FROM credit_lot
    WHERE account_id = asked.id AND closed_at IS NULL AND frozen_at IS NULL AND remaining > held
      AND effective_at <= p_latest
  ) AS open ON asked.plain AND asked.ready
  CROSS JOIN LATERAL (
    SELECT coalesce(open.free >= asked.total AND NOT open.starting AND no <> ALL (replayed), false) AS covered
  ) AS verdict;

  UPDATE credit_lot AS lot
  SET remaining = remaining - burned.total, closed_at = CASE WHEN remaining = burned.total THEN p_latest END
  FROM (SELECT unnest(lots) AS at, unnest(p_totals) AS total) AS burned
  WHERE burned.at <> none AND lot.ctid = burned.at;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written <> usual THEN
    RAISE EXCEPTION 'A lot of a locked account was changed.' USING ERRCODE = 'serialization_failure';
  END IF;

  -- next_expiry_at may now be too early, when the lot it stood for is used up: that costs one needless look.
  UPDATE credit_account AS acc
  SET balance = balance - burned.total, seq = seq + burned.entries, updated_at = p_latest
  FROM (
    SELECT unnest(rows) AS at, unnest(lots) AS lot, unnest(p_totals) AS total, unnest(p_counts) AS entries
  ) AS burned
  WHERE burned.lot <> none AND acc.ctid = burned.at;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written <> usual THEN
    RAISE EXCEPTION 'A locked account was changed.' USING ERRCODE = 'serialization_failure';
  END IF;

  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, idempotency_key, request_hash, allocations,
    description, meter, quantity, rate_version, metadata, actor, created_at
  )
  SELECT
    p_accounts[no], seqs[no] + turn, 'USAGE', -amount, balances[no] - run + amount, balances[no] - run, key,
    decode(hash, 'hex'), jsonb_build_array(jsonb_build_object('lot', lot_ids[no], 'amount', -amount)),
    coalesce(description, ''), meter, quantity, rate_version, metadata::jsonb, actor, at
  FROM (
    SELECT
      unnest(p_nos) AS no, unnest(p_turns) AS turn, unnest(p_runs) AS run, unnest(p_amounts) AS amount,
      unnest(p_keys) AS key, unnest(p_hashes) AS hash, unnest(p_descriptions) AS description, unnest(p_meters) AS meter,
      unnest(p_quantities) AS quantity, unnest(p_rate_versions) AS rate_version, unnest(p_metadata) AS metadata,
      unnest(p_actors) AS actor, unnest(p_nows) AS at
  ) AS item
  WHERE lots[no] <> none;

  FOR nth_account IN 1 .. cardinality(lots) LOOP
    result.account := nth_account;
    IF lots[nth_account] <> none THEN
      result.outcome := 'debited';
      result.balance := balances[nth_account];
      result.available := availables[nth_account];
      result.last_seq := seqs[nth_account];
      result.lot := lot_ids[nth_account];
      RETURN NEXT result;
    ELSIF NOT p_wait AND rows[nth_account] = none THEN
      result.outcome := 'busy';
      RETURN NEXT result;
    END IF;
  END LOOP;

  IF usual < cardinality(lots) THEN
    RETURN QUERY SELECT * FROM ledger_spend_one_by_one(
      ARRAY(
        SELECT ROW (
          nth, no, p_accounts[no], hold, amount, key, decode(hash, 'hex'), coalesce(description, ''), meter, quantity,
          rate_version, metadata::jsonb, actor, at
        )::ledger_spend_item
        FROM unnest(
          p_nos, p_holds, p_amounts, p_keys, p_hashes, p_descriptions, p_meters, p_quantities, p_rate_versions,
          p_metadata, p_actors, p_nows
        ) WITH ORDINALITY AS item (
          no, hold, amount, key, hash, description, meter, quantity, rate_version, metadata, actor, at, nth
        )
        WHERE lots[no] = none AND (p_wait OR rows[no] <> none)
        ORDER BY nth
      ),
      p_capture_limit, p_overdrafts
    );
  END IF;
END;
$$;

-- The items of ledger_spend_many that cannot go together, each by itself and in the order given. p_overdrafts has a place for each
-- spend of the batch, by the number of the item; null when none may leave debt.
CREATE OR REPLACE FUNCTION ledger_spend_one_by_one(p_items ledger_spend_item[], p_capture_limit integer, p_overdrafts bigint[])
RETURNS SETOF ledger_spend_result
LANGUAGE plpgsql AS $$
DECLARE
  spend ledger_spend_item;
  debited ledger_debit_result;
  captured ledger_capture_result;
  result ledger_spend_result;
BEGIN
  FOREACH spend IN ARRAY p_items LOOP
    result := NULL;
    result.item := spend.nth;
    result.account := spend.no;
    IF spend.hold IS NULL THEN
      debited := ledger_debit(
        true, spend.account, spend.amount, spend.key, spend.hash, spend.description, spend.meter, spend.quantity,
        spend.rate_version, spend.metadata, spend.actor, spend.at
      );
      result.outcome := debited.outcome;
      result.balance := debited.balance;
      result.available := debited.available;
      result.entry := debited.entry;
      result.refusal := debited.refusal;
    ELSE
      captured := ledger_capture_hold(
        spend.account, spend.hold, spend.amount, p_capture_limit, p_overdrafts[spend.nth], spend.key, spend.hash, spend.description, spend.meter,
        spend.quantity, spend.rate_version, spend.metadata, spend.actor, spend.at
      );
      result.outcome := captured.outcome;
      result.balance := captured.balance;
      result.available := captured.available;
      result.hold_amount := (captured.hold).amount;
      result.hold_status := (captured.hold).status;
      result.entry := captured.entry;
      result.refusal := captured.refusal;
    END IF;
    RETURN NEXT result;
  END LOOP;
END;
$$;
