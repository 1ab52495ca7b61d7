-- The channel `balances` says whose balance moved: ids of accounts, with commas between them, or * for anyone's.
-- Notifications go out when the change commits.
--
-- Commits that notify wait for one another, so spends and new holds must not: the process that made them announces them,
-- many at a time (lib/ledger/announce-balances.ts). What is rare is announced by triggers, where no path to it can forget;
-- their WHEN clauses keep the functions away from every debit and capture. A transaction that changes many accounts announces
-- them together (announceTogether, the setting refill.balances_announced), and the triggers have nothing to add.
CREATE OR REPLACE FUNCTION balance_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('refill.balances_announced', true) IS DISTINCT FROM 'true' THEN
    PERFORM pg_notify('balances', NEW.account_id::text);
  END IF;
  RETURN NULL;
END
$$;

-- A balance is shown with its next refill and the end of its plan's credits, which the subscription tells.
CREATE OR REPLACE FUNCTION balance_announce_subscriber() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('refill.balances_announced', true) IS DISTINCT FROM 'true' THEN
    PERFORM pg_notify('balances', id::text) FROM credit_account WHERE user_id = NEW.user_id;
  END IF;
  RETURN NULL;
END
$$;
