-- ledger_capture_many of a divided ledger: all accounts are of one shard, and each capture is made by itself, with statements that
-- name its account. lib/ledger/hold-batch.test.ts holds it equal.
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
SET lock_timeout = '5s'
AS $$
DECLARE
  locked CONSTANT uuid[] := ledger_lock_many(p_wait, p_accounts);
BEGIN
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
      WHERE p_wait OR p_accounts[no] = ANY (locked)
      ORDER BY nth
    ),
    p_capture_limit, p_overdrafts
  );
END;
$$;
