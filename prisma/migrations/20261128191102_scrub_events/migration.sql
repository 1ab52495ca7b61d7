-- Stripe's events hold names and addresses. Those about a deleted account keep only what books need, whenever they come
-- and whatever writes them: no path can forget it.
CREATE INDEX "webhook_event_object_id_idx" ON "webhook_event" ("object_id");

CREATE FUNCTION is_of_deleted_user(event webhook_event) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM former_customer f
    JOIN "user" u ON u.id = f.user_id
    WHERE f.stripe_customer_id = event.customer_id AND u.deleted_at IS NOT NULL
  ) OR (event.customer_id IS NULL AND EXISTS (
    -- Refunds and disputes name no customer; their payment does.
    SELECT FROM payment p
    JOIN "user" u ON u.id = p.user_id
    WHERE p.stripe_payment_intent_id = event.payload #>> '{data,object,payment_intent}' AND u.deleted_at IS NOT NULL
  ))
$$;

CREATE FUNCTION webhook_event_scrub() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.payload ? 'scrubbed' AND is_of_deleted_user(NEW) THEN
    NEW.payload = jsonb_build_object(
      'scrubbed', true,
      'id', NEW.payload -> 'id',
      'type', NEW.payload -> 'type',
      'created', NEW.payload -> 'created',
      'data', jsonb_build_object('object', jsonb_strip_nulls(jsonb_build_object(
        'id', NEW.payload #> '{data,object,id}',
        'object', NEW.payload #> '{data,object,object}',
        'status', NEW.payload #> '{data,object,status}',
        'amount', NEW.payload #> '{data,object,amount}',
        'currency', NEW.payload #> '{data,object,currency}',
        'created', NEW.payload #> '{data,object,created}'
      )))
    );
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER webhook_event_scrubbed
  BEFORE INSERT OR UPDATE ON webhook_event
  FOR EACH ROW EXECUTE FUNCTION webhook_event_scrub();
