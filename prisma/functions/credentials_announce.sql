-- Processes keep what a key may do in memory. Whatever changes that is announced here, by triggers, so that no path to
-- it can forget: the API, an admin's page, a statement typed by hand. Notifications go out when the change commits.
CREATE OR REPLACE FUNCTION api_key_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'key:' || OLD.prefix);
  RETURN NULL;
END
$$;

-- A user's role, lock, session version or deletion: streams and caches hear at once that sessions or tokens ended.
CREATE OR REPLACE FUNCTION user_announce_standing() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'user:' || OLD.id);
  RETURN NULL;
END
$$;

-- A session that ended, whichever way it did.
CREATE OR REPLACE FUNCTION session_announce_end() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'user:' || NEW.user_id);
  RETURN NULL;
END
$$;

-- Whether an admin has a second factor decides what their keys may do, and processes keep that in memory: announced as a
-- role is.
CREATE OR REPLACE FUNCTION totp_factor_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'user:' || COALESCE(NEW.user_id, OLD.user_id));
  RETURN NULL;
END
$$;
