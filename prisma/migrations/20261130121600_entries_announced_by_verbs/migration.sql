-- The verbs of the ledger announce what they change. Until every process of an earlier version is replaced, what those change is shown
-- when streams are next checked, within 15 seconds.
DROP TRIGGER ledger_entry_announce ON ledger_entry;
