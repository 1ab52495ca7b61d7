-- The open lots of a settled account that have something free, in the order they burn: those that are named by their
-- payment or id first, frozen or not; then those that have begun before those that have not; of these the lower priority,
-- the sooner end, the older. `spendable` are those that a spend may take from.
--
-- This is the one place of the order and of what may be spent, with two exceptions. ledger_spend_many finds the first lots of
-- many accounts at once; lib/ledger/spend-batch.test.ts, "debits in a batch burn the first lot in the burn order",
-- holds it equal. getBalance (lib/ledger/queries.ts) reads accounts that are not settled yet;
-- lib/ledger/model.test.ts holds it equal.
CREATE OR REPLACE FUNCTION ledger_burn_order(
  p_account uuid,
  -- Null for a spend: no lot is named.
  p_payment uuid,
  p_lots uuid[],
  p_now timestamptz
) RETURNS TABLE (id uuid, free bigint, spendable boolean)
-- One SELECT and STABLE, so that the planner sees through it.
LANGUAGE sql STABLE AS $$
  SELECT
    id,
    remaining - held,
    frozen_at IS NULL AND effective_at <= p_now AND (expires_at > p_now OR expires_at IS NULL)
  FROM (
    SELECT *, coalesce(payment_id = p_payment, false) OR coalesce(id = ANY (p_lots), false) AS named
    FROM credit_lot
    WHERE account_id = p_account AND closed_at IS NULL AND remaining > held
  ) AS open
  WHERE named OR frozen_at IS NULL
  ORDER BY named DESC, effective_at > p_now, priority, expires_at, grant_seq;
$$;
