-- Takes up to p_amount of free credits in burn order and returns the allocations. The caller has settled the account, so
-- no lot has free credits past its time.
CREATE OR REPLACE FUNCTION ledger_take(
  p_account uuid,
  p_amount bigint,
  p_payment uuid,
  p_lots uuid[],
  p_now timestamptz
) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  lot record;
  taken bigint;
  taken_total bigint := 0;
  allocations jsonb := '[]';
BEGIN
  FOR lot IN
    SELECT id, free FROM ledger_burn_order(p_account, p_payment, p_lots, p_now)
  LOOP
    EXIT WHEN taken_total = p_amount;
    taken := least(lot.free, p_amount - taken_total);
    UPDATE credit_lot
    SET remaining = remaining - taken, closed_at = CASE WHEN remaining = taken THEN p_now END
    WHERE account_id = p_account AND id = lot.id;
    allocations := allocations || jsonb_build_object('lot', lot.id, 'amount', -taken);
    taken_total := taken_total + taken;
  END LOOP;
  RETURN allocations;
END;
$$;

-- What allocations come to.
CREATE OR REPLACE FUNCTION ledger_sum(p_allocations jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(sum(coalesce(part ->> 'amount', part ->> 'debt')::bigint), 0)::bigint
  FROM jsonb_array_elements(p_allocations) AS part;
$$;
