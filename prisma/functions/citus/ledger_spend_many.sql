-- ledger_spend_many on a cluster: accounts of one shard go to ledger_spend_shard, which is the ledger_spend_many of prisma/functions/sharded
-- under another name. Those of several shards go one by one, each in a statement that is sent to its account's server.
CREATE OR REPLACE FUNCTION ledger_spend_many(
  p_wait boolean,
  p_accounts uuid[],
  p_totals bigint[],
  p_counts integer[],
  p_plain boolean[],
  p_earliest timestamptz,
  p_latest timestamptz,
  p_nos integer[],
  p_turns integer[],
  p_runs bigint[],
  p_holds uuid[],
  p_amounts bigint[],
  p_capture_limit integer,
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
  locked uuid[];
  result ledger_spend_result;
BEGIN
  IF (SELECT count(DISTINCT get_shard_id_for_distribution_column('credit_account', id)) FROM unnest(p_accounts) AS id) = 1 THEN
    RETURN QUERY SELECT * FROM ledger_spend_shard(
      p_wait, p_accounts, p_totals, p_counts, p_plain, p_earliest, p_latest, p_nos, p_turns, p_runs, p_holds,
      p_amounts, p_capture_limit, p_overdrafts, p_keys, p_hashes, p_descriptions, p_meters, p_quantities, p_rate_versions,
      p_metadata, p_actors, p_nows
    );
    RETURN;
  END IF;
  locked := ledger_lock_many(p_wait, p_accounts);
  IF NOT p_wait THEN
    FOR nth_account IN 1 .. cardinality(p_accounts) LOOP
      IF p_accounts[nth_account] <> ALL (locked) THEN
        result.account := nth_account;
        result.outcome := 'busy';
        RETURN NEXT result;
      END IF;
    END LOOP;
  END IF;
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

-- The items of a batch, each by itself and in the order given: as selects, each of which is sent to its account's server as a whole.
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
      SELECT * INTO debited FROM ledger_debit(
        true, spend.account, spend.amount, spend.key, spend.hash, spend.description, spend.meter, spend.quantity,
        spend.rate_version, spend.metadata, spend.actor, spend.at
      );
      result.outcome := debited.outcome;
      result.balance := debited.balance;
      result.available := debited.available;
      result.entry := debited.entry;
      result.refusal := debited.refusal;
    ELSE
      SELECT * INTO captured FROM ledger_capture_hold(
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
