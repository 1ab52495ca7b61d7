-- The open lots of a settled account that have something free, in the order they burn: those that are named by their
-- payment or id first, frozen or not; then those that have begun before those that have not; of these the lower priority,
-- the sooner end, the older. `spendable` are those that a spend may take from.
--
-- This is the one place of the order and of what may be spent, with few exceptions. ledger_spend_many and ledger_place_many find the
-- first lots of many accounts at once; lib/ledger/spend-batch.test.ts, "debits in a batch burn the first lot in the burn
-- order", holds it equal. ledger_available adds up what may be spent, and getBalance (lib/ledger/queries.ts) reads accounts
-- that are not settled yet; lib/ledger/model.test.ts holds both equal.
CREATE OR REPLACE FUNCTION ledger_burn_order(
  p_account uuid,
  -- Null for a spend: no lot is named.
  p_payment uuid,
  p_lots uuid[],
  p_now timestamptz
) RETURNS TABLE (id uuid, free bigint, spendable boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT
    open.id,
    open.remaining - open.held,
    open.frozen_at IS NULL AND open.effective_at <= p_now AND (open.expires_at > p_now OR open.expires_at IS NULL)
  FROM (
    SELECT lot.*, coalesce(lot.payment_id = p_payment, false) OR coalesce(lot.id = ANY (p_lots), false) AS named
    FROM credit_lot AS lot
    WHERE lot.account_id = p_account AND lot.closed_at IS NULL AND lot.remaining > lot.held
  ) AS open
  WHERE open.named OR open.frozen_at IS NULL
  ORDER BY open.named DESC, open.effective_at > p_now, open.priority, open.expires_at, open.grant_seq;
END;
$$;
