-- Stripe's events hold names and addresses. Those about a deleted account keep only what books need, whenever they come
-- and whatever writes them: no path can forget it.
CREATE OR REPLACE FUNCTION webhook_event_scrub() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.payload ? 'scrubbed' AND is_of_deleted_user(NEW) THEN
    NEW.payload = webhook_event_scrubbed_payload(NEW.payload);
  END IF;
  RETURN NEW;
END
$$;

-- What is left of an event once it is scrubbed: ids, amounts, status and times.
CREATE OR REPLACE FUNCTION webhook_event_scrubbed_payload(payload jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object(
    'scrubbed', true,
    'id', payload -> 'id',
    'type', payload -> 'type',
    'created', payload -> 'created',
    'data', jsonb_build_object('object', (
      SELECT coalesce(jsonb_object_agg(key, value), '{}')
      FROM jsonb_each(CASE WHEN jsonb_typeof(payload #> '{data,object}') = 'object'
                           THEN payload #> '{data,object}' ELSE '{}' END)
      WHERE key IN ('id', 'object', 'status', 'amount', 'currency', 'created',
                    'payment_intent', 'charge', 'invoice', 'subscription')
        -- An expanded object would bring names along.
        AND jsonb_typeof(value) IN ('string', 'number')
    ))
  )
$$;

-- Whether an event is about a user whose account is deleted. A refund of one of several parts names an intent that is not
-- the payment's first.
CREATE OR REPLACE FUNCTION is_of_deleted_user(event webhook_event) RETURNS boolean
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
  )) OR (event.customer_id IS NULL AND EXISTS (
    SELECT FROM payment_part part
    JOIN payment p ON p.id = part.payment_id
    JOIN "user" u ON u.id = p.user_id
    WHERE part.stripe_payment_intent_id = event.payload #>> '{data,object,payment_intent}' AND u.deleted_at IS NOT NULL
  ))
$$;
