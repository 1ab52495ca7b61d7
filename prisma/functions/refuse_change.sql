-- Entries are never changed: a balance is corrected by another entry. Only ledger_archive_spends and ledger_restore_spends move spends to
-- the archive and back, and keep what they come to in ledger_closing.
--
-- In a divided ledger the table is a shard, whose name ends in its number.
CREATE OR REPLACE FUNCTION ledger_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  ledger_table CONSTANT text := regexp_replace(TG_TABLE_NAME, '_[0-9]+$', '');
BEGIN
  IF current_setting('refill.archiving', true) = 'on' AND (TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND ledger_table = 'ledger_closing') THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused.', ledger_table, TG_OP
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Append an entry that corrects the balance instead.';
END;
$$;

-- Ledger entries say by a number which rate they were made at: what it meant then is what it has to mean for ever.
CREATE OR REPLACE FUNCTION meter_version_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'meter_version is append-only: % refused.', TG_OP
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Insert the next version instead.';
END
$$;

-- Who did what is kept as the ledger is: rows are added, never changed.
CREATE OR REPLACE FUNCTION audit_log_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_log is append-only: % refused.', TG_OP
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Add a row that says what was wrong instead.';
END;
$$;

-- A claim is for ever: without it the card would have another trial, or bring another reward.
CREATE OR REPLACE FUNCTION card_claim_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'card_claim is append-only: % refused.', TG_OP;
END $$;
