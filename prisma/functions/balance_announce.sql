-- The channel `balances` says whose balance moved: ids of accounts, with commas between them, or * for anyone's. The process that
-- changes the ledger announces it (lib/ledger/announce-balances.ts): a trigger of the ledger's tables would do so on the server
-- of their shard, which nobody listens to.
--
-- A balance is shown with its next refill and the end of its plan's credits, which the subscription tells. A transaction that
-- changes many subscriptions announces them together (announceTogether, the setting refill.balances_announced).
CREATE OR REPLACE FUNCTION balance_announce_subscriber() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('refill.balances_announced', true) IS DISTINCT FROM 'true' THEN
    PERFORM pg_notify('balances', NEW.user_id::text);
  END IF;
  RETURN NULL;
END
$$;

-- Local mode: when the clock moves, credits expire and holds end everywhere.
CREATE OR REPLACE FUNCTION balance_announce_all() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('balances', '*');
  RETURN NULL;
END
$$;
