-- Days whose money or MRR changed are added up again by the rollup. Rows are appended, never counted up, so that no two
-- transactions wait for each other.
CREATE OR REPLACE FUNCTION metric_stale(p_at timestamptz) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO metric_stale_day (day) SELECT (p_at AT TIME ZONE 'UTC')::date WHERE p_at IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION metric_stale_payment() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM metric_stale(OLD.paid_at); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM metric_stale(NEW.paid_at); END IF;
  RETURN NULL;
END
$$;

-- Refunds, disputes and credit notes.
CREATE OR REPLACE FUNCTION metric_stale_money_back() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM metric_stale(OLD.created_at); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM metric_stale(NEW.created_at); END IF;
  RETURN NULL;
END
$$;

-- The lines of an invoice say which plan a payment was for.
CREATE OR REPLACE FUNCTION metric_stale_paid_period() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM metric_stale(paid_at) FROM payment WHERE id = NEW.payment_id;
  RETURN NULL;
END
$$;

-- An earlier change decides what the later ones of the same user are: the first payment or a return, more or less.
CREATE OR REPLACE FUNCTION metric_stale_subscription() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  changed subscription_change := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM metric_stale(changed.at);
  PERFORM metric_stale(later.at)
  FROM subscription AS self
  JOIN subscription AS other ON other.user_id = self.user_id
  JOIN subscription_change AS later ON later.subscription_id = other.id AND later.at > changed.at
  WHERE self.id = changed.subscription_id;
  RETURN NULL;
END
$$;
