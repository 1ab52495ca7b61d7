-- The items of ledger_spend_many that cannot go together, each by itself and in the order given. p_overdrafts has a place for each
-- spend of the batch, by the number of the item; null when none may leave debt.
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
      debited := ledger_debit(
        true, spend.account, spend.amount, spend.key, spend.hash, spend.description, spend.meter, spend.quantity,
        spend.rate_version, spend.metadata, spend.actor, spend.at
      );
      result.outcome := debited.outcome;
      result.balance := debited.balance;
      result.available := debited.available;
      result.entry := debited.entry;
      result.refusal := debited.refusal;
    ELSE
      captured := ledger_capture_hold(
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
