-- Processes keep what is on sale in memory. Whatever changes it is announced here, so that no path to it can forget;
-- changes of the rate card are announced by meter_announce.
CREATE OR REPLACE FUNCTION catalogue_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalogue', '');
  RETURN NULL;
END
$$;
