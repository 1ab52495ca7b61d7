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
