-- A payment counts for the money that moved, not for what was invoiced: credit notes, the customer's balance at Stripe and
-- parts paid with several intents are on record. What was invoiced before stays in amount_cents until the invoice is
-- brought in again.
CREATE TYPE credit_note_status AS ENUM ('ISSUED', 'VOID');

ALTER TABLE payment
  ADD COLUMN invoiced_cents integer,
  ADD COLUMN balance_cents integer NOT NULL DEFAULT 0,
  ADD COLUMN credited_cents integer NOT NULL DEFAULT 0,
  ADD CONSTRAINT payment_balance_cents_check CHECK (balance_cents >= 0),
  ADD CONSTRAINT payment_credited_cents_check CHECK (credited_cents >= 0);

UPDATE payment SET invoiced_cents = amount_cents WHERE stripe_invoice_id IS NOT NULL;

CREATE TABLE payment_part (
  payment_id uuid NOT NULL REFERENCES payment (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  stripe_payment_intent_id text NOT NULL,
  amount_cents integer NOT NULL,
  PRIMARY KEY (payment_id, stripe_payment_intent_id),
  CONSTRAINT payment_part_amount_cents_check CHECK (amount_cents >= 0)
);
CREATE INDEX payment_part_stripe_payment_intent_id_idx ON payment_part (stripe_payment_intent_id);

INSERT INTO payment_part (payment_id, stripe_payment_intent_id, amount_cents)
SELECT id, stripe_payment_intent_id, CASE WHEN paid_at IS NULL THEN 0 ELSE amount_cents END
FROM payment WHERE stripe_invoice_id IS NOT NULL AND stripe_payment_intent_id IS NOT NULL;

CREATE TABLE credit_note (
  id uuid NOT NULL PRIMARY KEY,
  payment_id uuid NOT NULL REFERENCES payment (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  stripe_credit_note_id text NOT NULL,
  number text NOT NULL,
  status credit_note_status NOT NULL,
  amount_cents integer NOT NULL,
  balance_cents integer NOT NULL,
  out_of_band_cents integer NOT NULL,
  currency text NOT NULL,
  reason text,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT credit_note_amounts_check
    CHECK (balance_cents >= 0 AND out_of_band_cents >= 0 AND balance_cents + out_of_band_cents <= amount_cents)
);
CREATE UNIQUE INDEX credit_note_stripe_credit_note_id_key ON credit_note (stripe_credit_note_id);
CREATE INDEX credit_note_payment_id_idx ON credit_note (payment_id);

-- A refund of one of several parts names an intent that is not the payment's first.
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
