-- Who did what is kept as the ledger is: rows are added, never changed.

CREATE FUNCTION audit_log_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only: % refused.', TG_OP
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Add a row that says what was wrong instead.';
END;
$$;

CREATE TRIGGER audit_log_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse_change();
