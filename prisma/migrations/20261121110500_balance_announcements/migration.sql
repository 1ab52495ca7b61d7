-- Whoever shows a balance wants to know that it moved. The channel `balances` says whose did: ids of accounts, with
-- commas between them, or * for anyone's. Notifications go out when the change commits.
--
-- Commits that notify wait for one another, so the hot paths must not: debits and captures are announced by the process
-- that made them, many at a time (lib/ledger/announce-balances.ts). What is rare is announced here, where no path to it
-- can forget. The WHEN clauses keep the functions away from every debit and capture.

CREATE FUNCTION balance_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('balances', NEW.account_id::text);
  RETURN NULL;
END
$$;

CREATE TRIGGER ledger_entry_announce
  AFTER INSERT ON ledger_entry
  FOR EACH ROW WHEN (NEW.type <> 'USAGE')
  EXECUTE FUNCTION balance_announce();

CREATE TRIGGER credit_hold_announce_open
  AFTER INSERT ON credit_hold
  FOR EACH ROW EXECUTE FUNCTION balance_announce();

CREATE TRIGGER credit_hold_announce_end
  AFTER UPDATE OF status ON credit_hold
  FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status AND NEW.status <> 'CAPTURED')
  EXECUTE FUNCTION balance_announce();

-- Freezing appends no entry.
CREATE TRIGGER credit_lot_announce_freeze
  AFTER UPDATE OF frozen_at ON credit_lot
  FOR EACH ROW WHEN ((NEW.frozen_at IS NULL) <> (OLD.frozen_at IS NULL))
  EXECUTE FUNCTION balance_announce();

-- A balance is shown with its next refill and the end of its plan's credits, which the subscription tells.
CREATE FUNCTION balance_announce_subscriber() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('balances', id::text) FROM credit_account WHERE user_id = NEW.user_id;
  RETURN NULL;
END
$$;

CREATE TRIGGER subscription_announce
  AFTER INSERT OR UPDATE ON subscription
  FOR EACH ROW EXECUTE FUNCTION balance_announce_subscriber();

-- Local mode: when the clock moves, credits expire and holds end everywhere.
CREATE FUNCTION balance_announce_all() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('balances', '*');
  RETURN NULL;
END
$$;

CREATE TRIGGER local_clock_announce
  AFTER INSERT OR UPDATE ON local_clock
  FOR EACH STATEMENT EXECUTE FUNCTION balance_announce_all();
