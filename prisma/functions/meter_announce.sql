-- Processes keep the rate card in memory. Whatever changes it is announced here, so that no path to it can forget; a new
-- version counts once its meter says so.
CREATE OR REPLACE FUNCTION meter_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('rate_card', '');
  RETURN NULL;
END
$$;
