-- Stripe is asked with no transaction open. What is then written is only written if nothing else was in between: each
-- write of what Stripe said counts the user's version up, and a reading that began at another version is read again.
ALTER TABLE "user" ADD COLUMN billing_version bigint NOT NULL DEFAULT 0;

-- Who changes something of a user at Stripe now: of two changes at once, the second begins when the first is done. Held
-- for a short while and renewed, so that a process that dies does not hold it for ever.
CREATE TABLE billing_turn (
  user_id uuid PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
  id uuid NOT NULL,
  purpose text NOT NULL,
  taken_at timestamptz(3) NOT NULL,
  held_until timestamptz(3) NOT NULL
);
