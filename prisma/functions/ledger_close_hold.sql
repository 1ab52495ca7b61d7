-- Closes a hold that is open and frees its pins; what then has to expire or pay debt is the caller's to see to.
CREATE OR REPLACE FUNCTION ledger_close_hold(
  p_locked credit_account,
  p_hold credit_hold,
  p_status hold_status,
  p_closed_at timestamptz,
  p_now timestamptz
) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account;
BEGIN
  UPDATE credit_lot AS lot
  SET held = held - (part ->> 'amount')::bigint
  FROM jsonb_array_elements(p_hold.allocations) AS part
  WHERE lot.account_id = p_locked.id AND lot.id = (part ->> 'lot')::uuid;
  UPDATE credit_hold SET status = p_status, closed_at = p_closed_at WHERE account_id = p_locked.id AND id = p_hold.id;
  UPDATE credit_account SET held = held - p_hold.amount, updated_at = p_now WHERE id = p_locked.id RETURNING * INTO acc;
  RETURN acc;
END;
$$;

-- A pin may say that so much of it `ends` as soon as it is free: a refill found it beyond what rolls over. A capture
-- takes that first. To be called once the hold is closed, and what it captured is taken.
CREATE OR REPLACE FUNCTION ledger_end_over_cap(p_locked credit_account, p_closed credit_hold, p_now timestamptz) RETURNS credit_account
LANGUAGE plpgsql AS $$
DECLARE
  acc credit_account := p_locked;
  ended jsonb;
BEGIN
  IF NOT p_closed.allocations @? '$[*].ends' THEN
    RETURN acc;
  END IF;
  SELECT jsonb_agg(jsonb_build_object('lot', lot, 'amount', -amount) ORDER BY turn) INTO ended
  FROM (
    SELECT lot, turn, ends - least(greatest(p_closed.captured - (total - pinned), 0), pinned) AS amount
    FROM (
      SELECT
        part ->> 'lot' AS lot,
        turn,
        (part ->> 'amount')::bigint AS pinned,
        coalesce((part ->> 'ends')::bigint, 0) AS ends,
        (sum((part ->> 'amount')::bigint) OVER (ORDER BY turn))::bigint AS total
      FROM jsonb_array_elements(p_closed.allocations) WITH ORDINALITY AS pins (part, turn)
    ) AS pin
  ) AS freed
  WHERE amount > 0;
  IF ended IS NULL THEN
    RETURN acc;
  END IF;
  UPDATE credit_lot AS lot
  SET remaining = remaining + (part ->> 'amount')::bigint,
      closed_at = CASE WHEN remaining + (part ->> 'amount')::bigint = 0 THEN p_now END
  FROM jsonb_array_elements(ended) AS part
  WHERE lot.account_id = acc.id AND lot.id = (part ->> 'lot')::uuid;
  INSERT INTO ledger_entry (
    account_id, seq, type, amount, balance_before, balance_after, allocations, description, created_at
  )
  VALUES (
    acc.id, acc.seq + 1, 'RESET', ledger_sum(ended), acc.balance, acc.balance + ledger_sum(ended), ended,
    'Held over a refill, beyond what rolls over', p_now
  );
  UPDATE credit_account SET balance = balance + ledger_sum(ended), seq = seq + 1, updated_at = p_now
  WHERE id = acc.id
  RETURNING * INTO acc;
  RETURN acc;
END;
$$;
