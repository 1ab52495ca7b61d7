-- Personal data is removed after a while (RETENTION_DAYS): payloads of settled events, and the address and text of mails
-- that were sent or given up. Rows stay, with their ids and outcomes.

-- What is left of an event once it is scrubbed: ids, amounts, status and times.
CREATE FUNCTION webhook_event_scrubbed_payload(payload jsonb) RETURNS jsonb
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

CREATE OR REPLACE FUNCTION webhook_event_scrub() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.payload ? 'scrubbed' AND is_of_deleted_user(NEW) THEN
    NEW.payload = webhook_event_scrubbed_payload(NEW.payload);
  END IF;
  RETURN NEW;
END
$$;

-- What is left to purge; both indexes are empty of what is older than the retention.
CREATE INDEX webhook_event_with_payload_idx ON webhook_event (processed_at)
  WHERE processed_at IS NOT NULL AND NOT payload ? 'scrubbed';
CREATE INDEX mail_with_text_idx ON mail (created_at) WHERE status <> 'QUEUED' AND "to" <> '';

-- Events that name no customer but a payment, to find those of an account that is deleted. A hash index, because the
-- value may be of any length.
CREATE INDEX webhook_event_payment_intent_idx ON webhook_event
  USING hash ((payload #>> '{data,object,payment_intent}')) WHERE customer_id IS NULL;

-- Mail servers name the recipient in their refusals.
UPDATE mail SET error = 'The account was deleted.' WHERE "to" = '' AND error IS NOT NULL;
