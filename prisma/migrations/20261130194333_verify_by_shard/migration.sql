-- accepted: ledger_scope: only the verification read it, and the next one works
DROP VIEW ledger_scope;

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
