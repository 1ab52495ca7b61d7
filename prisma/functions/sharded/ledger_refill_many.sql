-- ledger_refill_many of a divided ledger: all accounts are of one shard, and each is refilled by itself, with statements that name
-- it. lib/ledger/refill-batch.test.ts holds it equal.
CREATE OR REPLACE FUNCTION ledger_refill_many(p_items ledger_refill_item[], p_now timestamptz)
RETURNS TABLE (refilled uuid, granted boolean, debt_paid bigint)
LANGUAGE plpgsql AS $$
DECLARE
  locked CONSTANT uuid[] := ledger_lock_many(false, ARRAY(SELECT account FROM unnest(p_items)));
  item ledger_refill_item;
BEGIN
  FOREACH item IN ARRAY p_items LOOP
    CONTINUE WHEN item.account <> ALL (locked);
    refilled := item.account;
    SELECT one.granted, one.debt_paid INTO granted, debt_paid FROM ledger_refill_one(item, p_now) AS one;
    RETURN NEXT;
  END LOOP;
END;
$$;
