-- Returns how many entries were appended; null when nothing was due.
CREATE OR REPLACE FUNCTION ledger_expire(p_account uuid, p_now timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
  settled credit_account;
BEGIN
  SELECT * INTO locked FROM credit_account WHERE id = p_account FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no credit account %.', p_account USING ERRCODE = 'no_data_found';
  END IF;
  IF locked.next_expiry_at IS NULL OR locked.next_expiry_at > p_now THEN
    RETURN NULL;
  END IF;
  settled := ledger_settle(locked, p_now);
  RETURN settled.seq - locked.seq;
END;
$$;

-- Settles at most p_limit accounts and returns them: fewer once none is left that is due and not locked. Finds them without
-- locks, then locks one at a time and skips those that are locked rather than wait: so it never stands in the way of a spend,
-- and cannot deadlock.
CREATE OR REPLACE FUNCTION ledger_settle_idle(p_limit integer, p_now timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql AS $$
DECLARE
  due uuid;
  was_due boolean;
  wanted integer;
  found_due integer;
  settled integer := 0;
  skipped integer := 0;
BEGIN
  LOOP
    wanted := p_limit - settled;
    found_due := 0;
    FOR due IN
      -- Those that are settled are no longer among them.
      SELECT id FROM credit_account
      WHERE next_expiry_at <= p_now
      ORDER BY next_expiry_at
      OFFSET skipped LIMIT wanted
    LOOP
      found_due := found_due + 1;
      -- A statement of its own, which can be sent to the account's shard.
      SELECT * INTO was_due FROM ledger_settle_if_idle(due, p_now);
      IF was_due THEN
        settled := settled + 1;
        RETURN NEXT due;
      ELSE
        skipped := skipped + 1;
      END IF;
    END LOOP;
    EXIT WHEN settled = p_limit OR found_due < wanted;
  END LOOP;
END;
$$;

-- Settles the account if something is due and nobody has it locked, and returns whether it did.
CREATE OR REPLACE FUNCTION ledger_settle_if_idle(p_account uuid, p_now timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  locked credit_account;
BEGIN
  SELECT * INTO locked FROM credit_account WHERE id = p_account AND next_expiry_at <= p_now FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM ledger_settle(locked, p_now);
  RETURN true;
END;
$$;
