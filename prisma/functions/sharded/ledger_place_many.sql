-- ledger_place_many of a divided ledger: all accounts are of one shard, and each hold is placed by itself, with statements that name
-- its account. lib/ledger/hold-batch.test.ts holds it equal.
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
SET lock_timeout = '5s'
AS $$
DECLARE
  locked CONSTANT uuid[] := ledger_lock_many(p_wait, p_accounts);
  item record;
  placed ledger_hold_result;
  result ledger_place_result;
BEGIN
  FOR item IN
    SELECT *
    FROM unnest(p_nos, p_amounts, p_expires_at, p_keys, p_hashes, p_descriptions, p_metadata, p_actors, p_nows)
      WITH ORDINALITY AS asked (no, amount, expires_at, key, hash, description, metadata, actor, at, nth)
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
