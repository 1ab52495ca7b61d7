-- The number of an account's first entry made at p_moment or later, or the one that its next entry gets. Entries are numbered
-- in the order in which they are made, without gaps but for archived ones, so this takes as many looks as the last number has binary
-- digits, and a read of some days takes their entries and not the account's whole history. Clocks of different machines differ: a caller asks
-- for moments a day further apart and compares the times of what it gets. Never called within a statement on the ledger's tables.
CREATE OR REPLACE FUNCTION ledger_seq_at(p_account uuid, p_moment timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint := 1;
  high bigint;
  middle bigint;
BEGIN
  SELECT seq + 1 INTO high FROM credit_account WHERE id = p_account;
  WHILE low < high LOOP
    middle := (low + high) / 2;
    IF (
      SELECT created_at < p_moment FROM ledger_entry
      WHERE account_id = p_account AND seq >= middle ORDER BY seq LIMIT 1
    ) THEN
      low := middle + 1;
    ELSE
      high := middle;
    END IF;
  END LOOP;
  RETURN low;
END;
$$;
