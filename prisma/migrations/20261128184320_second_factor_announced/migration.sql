-- Whether an admin has a second factor decides what their keys may do, and processes keep that in memory: announced as a
-- role is.
CREATE FUNCTION totp_factor_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'user:' || COALESCE(NEW.user_id, OLD.user_id));
  RETURN NULL;
END
$$;

CREATE TRIGGER totp_factor_changed
  AFTER INSERT OR DELETE OR UPDATE OF confirmed_at ON totp_factor
  FOR EACH ROW EXECUTE FUNCTION totp_factor_announce();
