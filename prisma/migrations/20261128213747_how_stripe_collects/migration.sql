-- Collection at Stripe may be paused, or by an invoice that its owner pays: credits then come with the money, not by date.
CREATE TYPE collection_method AS ENUM ('AUTOMATIC', 'INVOICE');

ALTER TABLE subscription
  ADD COLUMN collection collection_method NOT NULL DEFAULT 'AUTOMATIC',
  ADD COLUMN collection_paused boolean NOT NULL DEFAULT false,
  ADD COLUMN collection_resumes_at timestamptz(3),
  ADD COLUMN trial_started_at timestamptz(3);

ALTER TABLE payment ADD COLUMN due_at timestamptz(3);
