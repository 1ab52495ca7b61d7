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
